/*
 * What becomes of one row of the outbox:
 *
 *   subject                         Nats-Msg-Id    stored in
 *   evt.<service>.<noun>.<verb>     <id>           EVENTS, unless the row's subject is empty
 *   in.feed.<user>.<noun>.<verb>    <id>.<user>    FEED, for each user of its audience
 *
 * The data of each is the row's payload.  JetStream acknowledges each (stream_has_stored) when it
 * is stored, or dropped because its id is known.  What is refused, or not answered within 2 s, is
 * sent again in another batch.
 *
 * At most 256 messages and 4 MiB are on their way at once, and of one object one row: the next one
 * waits until everything before it is stored, so that whatever is refused in between, a stream has
 * an object's changes in the order of the commits.  After a failure the first message goes alone
 * (`careful`): a bus that is not ready yet is asked once and not 256 times.
 */
#include "shared/actor/relay_send.h"

#include "shared/actor/relay_republish.h"
#include "shared/actor/service.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/monitor.h"
#include "shared/base/must.h"
#include "shared/bus/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Messages on their way at once, and bytes of them. */
enum { WINDOW = 256, WINDOW_BYTES = 4 << 20, ACK_MS = 2000, BATCH_MS = 2000 };
enum { SUBJECT_TEXT = 160, MESSAGE_ID_TEXT = 2 * UUID_TEXT };

struct sent {
    struct relay_sender *sender;
    unsigned missing; /* messages that are not stored */
};

struct relay_sender {
    struct monitor monitor; /* of what follows */
    unsigned waiting;       /* for so many acks */
    bool failed;            /* one of them was not stored */
    int64_t stored_count, failed_count;
    struct sent sent[RELAY_BATCH];

    /* Of the relay's thread. */
    struct relay_republish *again;
    bool careful;      /* something failed: the next one goes alone */
    size_t flight;     /* the first row of those on their way */
    size_t sent_bytes; /* since all were there */
};

static void
on_ack(void *arg, enum err err, struct bytes data)
{
    struct sent *sent = arg;
    struct relay_sender *s = sent->sender;
    bool stored = err == OK && stream_has_stored(data);

    monitor_enter(&s->monitor);
    sent->missing -= stored;
    s->failed |= !stored;
    s->stored_count += stored;
    s->failed_count += !stored;
    s->waiting--;
    monitor_wake(&s->monitor);
    monitor_leave(&s->monitor);
}

static bool
is_waiting(struct relay_sender *s, unsigned left)
{
    monitor_enter(&s->monitor);
    bool waiting = s->waiting > left;
    monitor_leave(&s->monitor);
    return waiting;
}

/* Until at most `left` acks are awaited.  Not OK: one of those before was none. */
static enum err
relay_send_await(struct relay_sender *s, unsigned left)
{
    bool failed;

    if (is_waiting(s, left))
        bus_flush(the_service.bus);
    monitor_enter(&s->monitor);
    while (s->waiting > left)
        monitor_wait(&s->monitor);
    failed = s->failed;
    monitor_leave(&s->monitor);
    return failed ? ERR_UNAVAILABLE : OK;
}

/* Until there is room for one more message of `len` bytes. */
static enum err
await_room(struct relay_sender *s, size_t len)
{
    bool all = s->careful || s->sent_bytes + len > WINDOW_BYTES;

    if (all)
        s->sent_bytes = 0;
    s->sent_bytes += len;
    return relay_send_await(s, all ? 0 : WINDOW - 1);
}

/* The lock is held so that the ack cannot come before it is expected. */
static enum err
send_expected(struct sent *sent, const char *subject, const struct bus_headers *headers,
              struct bytes data)
{
    struct relay_sender *s = sent->sender;
    enum err err;

    monitor_enter(&s->monitor);
    err = bus_ask(the_service.bus, subject, headers, data, monotonic_ms() + ACK_MS, on_ack, sent);
    s->waiting += err == OK;
    s->failed |= err != OK;
    s->failed_count += err != OK;
    monitor_leave(&s->monitor);
    return err;
}

/*
 * Not OK: nothing after this one may be sent, or the stream would have them in another order.  That
 * is so also for one that is too large for the bus, which then waits for its operator.
 */
static enum err
send_one(struct sent *sent, const char *subject, const char *message_id, struct bytes data)
{
    struct relay_sender *s = sent->sender;
    const struct bus_headers headers = {.message_id = message_id};
    enum err err = await_room(s, data.len);

    if (err)
        return err;
    err = send_expected(sent, subject, &headers, data);
    if (err == ERR_BUG)
        log_event(LOG_ERROR, "relay.event.refused", "id=%s subject=%s bytes=%zu", message_id,
                  subject, data.len);
    if (!err && s->careful)
        err = relay_send_await(s, 0);
    if (!err)
        s->careful = false;
    return err;
}

static enum err
send_to_feed(struct sent *sent, struct request *rq, const struct sql_outbox_unsent_row *row,
             struct uuid user_id)
{
    const struct bytes data = {(const uint8_t *)row->payload, strlen(row->payload)};
    char id[UUID_TEXT], user[UUID_TEXT], message_id[MESSAGE_ID_TEXT], subject[SUBJECT_TEXT];
    struct relay_sender *s = sent->sender;
    bool needs = true;
    enum err err = OK;

    uuid_format(row->id, id);
    uuid_format(user_id, user);
    snprintf(subject, sizeof subject, "in.feed.%s.%s", user, row->type);
    snprintf(message_id, sizeof message_id, "%s.%s", id, user);
    if (row->again)
        err = relay_republish_needs(s->again, rq, subject, row->seq, &needs);
    if (!err && needs)
        return send_one(sent, subject, message_id, data);
    monitor_enter(&s->monitor);
    sent->missing -= !err;
    s->failed |= err != OK;
    monitor_leave(&s->monitor);
    return err;
}

static enum err
send_row(struct sent *sent, struct request *rq, const struct sql_outbox_unsent_row *row)
{
    const struct bytes data = {(const uint8_t *)row->payload, strlen(row->payload)};
    char id[UUID_TEXT];
    bool is_event = row->subject[0] != '\0'; /* else it is for feeds alone */
    enum err err = OK;

    sent->missing = (unsigned)(is_event + row->audience.count);
    uuid_format(row->id, id);
    if (is_event)
        err = send_one(sent, row->subject, id, data);
    for (size_t i = 0; !err && i < row->audience.count; i++)
        err = send_to_feed(sent, rq, row, row->audience.items[i]);
    return err;
}

/* Of the rows on their way, is one of the same object? */
static bool
is_busy(const struct relay_sender *s, const struct sql_outbox_unsent_row *rows, size_t next)
{
    for (size_t i = s->flight; i < next; i++)
        if (uuid_equal(rows[i].object_id, rows[next].object_id))
            return true;
    return false;
}

static enum err
send_rows(struct relay_sender *s, struct request *rq, const struct sql_outbox_unsent_row *rows,
          size_t count)
{
    int64_t end_ms = monotonic_ms() + BATCH_MS;
    enum err err = OK;

    s->flight = 0;
    for (size_t i = 0; !err && i < count && monotonic_ms() < end_ms; i++) {
        if (is_busy(s, rows, i)) {
            err = relay_send_await(s, 0);
            s->flight = i;
        }
        if (!err)
            err = send_row(&s->sent[i], rq, &rows[i]);
    }
    return err;
}

enum err
relay_send(struct relay_sender *s, struct request *rq, const struct sql_outbox_unsent_row *rows,
           size_t count, struct uuid *stored, size_t *stored_count)
{
    enum err err, landed;

    must(count <= RELAY_BATCH);
    for (size_t i = 0; i < count; i++)
        s->sent[i] = (struct sent){.sender = s, .missing = 1};
    err = send_rows(s, rq, rows, count);
    landed = relay_send_await(s, 0);
    *stored_count = 0;
    for (size_t i = 0; i < count; i++)
        if (s->sent[i].missing == 0)
            stored[(*stored_count)++] = rows[i].id;
    s->careful |= err || landed;
    s->failed = false;
    return err || landed ? ERR_UNAVAILABLE : OK;
}

void
relay_sender_count(struct relay_sender *s, int64_t *stored, int64_t *failed)
{
    monitor_enter(&s->monitor);
    *stored = s->stored_count;
    *failed = s->failed_count;
    monitor_leave(&s->monitor);
}

void
relay_sender_careful(struct relay_sender *s)
{
    s->careful = true;
    relay_republish_forget(s->again);
}

struct relay_sender *
relay_sender_new(void)
{
    struct relay_sender *s = calloc(1, sizeof *s);

    must(s != NULL);
    s->careful = true;
    s->again = relay_republish_new();
    monitor_init(&s->monitor);
    return s;
}

void
relay_sender_destroy(struct relay_sender **s)
{
    relay_republish_destroy(&(*s)->again);
    monitor_fini(&(*s)->monitor);
    free(*s);
    *s = NULL;
}
