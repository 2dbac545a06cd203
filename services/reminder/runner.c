#include "services/reminder/runner.h"

#include "gen/reminder/sql.h"
#include "services/reminder/fire.h"
#include "services/reminder/pace.h"
#include "services/reminder/refresh.h"
#include "services/reminder/tally.h"
#include "shared/actor/outbox.h"
#include "shared/actor/task.h"
#include "shared/base/log.h"
#include "shared/base/monitor.h"
#include "shared/base/must.h"

#include <pthread.h>

enum {
    TASK_MS = 10000,
    AGAIN_MS = 200,  /* after what has failed */
    SLEEP_MS = 1000, /* whatever happens: a wake may get lost with the bus */
    MEASURE_MS = 10000,
};

static struct {
    pthread_t thread;
    struct monitor monitor; /* of what follows */
    bool woken, leaving;

    /* Of the thread. */
    struct request *rq;
    bool failed; /* and the log says so */
    int64_t measure_ms;
} runner;

static bool
runner_is_leaving(void)
{
    bool leaving;

    monitor_enter(&runner.monitor);
    leaving = runner.leaving;
    monitor_leave(&runner.monitor);
    return leaving;
}

/* ------------------------------------------------------------------ a turn */

typedef enum err runner_step(struct request *rq, size_t *count);

/* Once, until it goes on. */
static void
runner_say_failed(const char *name, enum err err)
{
    if (runner.failed)
        return;
    runner.failed = true;
    log_event(err_again(err) ? LOG_WARN : LOG_ERROR, "reminder.runner.failed",
              "step=%s err=%s why=%s", name, err_code(err), log_quote(runner.rq->why));
}

static void
runner_say_resumed(void)
{
    if (runner.failed)
        log_event(LOG_INFO, "reminder.runner.resumed", NULL);
    runner.failed = false;
}

/* `*count` is 0 when it has failed, too. */
static enum err
runner_do(runner_step *step, const char *name, size_t *count)
{
    enum err err = ERR_UNAVAILABLE;

    *count = 0;
    if (runner_is_leaving())
        return OK;
    if (task_begin(runner.rq, TASK_MS, 0))
        err = step(runner.rq, count);
    connection_rollback(runner.rq);
    if (!err)
        return OK;
    *count = 0;
    runner_say_failed(name, err);
    return err;
}

static enum err
runner_measure(struct request *rq, size_t *count)
{
    const struct sql_due_measure measure = {.now = pace_now(), .most = TALLY_MOST};
    struct sql_due_measure_row row;
    enum err err;

    *count = 0;
    if (monotonic_ms() < runner.measure_ms)
        return OK;
    runner.measure_ms = monotonic_ms() + MEASURE_MS;
    err = sql_due_measure(rq, &measure, &row);
    if (!err)
        tally_measured(row.pending, row.overdue, row.set_aside, row.stale);
    return err ? err : outbox_commit(rq);
}

/* How long nothing is to be done. */
static enum err
runner_find_rest(struct request *rq, int64_t *rest_ms)
{
    struct sql_due_next_row due;
    struct sql_stale_next_row stale;
    enum err err = sql_due_next(rq, &due);

    *rest_ms = SLEEP_MS;
    if (!err && pace_rest_ms(due.look_at) < *rest_ms)
        *rest_ms = pace_rest_ms(due.look_at);
    if (!err || err == ERR_NOT_FOUND)
        err = sql_stale_next(rq, &stale);
    if (!err && pace_rest_ms(stale.look_at) < *rest_ms)
        *rest_ms = pace_rest_ms(stale.look_at);
    return err == ERR_NOT_FOUND ? OK : err;
}

static int64_t
runner_rest_ms(void)
{
    int64_t rest_ms = SLEEP_MS;
    enum err err = ERR_UNAVAILABLE;

    if (task_begin(runner.rq, TASK_MS, 0))
        err = runner_find_rest(runner.rq, &rest_ms);
    connection_rollback(runner.rq);
    return err ? AGAIN_MS : rest_ms;
}

/* How long to sleep then.  One that fails keeps no other. */
static int64_t
runner_turn(void)
{
    size_t refreshed, fired, measured;
    enum err refresh_err = runner_do(refresh_some, "refresh", &refreshed);
    enum err fire_err = runner_do(fire_some, "fire", &fired);
    enum err measure_err = runner_do(runner_measure, "measure", &measured);

    if (refresh_err || fire_err || measure_err)
        return AGAIN_MS;
    runner_say_resumed();
    return refreshed > 0 || fired > 0 ? 0 : runner_rest_ms();
}

/* ------------------------------------------------------------------ the thread */

/* False: there is no more to do. */
static bool
runner_sleep(int64_t rest_ms)
{
    const int64_t until_ms = monotonic_ms() + rest_ms;
    bool goes_on;

    monitor_enter(&runner.monitor);
    while (!runner.woken && !runner.leaving && monitor_wait_until(&runner.monitor, until_ms))
        ;
    runner.woken = false;
    goes_on = !runner.leaving;
    monitor_leave(&runner.monitor);
    return goes_on;
}

static void *
runner_main(void *unused)
{
    (void)unused;
    runner.rq = task_new("reminder.runner", CONNECTION_TRANSACTION);
    while (runner_sleep(runner_turn()))
        ;
    task_destroy(&runner.rq);
    return NULL;
}

static void
runner_start(void)
{
    monitor_init(&runner.monitor);
    must(pthread_create(&runner.thread, NULL, runner_main, NULL) == 0);
}

static void
runner_say(bool *what)
{
    monitor_enter(&runner.monitor);
    *what = true;
    monitor_wake(&runner.monitor);
    monitor_leave(&runner.monitor);
}

static void
runner_wake(void)
{
    runner_say(&runner.woken);
}

static void
runner_stop(void)
{
    runner_say(&runner.leaving);
    pthread_join(runner.thread, NULL);
    monitor_fini(&runner.monitor);
}

const struct own_thread runner_thread = {runner_start, runner_wake, runner_stop, tally_count};
