#include "shared/actor/before.h"

#include "shared/actor/service.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/codec/msg.h"
#include "shared/request/envelope.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    REQUESTS_MAX = 4096,
    BYTES_MAX = 64 << 20,
    OVERHEAD = 1024, /* of a message beside its data: headers, subjects, what nats.c and we add */
    MARGIN_MS = 50,  /* of the request's time, for its handler */
};

/* One ask while <operation>_before runs, in the request's arena. */
struct question {
    const struct operation *op;
    struct bytes data;
    struct question *next;
};

struct parked_answer {
    struct parked *parked;
    const struct operation *op;
    enum err err;
    struct buf data;
};

/* Freed by whoever runs the request again. */
struct parked {
    struct work work;
    before_resume *resume;
    atomic_int left; /* answers that have not come, and one until all asks are out */
    size_t bytes;    /* that it counts for; of one thread at a time */
    size_t count;
    struct parked_answer answers[];
};

static struct {
    atomic_size_t requests, bytes;
} all;

struct parked_count
before_parked(void)
{
    return (struct parked_count){atomic_load(&all.requests), atomic_load(&all.bytes)};
}

/* ---------------------------------------------------------------- what is asked */

static bool
may_ask(const struct request *rq, const struct operation *op)
{
    const char *const *name = rq->operation != NULL ? rq->operation->asks : NULL;

    while (name != NULL && *name != NULL && strcmp(*name, op->name) != 0)
        name++;
    return rq->asking && name != NULL && *name != NULL;
}

enum err
before_ask(struct request *rq, const struct operation *op, const void *input)
{
    struct question **at = &rq->questions;
    struct buf buf;

    must(op->auth == AUTH_SERVICE && op->path == NULL && op->query == NULL);
    for (; *at != NULL; at = &(*at)->next)
        if ((*at)->op == op)
            return refuse(rq, ERR_BUG, "%s is asked twice", op->name);
    if (!may_ask(rq, op))
        return refuse(rq, ERR_BUG, "%s is asked outside the contract", op->name);
    *at = arena_one(rq->arena, struct question);
    (*at)->op = op;
    buf_init(&buf);
    envelope_ask(&buf, op, input);
    (*at)->data = bytes_keep(rq->arena, (struct bytes){buf.data, buf.len});
    buf_fini(&buf);
    return OK;
}

enum err
before_run(struct request *rq, handler_call *call, const void *in)
{
    struct connection *connection = rq->connection;
    enum err err;

    if (rq->operation->asks == NULL)
        return OK;
    rq->asking = true;
    rq->connection = NULL;
    err = call(rq, in, NULL);
    rq->connection = connection;
    rq->asking = !err && rq->questions != NULL;
    return err;
}

/* ---------------------------------------------------------------- parking */

/* False: they do not fit. */
static bool
count_bytes(struct parked *p, size_t bytes)
{
    if (atomic_fetch_add(&all.bytes, bytes) + bytes > BYTES_MAX) {
        atomic_fetch_sub(&all.bytes, bytes);
        return false;
    }
    p->bytes += bytes;
    return true;
}

void
parked_free(struct parked *p)
{
    if (p == NULL)
        return;
    for (size_t i = 0; i < p->count; i++)
        buf_fini(&p->answers[i].data);
    atomic_fetch_sub(&all.bytes, p->bytes);
    atomic_fetch_sub(&all.requests, 1);
    free(p);
}

static struct parked *
parked_new(const struct work *work, const struct question *questions)
{
    size_t size = OVERHEAD + bus_message_data(work->message).len, count = 0;
    struct parked *p;

    for (const struct question *at = questions; at != NULL; at = at->next)
        count++;
    p = calloc(1, sizeof *p + count * sizeof p->answers[0]);
    must(p != NULL);
    p->work = *work;
    p->work.parked = p;
    p->count = count;
    atomic_init(&p->left, 1);
    if (atomic_fetch_add(&all.requests, 1) < REQUESTS_MAX && count_bytes(p, size))
        return p;
    p->count = 0;
    parked_free(p);
    return NULL;
}

static void
parked_settle(struct parked *p)
{
    if (atomic_fetch_sub(&p->left, 1) == 1)
        p->resume(&p->work);
}

static void
parked_answered(void *arg, enum err err, struct bytes data)
{
    struct parked_answer *a = arg;

    if (!err && !count_bytes(a->parked, data.len))
        err = ERR_OVERLOADED;
    a->err = err;
    if (!err)
        buf_add(&a->data, data.data, data.len);
    parked_settle(a->parked);
}

static int64_t
ask_until_ms(const struct request *rq, const struct operation *op)
{
    int64_t limit_ms = monotonic_ms() + op->timeout_ms;
    int64_t own_ms = rq->deadline_ms - MARGIN_MS;

    return limit_ms < own_ms ? limit_ms : own_ms;
}

static void
parked_send(struct request *rq, struct parked_answer *a, const struct question *question)
{
    int64_t deadline_ms = ask_until_ms(rq, question->op);
    const struct bus_headers headers = {.traceparent = rq->traceparent, .deadline_ms = deadline_ms};
    enum err err;

    a->op = question->op;
    buf_init(&a->data);
    atomic_fetch_add(&a->parked->left, 1);
    err = bus_ask(the_service.bus, a->op->subject, &headers, question->data, deadline_ms,
                  parked_answered, a);
    if (err)
        parked_answered(a, err, (struct bytes){NULL, 0});
}

bool
before_park(struct request *rq, const struct work *work, before_resume *resume)
{
    struct parked *p = parked_new(work, rq->questions);
    struct parked_answer *answer = p != NULL ? p->answers : NULL;

    if (p == NULL)
        return false;
    p->resume = resume;
    for (const struct question *at = rq->questions; at != NULL; at = at->next) {
        answer->parked = p;
        parked_send(rq, answer++, at);
    }
    parked_settle(p);
    return true;
}

/* ---------------------------------------------------------------- what was answered */

static const struct parked_answer *
parked_find(const struct parked *p, const struct operation *op)
{
    for (size_t i = 0; p != NULL && i < p->count; i++)
        if (p->answers[i].op == op)
            return &p->answers[i];
    return NULL;
}

/* An error as the handler sees it. */
static enum err
before_refused(struct request *rq, const struct operation *op, enum err err, struct bytes data)
{
    struct reply reply = {.err = OK};

    if (data.data != NULL)
        (void)envelope_read_reply(data, &reply);
    if (reply.sentence.data != NULL && err_status(err) < 500)
        rq->why = arena_strndup(rq->arena, (const char *)reply.sentence.data, reply.sentence.len);
    if (err_status(err) < 500)
        return err;
    log_event(LOG_WARN, "before.ask.failed", "op=%s asked=%s err=%s", rq->event, op->name,
              err_code(err));
    if (err_status(err) < 503)
        return err;
    rq->retry_after_s = reply.retry_after_s;
    return refuse(rq, ERR_UNAVAILABLE, "%s", err_meaning(ERR_UNAVAILABLE));
}

enum err
before_answer(struct request *rq, const struct operation *op, void *output)
{
    const struct parked_answer *a = parked_find(rq->parked, op);
    struct bytes data;
    enum err err;

    if (a == NULL)
        return refuse(rq, ERR_BUG, "%s was not asked", op->name);
    data = (struct bytes){a->data.data, a->data.len};
    err = a->err ? a->err : envelope_read_output(rq->arena, op, data, output);
    return err ? before_refused(rq, op, err, data) : OK;
}
