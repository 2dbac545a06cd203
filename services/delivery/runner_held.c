#include "services/delivery/runner_private.h"

#include "shared/actor/outbox.h"
#include "shared/actor/task.h"
#include "shared/base/arena.h"
#include "shared/base/log.h"
#include "shared/db/connection.h"

#include <string.h>

enum { UNREADABLE_MAX = 16, STEP_SQL_MS = 5000, LEAVE_SQL_MS = 1000, PUT_OFF_S = 60 };

void
runner_hold(struct runner *r, struct sending *s)
{
    s->runner = r;
    s->place = r->held_count;
    r->held[r->held_count++] = s;
    lane_add(r->lanes, s);
}

static void
runner_forget(struct runner *r, struct sending *s)
{
    struct sending *last = r->held[--r->held_count];

    r->held[s->place] = last;
    last->place = s->place;
    sending_free(s);
}

static void
runner_keep_result(struct runner *r, struct sending *s)
{
    result_judge(s, instant_now());
    if (r->ended_count == 0)
        r->ended_ms = monotonic_ms();
    r->ended[r->ended_count++] = s;
}

void
runner_give_back(struct runner *r, struct sending *s, int64_t wait_ms)
{
    s->result = (struct sending_result){.outcome = OUTCOME_LATER};
    runner_keep_result(r, s);
    s->wait_us = wait_ms * 1000;
}

/* How long the others wait: as it does, but no longer than a minute if the receiver has not said so. */
static int64_t
sending_put_off_us(const struct sending *s)
{
    int64_t most = (s->result.wait_s > PUT_OFF_S ? s->result.wait_s : PUT_OFF_S) * SECOND_US;

    return s->wait_us < 0 ? 0 : s->wait_us < most ? s->wait_us : most;
}

void
sending_end(struct sending *s, const struct sending_result *result)
{
    struct runner *r = s->runner;

    s->result = *result;
    r->under_way--;
    runner_keep_result(r, s);
    if (result->overloaded)
        lane_put_off(s, monotonic_ms() + sending_put_off_us(s) / 1000);
    lane_done(r->lanes, s, monotonic_ms());
}

void
sending_go_on(struct sending *s, sending_step *step)
{
    struct runner *r = s->runner;

    s->step = step;
    monitor_enter(&r->monitor);
    s->next = r->steps;
    r->steps = s;
    if (r->outbound != NULL)
        outbound_wake(r->outbound);
    monitor_leave(&r->monitor);
}

struct outbound *
sending_outbound(const struct sending *s)
{
    return s->runner->outbound;
}

struct request *
sending_request(const struct sending *s)
{
    struct runner *r = s->runner;
    bool is_up = task_begin(r->rq, STEP_SQL_MS, 0);

    return is_up && r->worker.life == connection_life(r->rq->connection) ? r->rq : NULL;
}

enum err
sending_commit(const struct sending *s)
{
    struct runner *r = s->runner;
    size_t count = r->ended_count;
    enum err err = runner_write(r, r->rq, instant_now(), count);

    if (!err)
        err = outbox_commit(r->rq);
    if (!err)
        runner_written(r, count);
    return err;
}

int64_t
sending_worker(const struct sending *s)
{
    return s->runner->worker.number;
}

struct uuids
runner_ids(const struct runner *r, struct request *rq)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, r->held_count + 1);

    for (size_t i = 0; i < r->held_count; i++)
        ids[i] = r->held[i]->row.id;
    return (struct uuids){ids, r->held_count};
}

/* ------------------------------------------------------------------ results */

/* What else is due for a receiver that takes nothing waits with it. */
static enum err
runner_put_off(struct request *rq, const struct sending *s, struct instant now)
{
    const struct sql_delivery_put_off others = {.webhook_id = s->row.webhook_id,
                                                .until = {now.us + sending_put_off_us(s)}};

    if (!s->result.overloaded || !s->row.has_webhook_id)
        return OK;
    return sql_delivery_put_off(rq, &others, NULL);
}

enum err
runner_write(struct runner *r, struct request *rq, struct instant now, size_t count)
{
    enum err err = OK;

    for (size_t done = 0, n; !err && done < count; done += n) {
        n = count - done < RESULTS_MAX ? count - done : RESULTS_MAX;
        err = results_write(rq, &r->conf->channels, r->worker.number, now, r->ended + done, n);
    }
    for (size_t i = 0; !err && i < count; i++)
        err = runner_put_off(rq, r->ended[i], now);
    return err;
}

static void
runner_tally(struct runner *r, const struct sending *s)
{
    if (!s->counted)
        return;
    tally_add(r->tally, s->channel->name, s->result.outcome);
    if (s->wait_us < 0)
        tally_add(r->tally, s->channel->name, OUTCOME_FAILED);
}

void
runner_written(struct runner *r, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        runner_tally(r, r->ended[i]);
        runner_forget(r, r->ended[i]);
    }
    r->ended_count -= count;
    memmove(r->ended, r->ended + count, r->ended_count * sizeof r->ended[0]);
    r->ended_ms = monotonic_ms();
}

/* ------------------------------------------------------------------ what cannot be read */

/* The first result alone; one that our own code cannot write is set aside, and means nothing more. */
static enum err
runner_write_first(struct runner *r, struct request *rq, struct instant now)
{
    static const struct sending_result unwritable = {.outcome = OUTCOME_SET_ASIDE,
                                                     .why = "its result could not be written"};
    struct sending *s = r->ended[0];
    enum err err = runner_write(r, rq, now, 1);

    if (!err)
        return outbox_commit(rq);
    connection_rollback(rq);
    if (err_again(err))
        return err;
    log_event(LOG_ERROR, "delivery.result.unwritable", "channel=%s err=%s", s->channel->name,
              err_code(err));
    s->result = unwritable;
    s->wait_us = 0;
    s->unwritable = true;
    err = runner_write(r, rq, now, 1);
    return err ? err : outbox_commit(rq);
}

/* One claim alone; one that cannot be read is set aside. */
static enum err
runner_claim_first(struct runner *r, struct request *rq, struct instant now, size_t *claimed)
{
    enum err err = claim_due(rq, &r->conf->channels, r->worker.number, now, 1, r->claimed, claimed);

    if (!err)
        err = outbox_commit(rq);
    if (!err && *claimed > 0)
        runner_hold(r, r->claimed[0]);
    if (err)
        claims_forget(r->claimed, *claimed);
    if (!err || err_again(err))
        return err;
    connection_rollback(rq);
    err = claim_set_aside_first(rq, now);
    return err ? err : outbox_commit(rq);
}

enum err
runner_unreadable(struct runner *r, struct request *rq, struct instant now)
{
    size_t claimed = 1;
    enum err err = OK;

    connection_rollback(rq);
    for (size_t i = 0; !err && i < RESULTS_MAX && r->ended_count > 0; i++) {
        err = runner_write_first(r, rq, now);
        if (!err)
            runner_written(r, 1);
    }
    for (size_t i = 0; !err && i < UNREADABLE_MAX && claimed > 0 && r->held_count < RUNNER_HELD;
         i++) {
        claimed = 1;
        err = runner_claim_first(r, rq, now, &claimed);
    }
    r->asked = true;
    return err;
}

/* ------------------------------------------------------------------ the end */

/* What is still under way keeps its claim and this worker its row: it is found with a dead worker. */
void
runner_leave(struct runner *r)
{
    struct sending *s;
    struct request *rq = r->rq;
    enum err err = OK;

    while ((s = lane_any(r->lanes)) != NULL)
        runner_give_back(r, s, 0);
    while (!err && r->ended_count > 0) {
        size_t count = r->ended_count < RESULTS_MAX ? r->ended_count : RESULTS_MAX;

        err = task_begin(rq, LEAVE_SQL_MS, 0) ? runner_write(r, rq, instant_now(), count)
                                              : ERR_UNAVAILABLE;
        if (!err)
            err = outbox_commit(rq);
        if (!err)
            runner_written(r, count);
    }
    if (!err && r->under_way == 0 && r->worker.number != 0 && task_begin(rq, LEAVE_SQL_MS, 0))
        err = worker_leave(rq, &r->worker);
    log_event(LOG_INFO, "delivery.runner.left", "held=%zu err=%s", r->held_count, err_code(err));
}
