#include "gateway/identity/ticket.h"
#include "gateway/ask/ask_envelope.h"
#include "gateway/ask/reply.h"
#include "gateway/identity/auth.h"
#include "shared/base/base64url.h"
#include "shared/base/clock.h"
#include "shared/codec/pack.h"
#include "shared/crypto/seal.h"

enum { ANSWER_MS = 2000, TICKET_LEN = 43 };

struct redeemed {
    bool active;
    struct uuid user_id, session_id;
    int64_t expires_in;
};

static bool
ticket_read_member(struct span *s, struct bytes name, struct redeemed *out)
{
    struct bytes ignored;

    if (text_is(name, "active"))
        return span_bool(s, &out->active);
    if (text_is(name, "user_id"))
        return span_nil(s) || span_uuid(s, &out->user_id);
    if (text_is(name, "session_id"))
        return span_nil(s) || span_uuid(s, &out->session_id);
    if (text_is(name, "expires_in"))
        return span_int(s, &out->expires_in);
    return span_skip(s, &ignored);
}

/* False for anything but a good answer. */
static bool
read_redeemed(struct bytes message, struct redeemed *out)
{
    struct reply reply;
    struct bytes name;
    struct span s;
    uint32_t members;

    *out = (struct redeemed){.active = false};
    if (!reply_read(message, &reply) || reply.err != OK || reply.body.data == NULL)
        return false;
    s = span_of(reply.body);
    if (!span_map(&s, &members))
        return false;
    for (; members > 0; members--)
        if (!span_text(&s, &name) || !ticket_read_member(&s, name, out))
            return false;
    return s.at == s.end;
}

static void
ticket_conclude(struct asker *asker, enum err err, struct bytes message)
{
    struct redeemed r;
    struct claims claims;

    if (err != OK || asker->gone || !read_redeemed(message, &r)) {
        asker->done(asker, ERR_UNAVAILABLE);
        return;
    }
    if (!r.active || uuid_is_nil(r.user_id) || uuid_is_nil(r.session_id)) {
        asker->done(asker, ERR_UNAUTHENTICATED);
        return;
    }
    claims = (struct claims){
        .user_id = r.user_id,
        .session_id = r.session_id,
        .exp_s = instant_now().us / 1000000 + r.expires_in,
    };
    auth_claims(asker, &claims);
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
    uint8_t digest[SHA256_LEN];

    sha256(ticket, digest);
    base64url_write((struct bytes){digest, SHA256_LEN}, text);
    ask_envelope_own(out);
    pack_map(out, 1);
    pack_word(out, "digest");
    pack_text(out, (struct bytes){(const uint8_t *)text, base64url_len(SHA256_LEN)});
}

void
ticket_redeem(struct asker *asker, struct bytes ticket)
{
    int64_t deadline_ms = monotonic_ms() + ANSWER_MS;
    struct bus_headers headers = {
        .traceparent = asker->traceparent,
        .deadline = instant_now().us / 1000 + ANSWER_MS,
    };
    struct buf message;
    enum err err;

    if (ticket.len != TICKET_LEN) {
        asker->done(asker, ERR_UNAUTHENTICATED);
        return;
    }
    buf_init(&message);
    pack_question(&message, ticket);
    err = bus_ask(asker->gateway->bus, "svc.auth.ticket_use", &headers,
                  (struct bytes){message.data, message.len}, deadline_ms, on_redeemed, asker);
    buf_fini(&message);
    if (err)
        asker->done(asker, ERR_UNAVAILABLE);
}
