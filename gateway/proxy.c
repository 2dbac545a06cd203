#include "gateway/proxy.h"
#include "gateway/ask/ask_envelope.h"
#include "gateway/ask/preconditions.h"
#include "gateway/ask/written.h"
#include "gateway/http/answer.h"
#include "gateway/http/error_body.h"
#include "gateway/http/etag.h"
#include "gateway/identity/scopes.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/codec/json.h"
#include "shared/request/envelope.h"

enum {
    GRACE_MS = 50, /* the service's own deadline answers first */
    /* The bus carries 3 MB (max_payload), more than any body of 1 MiB makes: `1e1,` is 9 bytes. */
    MESSAGE_MAX = 3 * 1000 * 1000 - 4096,
};

static void
answer_bug(struct exchange *x, const char *why)
{
    log_event(LOG_ERROR, "proxy.reply.broken", "op=%s rq=%s why=%s", x->operation, x->trace.id,
              log_quote(why));
    answer_error(x, ERR_BUG, NULL);
}

/* A key that may write and not read sees no more than which object it is, and its version. */
static bool
sees_all(const struct exchange *x)
{
    const char *scope = x->route->shown_to;

    return scope == NULL || x->asker.caller.kind != CALLER_KEY ||
           (x->asker.scopes & scope_bit(bytes_of(scope))) != 0;
}

static bool
write_body(const struct exchange *x, const struct reply *reply, struct buf *out)
{
    buf_reset(out);
    if (reply->body.data == NULL)
        return false;
    return sees_all(x) ? json_from_msgpack(reply->body, out) : written_json(reply, out);
}

static bool
says_something(const struct reply *reply)
{
    return reply->body.len > 1; /* neither nil nor an empty map */
}

/* 204 is for an answer that says nothing, or nothing to a key without the right to read. */
static int
good_status(const struct exchange *x, const struct reply *reply)
{
    bool shows = says_something(reply) && sees_all(x);

    return x->route->success == 204 && shows ? 200 : x->route->success;
}

/* What everybody may read may be kept, and is asked for again each time. */
static const char *
cache_of(const struct exchange *x)
{
    return x->route->auth == AUTH_PUBLIC && x->route->method[0] == 'G' ? "no-cache" : NULL;
}

static void
answer_good(struct exchange *x, const struct reply *reply)
{
    struct buf *out = &x->gateway->out;
    struct answer a = {.status = good_status(x, reply)};
    char etag[ETAG_TEXT];

    if (reply->has_version && x->route->has_version) {
        etag_format(reply->version, reply->variant, etag);
        a.etag = etag;
        a.cache = cache_of(x);
        if (preconditions_is_current(x, reply->version, reply->variant))
            a.status = 304;
    }
    if (a.status == 202 && !says_something(reply)) {
        a.body = bytes_of("");
    } else if (a.status != 304 && a.status != 204) {
        if (!write_body(x, reply, out)) {
            answer_bug(x, "the body is not what the operation answers");
            return;
        }
        a.body = (struct bytes){out->data, out->len};
    }
    answer_send(x, &a);
}

static void
answer_refused(struct exchange *x, const struct reply *reply)
{
    struct buf *out = &x->gateway->out;
    int64_t retry_after_s = reply->retry_after_s;

    if (retry_after_s <= 0 && err_again(reply->err))
        retry_after_s = 1;
    buf_reset(out);
    error_body(out, reply->err, reply->sentence, reply->details);
    answer_send(x, &(struct answer){.status = err_status(reply->err),
                                    .err = reply->err,
                                    .body = {out->data, out->len},
                                    .retry_after_s = retry_after_s});
}

static void
answer_reply(struct exchange *x, struct bytes message)
{
    struct reply reply;

    if (!envelope_read_reply(message, &reply))
        answer_bug(x, "the answer is no envelope");
    else if (reply.err != OK)
        answer_refused(x, &reply);
    else
        answer_good(x, &reply);
}

static void
answered(void *arg, enum err err, struct bytes message)
{
    struct exchange *x = arg;

    if (x->req == NULL)
        log_event(LOG_INFO, "http.abandoned", "op=%s rq=%s", x->operation, x->trace.id);
    else if (err)
        answer_error(x, err, NULL);
    else
        answer_reply(x, message);
    exchange_release(x);
}

static void
send_ask(struct exchange *x, struct bytes message)
{
    int64_t deadline_ms = x->began_ms + x->route->timeout_ms;
    struct bus_headers headers = {
        .traceparent = x->trace.parent,
        .deadline_ms = deadline_ms,
    };
    enum err err;

    exchange_keep(x);
    err = bus_ask(x->gateway->bus, x->route->subject, &headers, message, deadline_ms + GRACE_MS,
                  answered, x);
    if (err == OK)
        return;
    answer_error(x, err, NULL);
    exchange_release(x);
}

static void
envelope_made(struct exchange *x, struct bytes message)
{
    if (message.len > MESSAGE_MAX)
        answer_error(x, ERR_PAYLOAD_TOO_LARGE, NULL);
    else
        send_ask(x, message);
}

void
proxy_ask(struct exchange *x)
{
    ask_envelope(x, envelope_made);
}
