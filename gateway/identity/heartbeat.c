#include "gateway/identity/heartbeat.h"

#include "gateway/identity/auth_answer.h"

bool
heartbeat_read(struct arena *scratch, struct bytes message, struct heartbeat *out)
{
    if (!auth_answer_read_told(scratch, &heartbeat_shape, message, out) || out->number < 0 ||
        out->recent.count > REVOCATIONS_MAX)
        return false;
    for (size_t i = 0; i < out->recent.count; i++)
        if (out->recent.items[i].number <= 0 || uuid_is_nil(out->recent.items[i].user_id))
            return false;
    return true;
}

bool
heartbeat_covers(const struct heartbeat *h, int64_t known)
{
    for (size_t i = 0; i < h->recent.count; i++) {
        if (h->recent.items[i].number <= known)
            continue;
        if (h->recent.items[i].number != ++known)
            return false;
    }
    return known >= h->number;
}

bool
revocation_is_of_all(const struct revocation *r)
{
    return uuid_is_nil(r->session_id) && uuid_is_nil(r->key_id);
}
