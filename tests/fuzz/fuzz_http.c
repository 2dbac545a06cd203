/*
 * Heads and chunked bodies as strangers send them.  A good head stays good when it is cut behind
 * its end, and is never called wrong while it is still coming; chunks are judged alike in one piece
 * and byte by byte.
 */
#include "gateway/http/chunks.h"
#include "gateway/http/head.h"
#include "shared/base/must.h"
#include "tests/fuzz/fuzz.h"

enum { CUTS = 64 };

static void
cut_anywhere(struct bytes head)
{
    size_t step = head.len / CUTS + 1, len;
    const char *why;

    for (size_t at = 0; at < head.len; at += step) {
        must(head_check((struct bytes){head.data, at}, &len, &why) == OK);
        must(len == 0);
    }
    must(head_check(head, &len, &why) == OK && len == head.len);
}

static void
feed_twice(struct bytes body)
{
    struct chunks whole = {0}, bytewise = {0};
    bool good = chunks_feed(&whole, body), still = true;

    for (size_t i = 0; i < body.len && still; i++)
        still = chunks_feed(&bytewise, (struct bytes){body.data + i, 1});
    must(good == still);
    must(!good || (whole.at == bytewise.at && whole.left == bytewise.left));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *line;
    const char *why;
    size_t len;

    if (head_check((struct bytes){data, size}, &len, &why) != OK || len == 0) {
        feed_twice((struct bytes){data, size});
        return 0;
    }
    must(len <= size);
    cut_anywhere((struct bytes){data, len});
    line = head_line((struct bytes){data, len}, "transfer-encoding");
    must(line == NULL || (line > data && line < data + len));
    feed_twice((struct bytes){data + len, size - len});
    return 0;
}
