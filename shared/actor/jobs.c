/*
 * When a job is due:
 *
 *   the service starts, the bus returns    at once
 *   it went well                           after its period
 *   it failed                              after 1 s, then 2 s, 4 s, ... up to its period
 *
 * Of those that are due the one that was due first runs.  JOB_ALONE and JOB_WAITS take the advisory
 * lock whose number is the first 8 bytes of the SHA-256 of the job's name; a replica that does not
 * get it has nothing to do, and comes again after the period.
 */
#include "shared/actor/jobs.h"

#include "gen/runtime/sql.h"
#include "shared/actor/outbox.h"
#include "shared/actor/purge.h"
#include "shared/actor/rebuild.h"
#include "shared/actor/service.h"
#include "shared/actor/task.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/monitor.h"
#include "shared/base/must.h"
#include "shared/crypto/seal.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    PURGE_MS = 60 * 1000,
    JOB_MS = 60000,
    AGAIN_MS = 1000,
    DATABASE_MS = 500, /* how long a job waits for a connection before it counts as failed */
    PURGE_ROWS = 5000, /* LIMIT of the purges in runtime.sql */
};

struct job {
    struct job_row row;
    int64_t due_ms, back_off_ms;
};

struct jobs {
    pthread_t thread;
    struct job *all; /* of the thread, as the count */
    int count;

    struct monitor monitor; /* of what follows */
    bool leaving, returned;
};

static enum err
purge_outbox(struct request *rq, int64_t *affected)
{
    const int64_t bytes = the_service.outbox_bytes;
    const struct sql_outbox_purge most = {.most_bytes = bytes > 0 ? bytes / 2 : INT64_MAX};

    return sql_outbox_purge(rq, &most, affected);
}

static enum err
purge_job(struct request *rq)
{
    static purge_some *const purges[] = {purge_outbox, sql_outbox_published_purge,
                                         sql_idempotency_purge, sql_consumed_purge,
                                         sql_consume_attempts_purge};

    for (size_t i = 0; i < ARRAY_LEN(purges); i++) {
        enum err err = purge_all(rq, purges[i], PURGE_ROWS);

        if (err)
            return err;
    }
    return OK;
}

static const struct job_row purge_row = {
    .name = "runtime.purge", .call = purge_job, .period_ms = PURGE_MS, .kind = JOB_ALONE};

static const struct job_row rebuild_row = {.name = "runtime.rebuild",
                                           .call = rebuild_consumers,
                                           .period_ms = REBUILD_PERIOD_MS,
                                           .kind = JOB_ALONE};

/* Advisory locks are numbers; one job has one in each database. */
static int64_t
lock_key(const char *name)
{
    uint8_t digest[SHA256_LEN];
    int64_t key;

    sha256((struct bytes){(const uint8_t *)name, strlen(name)}, digest);
    memcpy(&key, digest, sizeof key);
    return key;
}

static enum err
call(struct request *rq, const struct job_row *row)
{
    enum err err = row->call(rq);

    if (!err)
        err = outbox_commit(rq);
    connection_rollback(rq);
    return err;
}

/* The lock belongs to the connection, so it is taken outside the job's transactions. */
static enum err
call_alone(struct request *rq, const struct job_row *row)
{
    const struct sql_lead lead = {.key = lock_key(row->name)};
    const struct sql_unlead unlead = {.key = lead.key};
    struct sql_lead_row leads;
    struct sql_unlead_row led;
    enum err err, unlocked;

    connection_set_mode(rq->connection, CONNECTION_ALONE);
    err = sql_lead(rq, &lead, &leads);
    connection_set_mode(rq->connection, CONNECTION_TRANSACTION);
    if (err || !leads.leads)
        return err;
    err = call(rq, row);
    connection_set_mode(rq->connection, CONNECTION_ALONE);
    unlocked = sql_unlead(rq, &unlead, &led);
    connection_set_mode(rq->connection, CONNECTION_TRANSACTION);
    return err ? err : unlocked;
}

static void
jobs_run(struct request *rq, struct job *job)
{
    const struct job_row *row = &job->row;
    enum err err = ERR_UNAVAILABLE;

    rq->event = row->name;
    if (task_begin(rq, JOB_MS, DATABASE_MS))
        err = row->kind == JOB_EVERYWHERE ? call(rq, row) : call_alone(rq, row);
    if (!err) {
        job->back_off_ms = AGAIN_MS;
        job->due_ms = monotonic_ms() + row->period_ms;
        return;
    }
    log_event(err == ERR_BUG ? LOG_ERROR : LOG_WARN, "job.run.failed", "job=%s err=%s why=%s",
              row->name, err_code(err), log_quote(rq->why));
    job->due_ms = monotonic_ms() + job->back_off_ms;
    job->back_off_ms =
        job->back_off_ms * 2 < row->period_ms ? job->back_off_ms * 2 : row->period_ms;
}

static struct job *
next_due(struct jobs *jobs)
{
    struct job *first = &jobs->all[0];

    for (int i = 1; i < jobs->count; i++)
        if (jobs->all[i].due_ms < first->due_ms)
            first = &jobs->all[i];
    return first;
}

static void
all_due_now(struct jobs *jobs)
{
    for (int i = 0; i < jobs->count; i++) {
        jobs->all[i].due_ms = 0;
        jobs->all[i].back_off_ms = AGAIN_MS;
    }
}

/* Waits for `rest_ms` at most; `due` is the job that is due, or NULL.  False: the service leaves. */
static bool
jobs_await(struct jobs *jobs, int rest_ms, struct job **due)
{
    int64_t until_ms = monotonic_ms() + rest_ms;
    struct job *job = NULL;
    bool leaving;

    monitor_enter(&jobs->monitor);
    do {
        if (jobs->returned)
            all_due_now(jobs);
        jobs->returned = false;
        job = next_due(jobs);
    } while (!jobs->leaving && job->due_ms > monotonic_ms() &&
             monitor_wait_until(&jobs->monitor, job->due_ms < until_ms ? job->due_ms : until_ms));
    leaving = jobs->leaving;
    monitor_leave(&jobs->monitor);
    *due = job->due_ms <= monotonic_ms() ? job : NULL;
    return !leaving;
}

static void *
jobs_main(void *arg)
{
    struct jobs *jobs = arg;
    struct request *rq = task_new("jobs", CONNECTION_TRANSACTION);
    struct job *job;

    while (jobs_await(jobs, connection_rest_ms(rq->connection), &job)) {
        connection_tend(rq->connection);
        if (job != NULL)
            jobs_run(rq, job);
    }
    task_destroy(&rq);
    return NULL;
}

static void
add(struct jobs *jobs, const struct job_row *row)
{
    jobs->all[jobs->count++] = (struct job){.row = *row, .back_off_ms = AGAIN_MS};
}

static struct jobs *
jobs_new(const struct actor *actor, bool waits)
{
    struct jobs *jobs = calloc(1, sizeof *jobs);

    must(jobs != NULL);
    jobs->all = calloc((size_t)actor->job_count + 2, sizeof *jobs->all);
    must(jobs->all != NULL);
    for (int i = 0; i < actor->job_count; i++)
        if ((actor->jobs[i].kind == JOB_WAITS) == waits)
            add(jobs, &actor->jobs[i]);
    if (!waits)
        add(jobs, &purge_row);
    if (!waits && actor->consumer_count > 0)
        add(jobs, &rebuild_row);
    if (jobs->count > 0)
        return jobs;
    free(jobs->all);
    free(jobs);
    return NULL;
}

struct jobs *
jobs_start(const struct actor *actor, bool waits)
{
    struct jobs *jobs = jobs_new(actor, waits);

    if (jobs == NULL)
        return NULL;
    monitor_init(&jobs->monitor);
    must(pthread_create(&jobs->thread, NULL, jobs_main, jobs) == 0);
    return jobs;
}

void
jobs_bus_returned(struct jobs *jobs)
{
    if (jobs == NULL)
        return;
    monitor_enter(&jobs->monitor);
    jobs->returned = true;
    monitor_wake(&jobs->monitor);
    monitor_leave(&jobs->monitor);
}

void
jobs_stop(struct jobs **where)
{
    struct jobs *jobs = *where;

    if (jobs == NULL)
        return;
    monitor_enter(&jobs->monitor);
    jobs->leaving = true;
    monitor_wake(&jobs->monitor);
    monitor_leave(&jobs->monitor);
    pthread_join(jobs->thread, NULL);
    monitor_fini(&jobs->monitor);
    free(jobs->all);
    free(jobs);
    *where = NULL;
}
