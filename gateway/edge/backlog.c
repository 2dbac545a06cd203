#include "gateway/edge/backlog.h"
#include "shared/base/must.h"

#include <string.h>

void
backlog_fini(struct backlog *b)
{
    buf_fini(&b->held);
    b->taken = 0;
}

size_t
backlog_len(const struct backlog *b)
{
    return b->held.len - b->taken;
}

void
backlog_take(struct backlog *b, void *to, size_t len)
{
    must(len <= backlog_len(b));
    if (len == 0)
        return;
    memcpy(to, b->held.data + b->taken, len);
    b->taken += len;
    if (backlog_len(b) == 0)
        backlog_fini(b);
}

void
backlog_put_back(struct backlog *b, struct bytes rest)
{
    if (backlog_len(b) == 0) {
        buf_add(&b->held, rest.data, rest.len);
        return;
    }
    must(rest.len <= b->taken);
    b->taken -= rest.len;
}
