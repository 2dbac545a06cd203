/*
 * JetStream delivers an event as a message to `deliver.<service>.<name>`:
 *
 *   data    a CloudEvent as JSON (outbox.c)
 *   reply   $JS.ACK..., which says how often it was delivered, and where to acknowledge
 *
 *   it was applied, now or before       +ACK, when its asks after the commit have ended
 *   an error that may pass              -NAK {"delay": ns}: 250 ms, doubled each time, 60 s at most
 *   ERR_BUG, ERR_VALIDATION: poisoned   -NAK with 10 min
 *   it has ended three processes        likewise, and for a day it is not applied
 *   the queue of the workers is full    -NAK with 1 s
 *   no answer at all                    the server delivers again after the durable's ack_wait
 *
 * The statement that notes the event's id in `consumed` and the consumer's own changes are one
 * transaction.  Of what comes again `consume_attempts` has a row while it is applied, so that it is
 * known whether its process died of it.
 */
#include "shared/actor/consume.h"

#include "gen/bus/consumers.h"
#include "gen/runtime/sql.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/actor/service.h"
#include "shared/actor/workers.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/bus/consumers.h"
#include "shared/bus/stream.h"
#include "shared/codec/json.h"
#include "shared/codec/msg.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A poisoned event is our bug or a foreign sender's: only another release can apply it. */
enum { AGAIN_MIN_MS = 250, AGAIN_MAX_MS = 60000, POISONED_MS = 600000, BUSY_MS = 1000 };

static const struct {
    const char *durable, *service, *delivers;
} deliveries[] = {
#define X(service, name, hears)                                                                    \
    {CONSUMER_DURABLE(service, name), #service, CONSUMER_DELIVERS(service, name)},
    CONSUMERS(X)
#undef X
};

/* Of an event that comes again; the first process is not among them. */
enum { PROCESSES_MAX = 2 };

static struct uuid process;

/* What is known of one delivery before its event is read. */
struct delivery {
    const struct consumer_row *row;
    struct domain_event event;
    int64_t began_us;
    int64_t count; /* 1: the first time */
    char reply[256];
};

/* 1 when nothing says it. */
static int64_t
times_delivered(const char *reply)
{
    struct stream_delivery delivery;

    return stream_read_delivery(reply, &delivery) ? delivery.times : 1;
}

/* Without an acknowledgement the event comes again after the durable's ack_wait: nothing to do. */
static void
consume_tell(const char *reply, const char *what)
{
    if (reply[0] != '\0')
        (void)bus_publish(the_service.bus, reply, NULL, NULL,
                          (struct bytes){(const uint8_t *)what, strlen(what)});
}

static void
ask_again(const char *reply, int64_t ms)
{
    char text[64];

    snprintf(text, sizeof text, "-NAK {\"delay\":%" PRId64 "000000}", ms); /* nanoseconds */
    consume_tell(reply, text);
}

static int64_t
delay_ms(const struct delivery *d, enum err err)
{
    int64_t ms = AGAIN_MIN_MS;

    if (err == ERR_BUG || err == ERR_VALIDATION)
        return POISONED_MS;
    for (int64_t i = 1; i < d->count && ms < AGAIN_MAX_MS; i++)
        ms *= 2;
    return ms < AGAIN_MAX_MS ? ms : AGAIN_MAX_MS;
}

static const msgpack_object *
unpack_json(struct request *rq, struct bytes text)
{
    const msgpack_object *object = NULL;
    const char *why = NULL;
    struct buf packed;

    buf_init(&packed);
    if (json_to_msgpack(rq->arena, text, &packed, &why) == JSON_OK)
        object =
            msg_unpack(rq->arena, bytes_keep(rq->arena, (struct bytes){packed.data, packed.len}));
    buf_fini(&packed);
    return object;
}

static bool
member_uuid(struct request *rq, const msgpack_object *map, const char *name, struct uuid *out)
{
    const char *text = msg_member_text(rq->arena, map, name);

    return text != NULL && uuid_parse(text, strlen(text), out);
}

/* 0 when it is no version. */
static int64_t
member_version(const msgpack_object *map, const char *name)
{
    const msgpack_object *in = map_find(map, name);

    return in != NULL && in->type == MSGPACK_OBJECT_POSITIVE_INTEGER && in->via.u64 <= INT64_MAX
               ? (int64_t)in->via.u64
               : 0;
}

static bool
member_is_true(const msgpack_object *map, const char *name)
{
    const msgpack_object *in = map_find(map, name);

    return in != NULL && in->type == MSGPACK_OBJECT_BOOLEAN && in->via.boolean;
}

static enum err
read_event(struct request *rq, struct bytes text, struct domain_event *event)
{
    const msgpack_object *object = unpack_json(rq, text);

    if (object == NULL || object->type != MSGPACK_OBJECT_MAP)
        return refuse(rq, ERR_VALIDATION, "the event is no JSON object");
    event->type = msg_member_text(rq->arena, object, "type");
    event->version = member_version(object, "version");
    event->members = member_is_true(object, "members");
    if (!member_uuid(rq, object, "calendarid", &event->calendar_id))
        event->calendar_id = (struct uuid){{0}};
    event->data = map_find(object, "data");
    if (event->type == NULL || !member_uuid(rq, object, "id", &event->id) ||
        !member_uuid(rq, object, "subject", &event->subject))
        return refuse(rq, ERR_VALIDATION, "the event lacks id, type or subject");
    return OK;
}

static enum err
apply(struct request *rq, const struct delivery *d)
{
    const struct sql_consumed_insert note = {.consumer = d->row->durable, .event_id = d->event.id};
    int64_t fresh = 0;
    enum err err = sql_consumed_insert(rq, &note, &fresh);

    if (err || fresh == 0)
        return err;
    return d->row->call(rq, &d->event);
}

/* Committed, so that it outlives us. */
static enum err
begin_again(struct request *rq, const struct delivery *d)
{
    const struct sql_consume_begin begin = {
        .consumer = d->row->durable, .event_id = d->event.id, .process = process};
    struct sql_consume_begin_row begun;
    enum err err = sql_consume_begin(rq, &begin, &begun);

    if (!err)
        err = outbox_commit(rq);
    if (!err && begun.processes > PROCESSES_MAX)
        return refuse(rq, ERR_BUG, "it has ended the processes that applied it");
    return err;
}

static enum err
end_again(struct request *rq, const struct delivery *d)
{
    const struct sql_consume_end end = {.consumer = d->row->durable, .event_id = d->event.id};

    return sql_consume_end(rq, &end, NULL);
}

/* An answer of any kind proves that we have not died of it. */
static enum err
apply_again(struct request *rq, const struct delivery *d)
{
    enum err err = begin_again(rq, d);

    if (err)
        return err;
    err = apply(rq, d);
    if (err) {
        connection_rollback(rq);
        if (!end_again(rq, d))
            (void)outbox_commit(rq);
        return err;
    }
    return end_again(rq, d);
}

static void
log_delivery(const struct request *rq, const struct delivery *d, enum err err)
{
    enum log_level level = err == OK ? LOG_DEBUG : LOG_WARN;
    char id[UUID_TEXT];

    if (err == ERR_BUG || err == ERR_VALIDATION)
        level = LOG_ERROR;
    if (!log_enabled(level))
        return;
    uuid_format(d->event.id, id);
    log_event(level, err ? "consumer.event.refused" : "consumer.event.applied",
              "consumer=%s id=%s delivery=%s times=%" PRId64 " err=%s why=%s ms=%" PRId64,
              d->row->durable, id, d->reply, d->count, err_code(err),
              log_quote(rq->why == NULL ? "" : rq->why), (monotonic_us() - d->began_us) / 1000);
}

/* The event is applied either way; a service that was not reached finds it when it reconciles. */
static void
asked_others(void *arg, enum err err)
{
    char *reply = arg;

    if (err)
        log_event(LOG_WARN, "consumer.asks.incomplete", "err=%s", err_code(err));
    consume_tell(reply, "+ACK");
    free(reply);
}

static void
acknowledge(struct request *rq, const struct delivery *d)
{
    if (rq->outgoing == NULL) {
        consume_tell(d->reply, "+ACK");
        return;
    }
    char *reply = strdup(d->reply);

    must(reply != NULL);
    after_send(rq, asked_others, reply);
}

static void
consume_run(const struct work *work, struct request *rq)
{
    struct delivery d = {.row = work->context, .began_us = monotonic_us()};
    const char *reply = bus_message_reply(work->message);
    enum err err;

    snprintf(d.reply, sizeof d.reply, "%s", reply == NULL ? "" : reply);
    d.count = times_delivered(d.reply);
    rq->event = d.row->durable;
    err = read_event(rq, bus_message_data(work->message), &d.event);
    if (!err)
        err = d.count > 1 ? apply_again(rq, &d) : apply(rq, &d);
    if (!err)
        err = outbox_commit(rq);
    if (err)
        ask_again(d.reply, delay_ms(&d, err));
    else
        acknowledge(rq, &d);
    log_delivery(rq, &d, err);
    bus_message_free(work->message);
}

static void
on_event(void *arg, struct bus_message *message)
{
    const struct work work = {.run = consume_run, .context = arg, .message = message};
    const char *reply = bus_message_reply(message);

    if (workers_post(DB_WRITE, &work))
        return;
    ask_again(reply == NULL ? "" : reply, BUSY_MS);
    bus_message_free(message);
}

static const char *
delivers(const char *durable)
{
    for (size_t i = 0; i < ARRAY_LEN(deliveries); i++)
        if (strcmp(deliveries[i].durable, durable) == 0 &&
            strcmp(deliveries[i].service, the_service.name) == 0)
            return deliveries[i].delivers;
    die("no consumer %s of %s is in the contract (x-hears)", durable, the_service.name);
}

void
consume_start(void)
{
    const struct actor *actor = the_service.actor;

    process = uuid_new();
    for (int i = 0; i < actor->consumer_count; i++) {
        const struct consumer_row *row = &actor->consumers[i];

        must(row->call != NULL && row->rebuild != NULL);
        bus_subscribe(the_service.bus, delivers(row->durable), the_service.name, on_event,
                      (void *)(uintptr_t)row);
    }
}
