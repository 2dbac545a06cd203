/*
 * Heads and chunked bodies as strangers send them.  Both are judged alike in one piece and byte by
 * byte; a good head stays good when it is cut behind its end.
 */
#include "gateway/http/chunks.h"
#include "gateway/http/head.h"
#include "shared/base/must.h"
#include "tests/fuzz/fuzz.h"

/* Byte by byte, with the same verdict; what is wrong may be too large before it is malformed. */
static void
read_byte_by_byte(struct bytes raw, enum err want, size_t want_len)
{
    struct head head = {0};
    enum err err = OK;

    for (size_t len = 0; len <= raw.len && err == OK && head.len == 0; len++)
        err = head_read(&head, (struct bytes){raw.data, len});
    must((err == OK) == (want == OK) && head.len == want_len);
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
    struct bytes raw = {data, size};
    struct head head = {0};
    enum err err = head_read(&head, raw);
    const uint8_t *line;
    size_t len = head.len;

    read_byte_by_byte(raw, err, len);
    if (len == 0) {
        feed_twice(raw);
        return 0;
    }
    must(len <= size);
    read_byte_by_byte((struct bytes){data, len}, OK, len);
    line = head_line((struct bytes){data, len}, "transfer-encoding");
    must((line != NULL) == head_is_chunked(&head));
    feed_twice((struct bytes){data + len, size - len});
    return 0;
}
