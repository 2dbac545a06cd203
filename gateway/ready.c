#include "gateway/ready.h"
#include "gateway/disks.h"
#include "gateway/http/answer.h"
#include "gateway/limit/redis.h"
#include "gen/edge/routes.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"
#include "shared/bus/consumers.h"
#include "shared/bus/feed.h"
#include "shared/bus/stream.h"
#include "shared/codec/json.h"
#include "shared/codec/pack.h"
#include "shared/request/envelope.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VALID_MS = 250, ANSWER_MS = 500, SUBJECT_TEXT = 64, STREAMS = 2 };

struct part {
    struct ready *ready;
    const char *service;
    bool up;
    struct health health;
};

struct stream_part {
    struct ready *ready;
    const char *name, *stream;
    bool up;
};

struct ready {
    struct gateway *gateway;
    struct part *parts; /* route_service_count of them */
    struct stream_part streams[STREAMS];
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
    r->streams[0] = (struct stream_part){r, "bus.events", EVENTS_STREAM, false};
    r->streams[1] = (struct stream_part){r, "bus.feed", FEED_STREAM, false};
    r->parts = calloc(route_service_count + 1, sizeof *r->parts);
    must(r->parts != NULL);
    for (unsigned i = 0; i < route_service_count; i++)
        r->parts[i] = (struct part){.ready = r, .service = route_services[i]};
    return r;
}

struct report {
    bool serves, degraded;
    struct buf parts; /* names and states */
    unsigned count;
};

static void
report_part(struct report *report, const char *name, const char *state)
{
    pack_word(&report->parts, name);
    pack_word(&report->parts, state);
    report->count++;
    report->degraded = report->degraded || strcmp(state, "up") != 0;
}

static const char *
up_or_away(bool up)
{
    return up ? "up" : "away";
}

static void
report_of_service(struct report *report, const char *service, const char *what, const char *state)
{
    char name[SUBJECT_TEXT];

    snprintf(name, sizeof name, "%s.%s", service, what);
    report_part(report, name, state);
}

/* Without its service the rest is away to those who ask here. */
static void
report_service(struct report *report, const struct part *part, bool bus)
{
    bool up = bus && part->up;

    report_part(report, part->service, up_or_away(up));
    report_of_service(report, part->service, "database",
                      up_or_away(up && part->health.database_is_up));
    report_of_service(report, part->service, "relay",
                      up && part->health.relay_is_late ? "late" : up_or_away(up));
}

static void
report_all(const struct ready *r, struct report *report)
{
    bool bus = bus_is_up(r->gateway->bus);

    report->serves = bus && !r->gateway->draining;
    report_part(report, "bus", up_or_away(bus));
    for (unsigned i = 0; i < STREAMS; i++)
        report_part(report, r->streams[i].name, up_or_away(bus && r->streams[i].up));
    report_part(report, "cache", up_or_away(r->cache_up));
    if (r->gateway->conf.disks[0] != '\0')
        report_part(report, "disk", disks_are_low(r->gateway->conf.disks) ? "low" : "up");
    for (unsigned i = 0; i < route_service_count; i++)
        report_service(report, &r->parts[i], bus);
}

static void
pack_report(const struct report *report, struct buf *out)
{
    pack_map(out, 2);
    pack_word(out, "status");
    pack_word(out, !report->serves ? "not ready" : report->degraded ? "degraded" : "ready");
    pack_word(out, "parts");
    pack_map(out, report->count);
    buf_add(out, report->parts.data, report->parts.len);
}

static void
answer_report(const struct ready *r, struct exchange *x)
{
    struct report report = {.count = 0};
    struct buf *out = &r->gateway->out;
    struct buf packed;

    buf_init(&packed);
    buf_init(&report.parts);
    buf_reset(out);
    report_all(r, &report);
    pack_report(&report, &packed);
    must(json_from_msgpack((struct bytes){packed.data, packed.len}, out));
    buf_fini(&report.parts);
    buf_fini(&packed);
    answer_send(x, &(struct answer){.status = report.serves ? 200 : 503,
                                    .err = report.serves ? OK : ERR_UNAVAILABLE,
                                    .body = {out->data, out->len},
                                    .retry_after_s = report.serves ? 0 : 1});
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

    part->up = err == OK && envelope_read_health(message, &part->health);
    end_one(part->ready);
}

static void
ready_on_stream(void *arg, enum err err, struct bytes data)
{
    struct stream_part *part = arg;
    struct stream_refusal refusal;

    part->up = err == OK && stream_accepts(data, &refusal);
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
ask_stream(struct ready *r, struct stream_part *part)
{
    struct stream_request request;

    stream_request_info(&request, part->stream, NULL);
    if (stream_ask(r->gateway->bus, &request, monotonic_ms() + ANSWER_MS, ready_on_stream, part) !=
        OK)
        ready_on_stream(part, ERR_UNAVAILABLE, (struct bytes){NULL, 0});
}

static void
start_round(struct ready *r)
{
    struct buf message;

    buf_init(&message);
    envelope_ask_health(&message);
    r->pending = 2 + route_service_count + STREAMS; /* with Redis, and this function */
    for (unsigned i = 0; i < route_service_count; i++)
        ask_health(r, &r->parts[i], (struct bytes){message.data, message.len});
    buf_fini(&message);
    for (unsigned i = 0; i < STREAMS; i++)
        ask_stream(r, &r->streams[i]);
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
