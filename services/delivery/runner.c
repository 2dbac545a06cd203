/*
 * A turn of the runner's thread:
 *
 *   outbound_turn    sends and receives, at most until the next pass; channels tell what has ended
 *   steps            what channels wanted to go on with on this thread
 *   settle           channels go on with what the steps have gathered
 *   lanes            starts what has its turn, gives back what is too much
 *   settle           the same of what was started
 *   pass             if something woke it, or its time has come, or results wait:
 *     be             a worker on the connection as it is now
 *     bury           those that are dead, once a second while there are others
 *     results, claim in one transaction
 *     next due       when to come again
 *
 * A pass with results waits until GATHER are there, or the first is GATHER_MS old, or nothing else
 * is under way.  Claims are CLAIM_APART_MS apart, unless the last one left something: what becomes due
 * meanwhile costs one statement.
 */
#include "services/delivery/runner_private.h"

#include "shared/actor/outbox.h"
#include "shared/actor/task.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/db/connection.h"

#include <stdlib.h>

enum {
    SQL_MS = 15000,
    AGAIN_MS = 200,        /* after a pass that failed */
    BURY_MS = 1000,        /* while there are other workers */
    BURY_ALONE_MS = 30000, /* whether there are */
    SLEEP_MS = 60000,      /* whatever happens: a wake may get lost with the bus */
    MEASURE_MS = 2000,
    GATHER = 64,
    GATHER_MS = 20,
    CLAIM_APART_MS = 20,
};

static bool
runner_take_wake(struct runner *r, bool *leaving)
{
    bool woken;

    monitor_enter(&r->monitor);
    woken = r->woken;
    r->woken = false;
    *leaving = r->leaving;
    monitor_leave(&r->monitor);
    return woken;
}

static void
runner_steps(struct runner *r)
{
    struct sending *s;

    monitor_enter(&r->monitor);
    s = r->steps;
    r->steps = NULL;
    monitor_leave(&r->monitor);
    while (s != NULL) {
        struct sending *next = s->next;

        s->next = NULL;
        s->step(s);
        s = next;
    }
}

static void
runner_settle(const struct runner *r)
{
    for (size_t i = 0; i < r->conf->channels.count; i++)
        if (r->conf->channels.items[i]->settle != NULL)
            r->conf->channels.items[i]->settle();
}

static void
runner_start_some(struct runner *r)
{
    const int64_t now_ms = monotonic_ms();
    struct sending *s;
    int64_t wait_ms;

    while ((s = lane_excess(r->lanes, now_ms, &wait_ms)) != NULL)
        runner_give_back(r, s, wait_ms);
    if (r->leaving_ms != 0)
        return;
    while ((s = lane_next(r->lanes, now_ms)) != NULL) {
        r->under_way++;
        s->channel->send(s);
    }
}

/* ------------------------------------------------------------------ a pass */

static enum err
runner_bury(struct runner *r, struct request *rq, struct instant now)
{
    const struct given_back *back;
    size_t count;
    enum err err;

    if (monotonic_ms() < r->bury_ms)
        return OK;
    err = worker_bury(rq, &r->worker, now, &back, &count);
    for (size_t i = 0; !err && i < count; i++) {
        if (back[i].unknown)
            tally_add(r->tally, back[i].channel, OUTCOME_UNKNOWN);
        if (back[i].set_aside)
            tally_add(r->tally, back[i].channel, OUTCOME_SET_ASIDE);
    }
    r->bury_ms = monotonic_ms() + (r->worker.alone ? BURY_ALONE_MS : BURY_MS);
    return err;
}

static enum err
runner_be(struct runner *r, struct request *rq, struct instant now)
{
    const struct uuids ids = runner_ids(r, rq);
    bool is_new;
    enum err err = worker_be(rq, &r->worker, now, &ids, &is_new);

    if (is_new)
        r->bury_ms = 0;
    return err ? err : runner_bury(r, rq, now);
}

/* Enough has its turn still to come, or too much is in hand. */
static bool
runner_has_room(const struct runner *r)
{
    return r->leaving_ms == 0 && RUNNER_HELD - r->held_count >= CLAIM_MAX &&
           r->held_count - r->under_way - r->ended_count < CLAIM_MAX;
}

/* When something is due next; a little late rather than too early. */
static enum err
runner_find_next(struct runner *r, struct request *rq, struct instant now)
{
    struct sql_delivery_next_due_row next;
    enum err err = sql_delivery_next_due(rq, &next);
    int64_t rest_ms = SLEEP_MS;

    if (err && err != ERR_NOT_FOUND)
        return err;
    if (!err && next.due_at.us - now.us < SLEEP_MS * INT64_C(1000))
        rest_ms = (next.due_at.us - now.us) / 1000 + 1;
    r->next_ms = monotonic_ms() + (rest_ms > 0 ? rest_ms : 0);
    return OK;
}

static void
runner_claimed(struct runner *r, size_t count, int64_t began_ms)
{
    for (size_t i = 0; i < count; i++)
        runner_hold(r, r->claimed[i]);
    r->asked = count == CLAIM_MAX;
    r->claim_ms = r->asked ? 0 : began_ms + CLAIM_APART_MS;
}

/* Writes and claims, in one transaction. */
static enum err
runner_round(struct runner *r, struct request *rq, struct instant now)
{
    const int64_t began_ms = monotonic_ms();
    const bool claims = runner_has_room(r) && began_ms >= r->claim_ms;
    size_t written = r->ended_count < RESULTS_MAX ? r->ended_count : RESULTS_MAX, claimed = 0;
    enum err err = OK;

    if (written > 0)
        err = runner_write(r, rq, now, written);
    if (!err && claims)
        err = claim_due(rq, &r->conf->channels, r->worker.number, now, CLAIM_MAX, r->claimed,
                        &claimed);
    if (!err)
        err = runner_find_next(r, rq, now);
    if (!err)
        err = outbox_commit(rq);
    if (err) {
        claims_forget(r->claimed, claimed);
        return err;
    }
    runner_written(r, written);
    if (claims)
        runner_claimed(r, claimed, began_ms);
    return OK;
}
static enum err
runner_measure(struct runner *r, struct request *rq, struct instant now)
{
    enum err err;

    if (monotonic_ms() < r->measure_ms)
        return OK;
    err = tally_measure(r->tally, rq, now);
    r->measure_ms = monotonic_ms() + MEASURE_MS;
    return err;
}

static enum err
runner_pass(struct runner *r)
{
    struct request *rq = r->rq;
    struct instant now = instant_now();
    enum err err;

    if (!task_begin(rq, SQL_MS, 0))
        return ERR_UNAVAILABLE;
    err = runner_be(r, rq, now);
    if (!err)
        err = runner_round(r, rq, now);
    if (err == ERR_BUG)
        err = runner_unreadable(r, rq, now);
    if (!err)
        err = runner_measure(r, rq, now);
    if (!err)
        err = outbox_commit(rq);
    connection_rollback(rq);
    return err;
}

/* ------------------------------------------------------------------ the thread */

static bool
runner_wants_to_write(const struct runner *r, int64_t now_ms)
{
    return r->ended_count >= GATHER ||
           (r->ended_count > 0 && (r->under_way == 0 || now_ms >= r->ended_ms + GATHER_MS));
}

/* When it may claim and has reason to. */
static int64_t
runner_claim_ms(const struct runner *r)
{
    int64_t next_ms = r->asked ? 0 : r->next_ms;

    if (!runner_has_room(r))
        return INT64_MAX;
    return next_ms > r->claim_ms ? next_ms : r->claim_ms;
}

static bool
runner_is_due(struct runner *r, bool woken, int64_t now_ms)
{
    r->asked = r->asked || woken;
    if (now_ms < r->again_ms)
        return false;
    return r->worker.life != connection_life(r->rq->connection) ||
           runner_wants_to_write(r, now_ms) || now_ms >= r->bury_ms || now_ms >= runner_claim_ms(r);
}

static int
runner_rest_ms(const struct runner *r)
{
    const struct connection *connection = r->rq->connection;
    int64_t now = monotonic_ms(), until = now + connection_rest_ms(connection);

    if (!connection_is_up(connection))
        return (int)(until - now);
    if (runner_claim_ms(r) < until)
        until = runner_claim_ms(r);
    if (r->bury_ms < until)
        until = r->bury_ms;
    if (r->ended_count > 0 && r->ended_ms + GATHER_MS < until)
        until = r->ended_ms + GATHER_MS;
    if (r->again_ms > until)
        until = r->again_ms;
    return until > now ? (int)(until - now) : 0;
}

static void
runner_pass_if_due(struct runner *r, bool woken)
{
    int64_t now_ms = monotonic_ms();
    enum err err;

    connection_tend(r->rq->connection);
    if (!runner_is_due(r, woken, now_ms) || !connection_is_up(r->rq->connection))
        return;
    err = runner_pass(r);
    if (err) {
        r->asked = true;
        r->again_ms = monotonic_ms() + AGAIN_MS;
        log_event(err_again(err) ? LOG_WARN : LOG_ERROR, "delivery.pass.failed", "err=%s why=%s",
                  err_code(err), log_quote(r->rq->why));
    }
}

/* True: there is no more to do. */
static bool
runner_turn(struct runner *r)
{
    const int64_t began_ms = monotonic_ms();
    bool leaving, woken;

    outbound_turn(r->outbound, runner_rest_ms(r));
    lanes_waited(r->lanes, monotonic_ms() - began_ms);
    woken = runner_take_wake(r, &leaving);
    if (leaving && r->leaving_ms == 0)
        r->leaving_ms = monotonic_ms() + RUNNER_LEAVE_MS;
    runner_steps(r);
    runner_settle(r);
    runner_start_some(r);
    runner_settle(r);
    runner_pass_if_due(r, woken);
    return leaving &&
           ((r->under_way == 0 && r->ended_count == 0) || monotonic_ms() >= r->leaving_ms);
}

void *
runner_main(void *arg)
{
    struct runner *r = arg;

    r->rq = task_new("delivery.runner", CONNECTION_TRANSACTION);
    while (!runner_turn(r))
        ;
    runner_leave(r);
    return NULL;
}
