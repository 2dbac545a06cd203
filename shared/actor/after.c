#include "shared/actor/after.h"

#include "shared/actor/service.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/codec/msg.h"
#include "shared/request/envelope.h"

#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>

enum {
    MARGIN_MS = 50
}; /* so that ERR_INCOMPLETE reaches the client before its own patience ends */

/* One client's answer that waits; freed by whoever takes the last of `left`. */
struct waiting {
    atomic_int left;
    atomic_bool failed;
    after_done *done;
    void *arg;
};

void
after_add(struct request *rq, const char *subject, struct bytes data)
{
    struct outgoing *new = arena_one(rq->arena, struct outgoing), **at = &rq->outgoing;

    *new = (struct outgoing){.subject = subject, .data = data};
    while (*at != NULL)
        at = &(*at)->next;
    *at = new;
}

static struct bytes
packed_ask(struct request *rq, const struct operation *op, const void *input)
{
    struct bytes out;
    struct buf buf;

    buf_init(&buf);
    envelope_ask(&buf, op, input);
    out = bytes_keep(rq->arena, (struct bytes){buf.data, buf.len});
    buf_fini(&buf);
    return out;
}

enum err
after_commit(struct request *rq, const struct operation *op, const void *input)
{
    must(op->auth == AUTH_SERVICE && op->path == NULL && op->query == NULL);
    after_add(rq, op->subject, packed_ask(rq, op, input));
    return OK;
}

static void
settle(struct waiting *w, bool good)
{
    if (!good)
        atomic_store(&w->failed, true);
    if (atomic_fetch_sub(&w->left, 1) != 1)
        return;
    w->done(w->arg, atomic_load(&w->failed) ? ERR_INCOMPLETE : OK);
    free(w);
}

static void
answered(void *arg, enum err err, struct bytes data)
{
    if (!err)
        err = envelope_read_error(data);
    if (err)
        log_event(LOG_WARN, "after.ask.failed", "err=%s", err_code(err));
    settle(arg, err == OK);
}

void
after_send(struct request *rq, after_done *done, void *arg)
{
    int64_t deadline_ms = rq->deadline_ms - MARGIN_MS;
    const struct bus_headers headers = {.traceparent = rq->traceparent, .deadline_ms = deadline_ms};
    struct waiting *w = malloc(sizeof *w);

    must(w != NULL);
    atomic_init(&w->left, 1); /* our own, until every ask is out */
    atomic_init(&w->failed, false);
    w->done = done;
    w->arg = arg;
    for (const struct outgoing *at = rq->outgoing; at != NULL; at = at->next) {
        atomic_fetch_add(&w->left, 1);
        if (bus_ask(the_service.bus, at->subject, &headers, at->data, deadline_ms, answered, w))
            settle(w, false);
    }
    settle(w, true);
}

/* ask(): the same, but somebody waits here. */
struct asking {
    sem_t done;
    struct request *rq;
    enum err err;
    struct bytes data;
};

static void
asked(void *arg, enum err err, struct bytes data)
{
    struct asking *a = arg;

    a->err = err;
    if (!err)
        a->data = bytes_keep(a->rq->arena, data); /* its owner sleeps in ask() */
    sem_post(&a->done);
}

enum err
ask(struct request *rq, const struct operation *op, const void *input, void *output)
{
    int64_t limit = monotonic_ms() + op->timeout_ms;
    int64_t deadline_ms = limit < rq->deadline_ms ? limit : rq->deadline_ms;
    const struct bus_headers headers = {.traceparent = rq->traceparent, .deadline_ms = deadline_ms};
    struct asking a = {.rq = rq};
    enum err err;

    must(op->auth == AUTH_SERVICE && op->path == NULL && op->query == NULL);
    sem_init(&a.done, 0, 0);
    err = bus_ask(the_service.bus, op->subject, &headers, packed_ask(rq, op, input), deadline_ms,
                  asked, &a);
    if (!err) {
        bus_flush(the_service.bus);
        while (sem_wait(&a.done) != 0)
            ;
        err = a.err;
    }
    sem_destroy(&a.done);
    return err ? err : envelope_read_output(rq->arena, op, a.data, output);
}

void
broadcast(struct request *rq, const char *subject, const struct shape *shape, const void *object)
{
    struct buf buf;

    (void)rq;
    buf_init(&buf);
    wire_encode(&buf, shape, object);
    (void)bus_publish(the_service.bus, subject, NULL, NULL, (struct bytes){buf.data, buf.len});
    bus_flush(the_service.bus); /* a job's thread has no turn that would do it */
    buf_fini(&buf);
}
