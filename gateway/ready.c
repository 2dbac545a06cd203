#include "gateway/ready.h"
#include "gateway/http/answer.h"
#include "gateway/limit/redis.h"
#include "gen/edge/routes.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"
#include "shared/codec/pack.h"
#include "shared/request/envelope.h"

#include <stdio.h>
#include <stdlib.h>

enum { VALID_MS = 250, ANSWER_MS = 500, SUBJECT_TEXT = 64 };

struct part {
    struct ready *ready;
    const char *service;
    bool up, database_up;
};

struct ready {
    struct gateway *gateway;
    struct part *parts; /* route_service_count of them */
    bool cache_up;
    unsigned pending; /* answers that the round still waits for; 0: no round */
    int64_t valid_until_ms;
    struct exchange *waiting;
};

struct ready *
ready_new(struct gateway *gateway)
{
    struct ready *r = calloc(1, sizeof *r);

    must(r != NULL);
    r->gateway = gateway;
    r->parts = calloc(route_service_count + 1, sizeof *r->parts);
    must(r->parts != NULL);
    for (unsigned i = 0; i < route_service_count; i++)
        r->parts[i] = (struct part){.ready = r, .service = route_services[i]};
    return r;
}

static const char *
up_or_away(bool up)
{
    return up ? "up" : "away";
}

/* Without the bus, or without its service, a database is away to those who ask here. */
static void
pack_part(struct buf *out, const struct part *part)
{
    bool up = part->up && bus_is_up(part->ready->gateway->bus);
    char name[SUBJECT_TEXT];

    pack_word(out, part->service);
    pack_word(out, up_or_away(up));
    snprintf(name, sizeof name, "%s.database", part->service);
    pack_word(out, name);
    pack_word(out, up_or_away(up && part->database_up));
}

static void
pack_report(const struct ready *r, bool serves, struct buf *out)
{
    pack_map(out, 2);
    pack_word(out, "status");
    pack_word(out, serves ? "ready" : "not ready");
    pack_word(out, "parts");
    pack_map(out, 2 + 2 * route_service_count);
    pack_word(out, "bus");
    pack_word(out, up_or_away(bus_is_up(r->gateway->bus)));
    pack_word(out, "cache");
    pack_word(out, up_or_away(r->cache_up));
    for (unsigned i = 0; i < route_service_count; i++)
        pack_part(out, &r->parts[i]);
}

static void
answer_report(const struct ready *r, struct exchange *x)
{
    bool serves = bus_is_up(r->gateway->bus) && !r->gateway->draining;
    struct buf *out = &r->gateway->out;
    struct buf packed;

    buf_init(&packed);
    buf_reset(out);
    pack_report(r, serves, &packed);
    must(json_from_msgpack((struct bytes){packed.data, packed.len}, out));
    buf_fini(&packed);
    answer_send(x, &(struct answer){.status = serves ? 200 : 503,
                                    .err = serves ? OK : ERR_UNAVAILABLE,
                                    .body = {out->data, out->len},
                                    .retry_after_s = serves ? 0 : 1});
}

static void
end_one(struct ready *r)
{
    struct exchange *x;

    if (--r->pending > 0)
        return;
    r->valid_until_ms = monotonic_ms() + VALID_MS;
    while ((x = r->waiting) != NULL) {
        r->waiting = x->next;
        if (x->req != NULL)
            answer_report(r, x);
        exchange_release(x);
    }
}

static void
on_health(void *arg, enum err err, struct bytes message)
{
    struct part *part = arg;

    part->database_up = false;
    part->up = err == OK && envelope_read_health(message, &part->database_up);
    end_one(part->ready);
}

static void
on_pong(void *arg, bool up)
{
    struct ready *r = arg;

    r->cache_up = up;
    end_one(r);
}

static void
ask_health(struct ready *r, struct part *part, struct bytes message)
{
    char subject[SUBJECT_TEXT];

    snprintf(subject, sizeof subject, "svc.%s.health", part->service);
    if (bus_ask(r->gateway->bus, subject, &(struct bus_headers){0}, message,
                monotonic_ms() + ANSWER_MS, on_health, part) != OK)
        on_health(part, ERR_UNAVAILABLE, (struct bytes){NULL, 0});
}

static void
start_round(struct ready *r)
{
    struct buf message;

    buf_init(&message);
    envelope_ask_health(&message);
    r->pending = 2 + route_service_count; /* the services, Redis, and this function */
    for (unsigned i = 0; i < route_service_count; i++)
        ask_health(r, &r->parts[i], (struct bytes){message.data, message.len});
    buf_fini(&message);
    redis_ping(r->gateway->redis, monotonic_ms() + ANSWER_MS, on_pong, r);
    end_one(r);
}

void
ready_answer(struct exchange *x)
{
    struct ready *r = x->gateway->ready;

    x->operation = "gateway.ready";
    if (r->pending == 0 && monotonic_ms() < r->valid_until_ms) {
        answer_report(r, x);
        return;
    }
    exchange_keep(x);
    x->next = r->waiting;
    r->waiting = x;
    if (r->pending == 0)
        start_round(r);
}
