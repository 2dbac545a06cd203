#include "gateway/ask/written.h"

#include "shared/codec/span.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool
written_id(struct bytes body, struct uuid *out)
{
    struct span s = span_of(body);
    struct bytes name, value;
    uint32_t members;

    if (!span_map(&s, &members))
        return false;
    for (; members > 0; members--) {
        if (!span_text(&s, &name))
            return false;
        if (text_is(name, "id"))
            return span_text(&s, &value) && uuid_parse((const char *)value.data, value.len, out);
        if (!span_skip(&s, &value))
            return false;
    }
    return false;
}

bool
written_json(const struct reply *reply, struct buf *out)
{
    char id[UUID_TEXT], text[96];
    struct uuid uuid;

    if (!reply->has_version || !written_id(reply->body, &uuid))
        return false;
    uuid_format(uuid, id);
    snprintf(text, sizeof text, "{\"id\":\"%s\",\"version\":%" PRId64 "}", id, reply->version);
    buf_add(out, text, strlen(text));
    return true;
}
