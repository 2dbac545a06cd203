/*
 * The life of one request: a message on svc.<service>.<operation> with the headers traceparent and
 * Timeout (timeout.h), and an envelope (envelope.h) as its data.
 *
 *   on the loop's thread
 *     serve_received       finds the mailbox row and the deadline, posts; ERR_OVERLOADED at once
 *                          for a full queue
 *   on a worker
 *     serve_run            drops what comes too late
 *     envelope_read        who asks; decodes and validates the input
 *     execute              with an Idempotency-Key: the answer that is stored under it, if any
 *     before_run           an operation with x-asks says what it asks; then before_park, and the
 *                          worker goes on with something else
 *     attempt              runs the handler, packs and stores the answer, commits or rolls back
 *     answer, finish       one reply, one count, one log line
 *   on the loop's thread, when all that was asked is answered
 *     serve_resume         posts the request again: it is read anew, and attempt has the answers
 *   on the loop's thread, when the handler asked others (after_commit)
 *     asks_done            answer, finish
 *
 * A request that is refused under an Idempotency-Key looks for a stored answer once more
 * (look_again).  svc.<service>.health is answered on the loop's thread, without a worker.
 */
#include "shared/actor/serve.h"

#include "shared/actor/after.h"
#include "shared/actor/before.h"
#include "shared/actor/idempotency.h"
#include "shared/actor/outbox.h"
#include "shared/actor/relay.h"
#include "shared/actor/retry.h"
#include "shared/actor/service.h"
#include "shared/actor/workers.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/bus/timeout.h"
#include "shared/codec/msg.h"
#include "shared/request/envelope.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { ANSWER_MAX = 1024 * 1024 - 4096 };

static struct {
    struct micro *micro;
    const struct mailbox_row **rows; /* by message */
    struct senders *senders;         /* of the loop's thread */
    atomic_size_t waiting;
} serving;

void
serve_init(struct micro *micro)
{
    const struct actor *actor = the_service.actor;

    serving.micro = micro;
    serving.senders = senders_new();
    serving.rows = calloc((size_t)actor->api->operation_count, sizeof *serving.rows);
    must(serving.rows != NULL);
    for (int i = 0; i < actor->mailbox_count; i++) {
        const struct mailbox_row *row = &actor->mailbox[i];

        if (row->message < 0 || row->message >= actor->api->operation_count ||
            serving.rows[row->message] != NULL)
            die("the mailbox of %s has message %d twice", the_service.name, row->message);
        serving.rows[row->message] = row;
    }
    if (actor->mailbox_count != actor->api->operation_count)
        die("the mailbox of %s misses a message", the_service.name);
}

size_t
serve_pending(void)
{
    return before_parked().requests + atomic_load(&serving.waiting);
}

/* What the end of a request needs when the request itself is gone. */
struct ending {
    const struct operation *operation;
    int message;
    char trace[33], user[UUID_TEXT];
    int64_t began_us;
};

static void
copy_trace(char out[33], const char *traceparent)
{
    size_t n = traceparent != NULL ? strspn(traceparent, "0123456789abcdef-") : 0;

    snprintf(out, 33, "%.32s", n >= 35 ? traceparent + 3 : "-");
}

static struct ending
ending_of(const struct request *rq, const struct work *work, int message)
{
    struct ending e = {
        .operation = rq->operation, .message = message, .user = "-", .began_us = work->posted_us};

    copy_trace(e.trace, rq->traceparent);
    if (!uuid_is_nil(rq->caller.user_id))
        uuid_format(rq->caller.user_id, e.user);
    return e;
}

static enum log_level
level_of(enum err err)
{
    if (err == ERR_BUG)
        return LOG_ERROR;
    return err == OK || err_status(err) < 500 ? LOG_DEBUG : LOG_WARN;
}

static void
finish(const struct ending *e, enum err err, const char *why)
{
    const char *outcome = err == OK ? "ok" : err_status(err) < 500 ? "refused" : "failed";
    int64_t us = monotonic_us() - e->began_us;
    char event[120];

    micro_count(serving.micro, e->message, err, us);
    if (!log_enabled(level_of(err)))
        return;
    snprintf(event, sizeof event, "%s.%s", e->operation->name, outcome);
    log_event(level_of(err), event, "ms=%lld.%03lld rq=%s user=%s err=%s why=%s",
              (long long)(us / 1000), (long long)(us % 1000), e->trace, e->user, err_code(err),
              log_quote(why));
}

static void
answer(const char *reply, struct bytes data)
{
    if (reply != NULL)
        (void)bus_publish(the_service.bus, reply, NULL, NULL, data);
}

static void
answer_error(const char *reply, const struct request *rq, enum err err)
{
    struct buf buf;

    buf_init(&buf);
    envelope_error(&buf, rq, err);
    answer(reply, (struct bytes){buf.data, buf.len});
    buf_fini(&buf);
}

static const char too_much[] = "too much waits for this already";

/* Without a worker: what is said before a request is anybody's. */
static void
answer_at_once(struct bus_message *m, enum err err, const char *why)
{
    struct request rq = {.why = why};

    answer_error(bus_message_reply(m), &rq, err);
    bus_message_free(m);
}

/* An answer that waits for asks after the commit. */
struct waiting {
    struct ending ending;
    char *reply; /* NULL: nobody wants it */
    struct buf data;
};

static void
asks_done(void *arg, enum err err)
{
    struct waiting *w = arg;
    const char *why = err ? "the change stands and is still on its way to every part" : NULL;

    if (err) {
        struct request rq = {.why = why};

        answer_error(w->reply, &rq, err);
    } else {
        answer(w->reply, (struct bytes){w->data.data, w->data.len});
    }
    finish(&w->ending, err, why);
    buf_fini(&w->data);
    free(w->reply);
    free(w);
    atomic_fetch_sub(&serving.waiting, 1);
}

static void
wait_for_asks(struct request *rq, const struct ending *e, const char *reply, struct bytes data)
{
    struct waiting *w = calloc(1, sizeof *w);

    must(w != NULL);
    w->ending = *e;
    w->reply = reply != NULL ? strdup(reply) : NULL;
    buf_add(&w->data, data.data, data.len);
    atomic_fetch_add(&serving.waiting, 1);
    after_send(rq, asks_done, w);
}

static enum err
pack_answer(struct request *rq, const void *out, bool rows, struct bytes *answer_bytes)
{
    const struct answer_form form = {.rows = rows, .variant = rq->variant};
    struct buf buf;

    buf_init(&buf);
    envelope_answer(&buf, rq->operation->output, out, form);
    *answer_bytes = bytes_keep(rq->arena, (struct bytes){buf.data, buf.len});
    buf_fini(&buf);
    if (answer_bytes->len <= ANSWER_MAX)
        return OK;
    return refuse(rq, ERR_BUG, "the answer has %zu bytes", answer_bytes->len);
}

/* Runs the handler and ends its transaction; `id` NULL: the answer is not kept. */
static enum err
attempt(struct request *rq, const struct mailbox_row *row, const void *in,
        const struct idempotency *id, struct bytes *answer_bytes)
{
    const struct shape *output = rq->operation->output;
    void *out = output != NULL ? arena_alloc(rq->arena, 1, output->size, 16) : NULL;
    enum err err = retry_call(rq, row->call, in, out);

    if (!err && rq->operation->if_match && !rq->version_matched)
        err = refuse(rq, ERR_BUG, "the handler has not compared If-Match");
    if (!err)
        err = pack_answer(rq, out, rq->rows && id == NULL, answer_bytes);
    if (!err && id != NULL)
        err = idempotency_keep(rq, id, *answer_bytes);
    if (!err && !rq->dry_run)
        err = outbox_commit(rq);
    if (err || rq->dry_run) {
        connection_rollback(rq);
        rq->outgoing = NULL;
    }
    return err;
}

/* What refused this request may be what another one with the same key has done meanwhile. */
static enum err
look_again(struct request *rq, const struct idempotency *id, enum err err,
           struct bytes *answer_bytes)
{
    bool beaten = idempotency_was_beaten(rq, err);
    enum err kept = idempotency_find(rq, id, answer_bytes);

    if (kept != ERR_NOT_FOUND)
        return kept;
    return beaten ? refuse(rq, ERR_UNAVAILABLE, "another request with this key was just ending")
                  : err;
}

/* Without an answer when rq->asking: others are asked first. */
static enum err
execute(struct request *rq, const struct mailbox_row *row, const void *in,
        struct bytes *answer_bytes)
{
    struct idempotency id;
    bool keyed = row->class != DB_READ && idempotency_init(&id, rq);
    bool again = rq->parked != NULL;
    enum err err = keyed && !again ? idempotency_find(rq, &id, answer_bytes) : ERR_NOT_FOUND;

    if (err != ERR_NOT_FOUND)
        return err;
    err = again ? OK : before_run(rq, row->call, in);
    if (err || rq->asking)
        return err;
    err = attempt(rq, row, in, keyed ? &id : NULL, answer_bytes);
    if (err && keyed && err_status(err) < 500)
        return look_again(rq, &id, err, answer_bytes);
    return err;
}

/* All that it asked is answered, or the time for that is over. */
static void
serve_resume(const struct work *work)
{
    const struct mailbox_row *row = work->context;

    if (workers_return(row->class, work))
        return;
    answer_at_once(work->message, ERR_OVERLOADED, too_much);
    parked_free(work->parked);
}

/* False: it is parked, and has its message. */
static bool
serve(const struct work *work, struct request *rq)
{
    const struct mailbox_row *row = work->context;
    const char *reply = bus_message_reply(work->message);
    struct bytes data = {NULL, 0};
    struct ending ending;
    void *in = NULL;
    enum err err;

    err = envelope_read(rq, bus_message_data(work->message), &in);
    if (!err)
        err = execute(rq, row, in, &data);
    ending = ending_of(rq, work, row->message);
    if (!err && rq->asking && before_park(rq, work, serve_resume))
        return false;
    if (!err && rq->asking)
        err = refuse(rq, ERR_OVERLOADED, "too much waits for other parts of the system already");
    if (!err && rq->outgoing != NULL) {
        wait_for_asks(rq, &ending, reply, data);
        return true;
    }
    if (err)
        answer_error(reply, rq, err);
    else
        answer(reply, data);
    finish(&ending, err, rq->why);
    return true;
}

static void
serve_run(const struct work *work, struct request *rq)
{
    const struct mailbox_row *row = work->context;

    rq->operation = the_service.actor->api->operations[row->message];
    rq->event = rq->operation->name;
    rq->traceparent = bus_message_header(work->message, "traceparent");
    rq->deadline_ms = work->deadline_ms;
    rq->parked = work->parked;
    if (monotonic_ms() >= rq->deadline_ms)
        log_event(LOG_INFO, "request.deadline.passed", "op=%s", rq->event);
    else if (!serve(work, rq))
        return;
    bus_message_free(work->message);
    parked_free(work->parked);
}

static void
answer_health(struct bus_message *m)
{
    struct buf buf;

    buf_init(&buf);
    envelope_answer_health(&buf, &(struct health){.database_is_up = workers_reach_database(),
                                                  .relay_is_late = relay_is_late()});
    answer(bus_message_reply(m), (struct bytes){buf.data, buf.len});
    buf_fini(&buf);
    bus_message_free(m);
}

static const struct mailbox_row *
serve_row_of(const char *subject)
{
    const struct service_api *api = the_service.actor->api;

    for (int i = 0; i < api->operation_count; i++)
        if (strcmp(api->operations[i]->subject, subject) == 0)
            return serving.rows[i];
    return NULL;
}

static bool
is_health(const char *subject)
{
    const char *last = strrchr(subject, '.');

    return last != NULL && strcmp(last, ".health") == 0 && strchr(subject + 4, '.') == last;
}

static bool
serve_post(const struct mailbox_row *row, struct bus_message *m)
{
    const struct operation *operation = the_service.actor->api->operations[row->message];
    struct work work = {.run = serve_run, .context = row, .message = m};

    work.deadline_ms = timeout_read(serving.senders, bus_message_header(m, "Timeout"),
                                    operation->timeout_ms, monotonic_ms());
    return workers_post(row->class, &work);
}

void
serve_received(void *arg, struct bus_message *m)
{
    const struct mailbox_row *row = serve_row_of(bus_message_subject(m));

    (void)arg;
    if (row != NULL) {
        if (!serve_post(row, m))
            answer_at_once(m, ERR_OVERLOADED, too_much);
    } else if (is_health(bus_message_subject(m))) {
        answer_health(m);
    } else {
        /* Of another release; 404 would say that what it asks for is not there. */
        answer_at_once(m, ERR_UNAVAILABLE, "this part does not have the operation");
    }
}
