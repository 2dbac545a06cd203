#include "gateway/identity/ticket.h"
#include "gateway/identity/auth_answer.h"
#include "gateway/identity/sessions.h"
#include "shared/base/base64url.h"
#include "shared/base/clock.h"
#include "shared/crypto/seal.h"
#include "shared/request/envelope.h"

enum { TICKET_LEN = 43 };

static void
ticket_conclude(struct asker *asker, enum err err, struct bytes message)
{
    struct ticket_state state;
    struct claims claims;

    if (err != OK || asker->gone ||
        !auth_answer_read(asker->gateway->scratch, &auth_ticket_use_operation, message, &state)) {
        asker->done(asker, ERR_UNAVAILABLE);
        return;
    }
    if (!state.active || uuid_is_nil(state.user_id) || uuid_is_nil(state.session_id)) {
        asker->done(asker, ERR_UNAUTHENTICATED);
        return;
    }
    claims = (struct claims){
        .user_id = state.user_id,
        .session_id = state.session_id,
        .exp_s =
            sessions_unix_ms(asker->gateway->sessions, monotonic_ms()) / 1000 + state.expires_in,
    };
    sessions_check_claims(asker->gateway->sessions, asker, &claims);
}

static void
on_redeemed(void *arg, enum err err, struct bytes message)
{
    ticket_conclude(arg, err, message);
}

static void
pack_question(struct buf *out, struct bytes ticket)
{
    char text[SHA256_LEN * 2];
    const struct auth_ticket_use_in in = {.body = {.digest = text}};
    uint8_t digest[SHA256_LEN];

    sha256(ticket, digest);
    base64url_write((struct bytes){digest, SHA256_LEN}, text);
    text[base64url_len(SHA256_LEN)] = '\0';
    envelope_ask(out, &auth_ticket_use_operation, &in);
}

void
ticket_redeem(struct asker *asker, struct bytes ticket)
{
    const struct operation *op = &auth_ticket_use_operation;
    int64_t deadline_ms = monotonic_ms() + op->timeout_ms;
    struct bus_headers headers = {
        .traceparent = asker->traceparent,
        .deadline_ms = deadline_ms,
    };
    struct buf message;
    enum err err;

    if (ticket.len != TICKET_LEN) {
        asker->done(asker, ERR_UNAUTHENTICATED);
        return;
    }
    buf_init(&message);
    pack_question(&message, ticket);
    err = bus_ask(asker->gateway->bus, op->subject, &headers,
                  (struct bytes){message.data, message.len}, deadline_ms, on_redeemed, asker);
    buf_fini(&message);
    if (err)
        asker->done(asker, ERR_UNAVAILABLE);
}
