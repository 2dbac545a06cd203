#include "gateway/identity/credential_state.h"

#include "gateway/identity/auth_answer.h"
#include "gateway/identity/scopes.h"
#include "shared/base/base64url.h"
#include "shared/crypto/seal.h"
#include "shared/request/envelope.h"

#include <string.h>

const struct operation *
credential_state_operation(enum caller_kind kind)
{
    return kind == CALLER_KEY ? &auth_api_key_operation : &auth_session_operation;
}

static void
ask_of_key(struct buf *out, const uint8_t digest[SHA256_LEN])
{
    char text[SHA256_LEN * 2];
    const struct auth_api_key_in in = {.body = {.digest = text}};

    base64url_write((struct bytes){digest, SHA256_LEN}, text);
    text[base64url_len(SHA256_LEN)] = '\0';
    envelope_ask(out, &auth_api_key_operation, &in);
}

void
credential_state_ask(struct buf *out, const struct caller *caller, const uint8_t digest[32])
{
    const struct auth_session_in in = {
        .body = {.session_id = caller->session_id, .user_id = caller->user_id}};

    if (caller->kind == CALLER_KEY)
        ask_of_key(out, digest);
    else
        envelope_ask(out, &auth_session_operation, &in);
}

static bool
set_zone(struct credential_state *out, const char *zone)
{
    size_t len = strlen(zone);

    if (len >= ZONE_TEXT)
        return false;
    memcpy(out->zone, zone, len + 1);
    return true;
}

static bool
read_key(struct arena *scratch, struct bytes message, struct credential_state *out)
{
    struct key_state key;

    if (!auth_answer_read(scratch, &auth_api_key_operation, message, &key))
        return false;
    out->active = key.active;
    out->user_id = key.user_id;
    out->key_id = key.key_id;
    out->keep_ms = key.keep_ms;
    for (size_t i = 0; i < key.scopes.count; i++)
        out->scopes |= scope_bit(bytes_of(key.scopes.items[i]));
    return set_zone(out, key.zone);
}

static bool
read_session(struct arena *scratch, struct bytes message, struct credential_state *out)
{
    struct session_state session;

    if (!auth_answer_read(scratch, &auth_session_operation, message, &session))
        return false;
    out->active = session.active;
    out->user_id = session.user_id;
    return set_zone(out, session.zone);
}

bool
credential_state_read(struct arena *scratch, enum caller_kind kind, struct bytes message,
                      struct credential_state *out)
{
    bool good;

    *out = (struct credential_state){.zone = "UTC", .keep_ms = -1};
    good =
        kind == CALLER_KEY ? read_key(scratch, message, out) : read_session(scratch, message, out);
    out->active = good && out->active;
    return good;
}
