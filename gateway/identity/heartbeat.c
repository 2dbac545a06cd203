#include "gateway/identity/heartbeat.h"
#include "shared/codec/span.h"

#include <string.h>

static bool
read_revocation_member(struct span *s, struct bytes name, struct revocation *out)
{
    struct bytes ignored;

    if (text_is(name, "number"))
        return span_int(s, &out->number);
    if (text_is(name, "user_id"))
        return span_uuid(s, &out->user_id);
    if (text_is(name, "session_id"))
        return span_nil(s) || span_uuid(s, &out->session_id);
    if (text_is(name, "key_id"))
        return span_nil(s) || span_uuid(s, &out->key_id);
    return span_skip(s, &ignored);
}

static bool
read_revocation(struct span *s, struct revocation *out)
{
    struct bytes name;
    uint32_t members;

    *out = (struct revocation){.number = 0};
    if (!span_map(s, &members))
        return false;
    for (; members > 0; members--)
        if (!span_text(s, &name) || !read_revocation_member(s, name, out))
            return false;
    /* What names neither means all: the safe reading. */
    out->whole_user = uuid_is_nil(out->session_id) && uuid_is_nil(out->key_id);
    return out->number > 0 && !uuid_is_nil(out->user_id);
}

static bool
read_recent(struct span *s, struct heartbeat *out)
{
    uint32_t items;

    if (!span_array(s, &items) || items > REVOCATIONS_MAX)
        return false;
    for (; items > 0; items--)
        if (!read_revocation(s, &out->recent[out->count++]))
            return false;
    return true;
}

bool
heartbeat_read(struct bytes message, struct heartbeat *out)
{
    struct span s = span_of(message);
    struct bytes name, ignored;
    uint32_t members;

    out->number = -1;
    out->count = 0;
    if (!span_map(&s, &members))
        return false;
    for (; members > 0; members--) {
        bool good = span_text(&s, &name);

        if (good && text_is(name, "number"))
            good = span_int(&s, &out->number);
        else if (good && text_is(name, "recent") && out->count == 0)
            good = read_recent(&s, out);
        else if (good)
            good = span_skip(&s, &ignored);
        if (!good)
            return false;
    }
    return out->number >= 0;
}

bool
heartbeat_covers(const struct heartbeat *h, int64_t known)
{
    for (unsigned i = 0; i < h->count; i++) {
        if (h->recent[i].number <= known)
            continue;
        if (h->recent[i].number != ++known)
            return false;
    }
    return known >= h->number;
}
