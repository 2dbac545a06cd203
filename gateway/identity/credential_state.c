#include "gateway/identity/credential_state.h"
#include "gateway/ask/reply.h"
#include "gateway/identity/scopes.h"

#include <string.h>

static bool
read_id(struct span *s, struct uuid *out)
{
    return span_nil(s) || span_uuid(s, out);
}

static bool
read_zone(struct span *s, char zone[ZONE_TEXT])
{
    struct bytes text;

    if (!span_text(s, &text) || text.len >= ZONE_TEXT)
        return false;
    memcpy(zone, text.data, text.len);
    zone[text.len] = '\0';
    return true;
}

static bool
read_scopes(struct span *s, uint32_t *out)
{
    struct bytes name;
    uint32_t items;

    if (!span_array(s, &items))
        return false;
    for (; items > 0; items--) {
        if (!span_text(s, &name))
            return false;
        *out |= scope_bit(name);
    }
    return true;
}

static bool
credential_state_read_member(struct span *s, struct bytes name, struct credential_state *out)
{
    struct bytes ignored;

    if (text_is(name, "active"))
        return span_bool(s, &out->active);
    if (text_is(name, "user_id"))
        return read_id(s, &out->user_id);
    if (text_is(name, "key_id"))
        return read_id(s, &out->key_id);
    if (text_is(name, "zone"))
        return read_zone(s, out->zone);
    if (text_is(name, "scopes"))
        return read_scopes(s, &out->scopes);
    if (text_is(name, "keep_ms"))
        return span_int(s, &out->keep_ms);
    return span_skip(s, &ignored);
}

bool
credential_state_read(struct bytes message, struct credential_state *out)
{
    struct reply reply;
    struct bytes name;
    struct span s;
    uint32_t members;

    *out = (struct credential_state){.zone = "UTC", .keep_ms = -1};
    if (!reply_read(message, &reply) || reply.err != OK || reply.body.data == NULL)
        return false;
    s = span_of(reply.body);
    if (!span_map(&s, &members))
        return false;
    for (; members > 0; members--)
        if (!span_text(&s, &name) || !credential_state_read_member(&s, name, out))
            return false;
    return s.at == s.end;
}
