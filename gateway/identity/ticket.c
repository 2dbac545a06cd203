#include "gateway/identity/ticket.h"
#include "gateway/http/answer.h"
#include "gateway/identity/auth.h"
#include "gateway/identity/auth_answer.h"
#include "shared/base/base64url.h"
#include "shared/base/clock.h"
#include "shared/crypto/seal.h"
#include "shared/request/envelope.h"

enum { TICKET_LEN = 43 };

static void
ticket_conclude(struct exchange *x, enum err err, struct bytes message)
{
    struct ticket_state state;
    struct claims claims;

    if (err != OK ||
        !auth_answer_read(x->gateway->scratch, &auth_ticket_use_operation, message, &state)) {
        answer_error(x, ERR_UNAVAILABLE, NULL);
        return;
    }
    if (!state.active || uuid_is_nil(state.user_id) || uuid_is_nil(state.session_id)) {
        answer_error(x, ERR_UNAUTHENTICATED, NULL);
        return;
    }
    claims = (struct claims){
        .user_id = state.user_id,
        .session_id = state.session_id,
        .exp_s = instant_now().us / 1000000 + state.expires_in,
    };
    auth_claims(x, &claims);
}

static void
on_redeemed(void *arg, enum err err, struct bytes message)
{
    struct exchange *x = arg;

    if (x->req != NULL)
        ticket_conclude(x, err, message);
    exchange_release(x);
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
ticket_redeem(struct exchange *x, struct bytes ticket)
{
    const struct operation *op = &auth_ticket_use_operation;
    int64_t deadline_ms = monotonic_ms() + op->timeout_ms;
    struct bus_headers headers = {
        .traceparent = x->trace.parent,
        .deadline = instant_now().us / 1000 + op->timeout_ms,
    };
    struct buf message;
    enum err err;

    if (ticket.len != TICKET_LEN) {
        answer_error(x, ERR_UNAUTHENTICATED, NULL);
        return;
    }
    buf_init(&message);
    pack_question(&message, ticket);
    err = bus_ask(x->gateway->bus, op->subject, &headers, (struct bytes){message.data, message.len},
                  deadline_ms, on_redeemed, x);
    buf_fini(&message);
    if (err == OK)
        exchange_keep(x);
    else
        answer_error(x, ERR_UNAVAILABLE, NULL);
}
