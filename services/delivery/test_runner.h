/*
 * test_runner - runners in processes of their own, with a real PostgreSQL and a channel of the test's
 * that says in shared memory what it was given.
 *
 * Row n has the id `00000000-0000-8000-8000-<n>`; what the channel does with it follows from its kind:
 *
 *     send      it is sent at once
 *     hold      it is under way until the process is told to let go, and then sent
 *     again     it fails and is to be tried again; `busy`: its receiver takes nothing
 *     settle    what ended before it is committed, and the process dies
 *     unknown, failed, poison (cannot be prepared), twisted (its result means something unwritable)
 *
 * Threads: the test's main thread; each process has a runner beside it.
 */
#ifndef SERVICES_DELIVERY_TEST_RUNNER_H
#define SERVICES_DELIVERY_TEST_RUNNER_H

#include "gen/runtime/sql.h"
#include "services/delivery/runner.h"
#include "shared/actor/service.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/db/test_pg.h"

#include <endian.h>
#include <poll.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

enum { ROWS_MAX = 16384, WORKERS_MAX = 4, WAIT_MS = 60000 };

struct shared {
    atomic_int hits[ROWS_MAX];
    atomic_llong hit_us[ROWS_MAX];
    struct {
        atomic_bool wake, go, leave;
        atomic_int asked; /* of runner_count: the sum of what is told by names */
        atomic_llong counts[16];
    } worker[WORKERS_MAX];
};

static struct test_pg pg;
static struct shared *shared;
static pid_t children[WORKERS_MAX];
static int self; /* in a child: which worker it is */

static const struct service_api api = {.name = "delivery"};
static const struct actor actor = {.api = &api, .sql = &delivery_sql};

static inline int
number_of(const struct sending *s)
{
    uint32_t n;

    memcpy(&n, s->row.id.b + 12, 4);
    return (int)be32toh(n);
}

static inline bool
is_kind(const struct sending *s, const char *kind)
{
    return strcmp(s->row.kind, kind) == 0;
}

static inline enum err
test_prepare(struct request *rq, struct sending *const *sendings, size_t count)
{
    (void)rq;
    for (size_t i = 0; i < count; i++)
        if (is_kind(sendings[i], "poison"))
            return ERR_BUG;
    return OK;
}

static inline void
test_sent(struct sending *s)
{
    sending_end(s, &(struct sending_result){.outcome = OUTCOME_SENT, .response = 200});
}

static inline void
test_settle(const struct sending *s)
{
    must(sending_request(s) != NULL && sending_commit(s) == OK);
    kill(getpid(), SIGKILL);
}

static struct sending *holding[RUNNER_HELD]; /* of the runner's thread, but for the count */
static atomic_size_t holding_count;

static inline void
test_send(struct sending *s)
{
    struct sending_result result = {.outcome = OUTCOME_AGAIN, .why = "as told", .response = 503};

    s->context = s;
    atomic_fetch_add(&shared->hits[number_of(s)], 1);
    atomic_store(&shared->hit_us[number_of(s)], instant_now().us);
    if (is_kind(s, "hold")) {
        holding[atomic_load(&holding_count)] = s;
        atomic_fetch_add(&holding_count, 1);
        return;
    }
    if (is_kind(s, "settle"))
        test_settle(s);
    if (is_kind(s, "send") || is_kind(s, "twisted"))
        return test_sent(s);
    result.overloaded = is_kind(s, "busy");
    if (is_kind(s, "unknown"))
        result.outcome = OUTCOME_UNKNOWN;
    if (is_kind(s, "failed"))
        result.outcome = OUTCOME_FAILED;
    sending_end(s, &result);
}

static inline enum err
test_ended(struct request *rq, struct sending *const *sendings, size_t count, struct instant now)
{
    (void)rq;
    (void)now;
    for (size_t i = 0; i < count; i++) {
        must(sendings[i]->context == sendings[i]); /* it was sent */
        if (is_kind(sendings[i], "twisted"))
            return ERR_BUG;
    }
    return OK;
}

static const struct channel test_channel = {.name = "webhook",
                                            .at_once = 64,
                                            .prepare = test_prepare,
                                            .send = test_send,
                                            .ended = test_ended};
static inline void
test_send_other(struct sending *s)
{
    sending_end(s, &(struct sending_result){
                       .outcome = OUTCOME_LATER, .wait_s = 60, .why = "no such channel"});
}

static const struct channel other_channel = {
    .name = "other", .at_once = 64, .send = test_send_other};
static const struct channel *const test_channels[] = {&test_channel};

static inline void
test_count(void *arg, const char *name, int64_t value)
{
    static const char *const names[] = {"webhook_waiting",   "webhook_sent",
                                        "webhook_failed",    "webhook_unknown",
                                        "webhook_set_aside", "webhook_oldest_ms"};

    (void)arg;
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (strcmp(names[i], name) == 0)
            atomic_store(&shared->worker[self].counts[i], value);
}

enum { WAITING, SENT, FAILED, UNKNOWN, SET_ASIDE, OLDEST_MS };

/* What it held is let go on the runner's thread. */
static inline void
test_let_go(void)
{
    for (size_t n = atomic_load(&holding_count); n > 0; n--)
        sending_go_on(holding[n - 1], test_sent);
    atomic_store(&holding_count, 0);
}

/* A process with a runner, which does what the test's process tells it. */
static inline void
be_a_worker(int n)
{
    static const struct runner_conf conf = {.channels = {test_channels, 1, &other_channel}};
    struct runner *runner;

    self = n;
    signal(SIGPIPE, SIG_IGN);
    runner = runner_start(&conf);
    while (!atomic_load(&shared->worker[n].leave)) {
        if (atomic_exchange(&shared->worker[n].wake, false))
            runner_wake(runner);
        if (atomic_exchange(&shared->worker[n].go, false))
            test_let_go();
        if (atomic_exchange(&shared->worker[n].asked, 0) > 0)
            runner_count(runner, test_count, NULL);
        poll(NULL, 0, 1);
    }
    runner_stop(runner);
    runner_destroy(&runner);
    _exit(0);
}

static inline void
worker_start(int n)
{
    memset(&shared->worker[n], 0, sizeof shared->worker[n]);
    children[n] = fork();
    must(children[n] >= 0);
    if (children[n] == 0)
        be_a_worker(n);
}

static inline void
worker_kill(int n)
{
    kill(children[n], SIGKILL);
    waitpid(children[n], NULL, 0);
    children[n] = 0;
}

static inline void
worker_end(int n)
{
    int status = -1;

    atomic_store(&shared->worker[n].leave, true);
    must(waitpid(children[n], &status, 0) == children[n] && status == 0);
    children[n] = 0;
}

static inline void
worker_wake(int n)
{
    atomic_store(&shared->worker[n].wake, true);
}

static inline long long
worker_counts(int n, int what)
{
    atomic_store(&shared->worker[n].asked, 1);
    while (atomic_load(&shared->worker[n].asked) > 0)
        sched_yield();
    return atomic_load(&shared->worker[n].counts[what]);
}

#define AWAIT(condition)                                                                           \
    do {                                                                                           \
        int64_t await_until_ms = monotonic_ms() + WAIT_MS;                                         \
        while (!(condition)) {                                                                     \
            if (monotonic_ms() > await_until_ms)                                                   \
                fail_msg("waited in vain for: %s", #condition);                                    \
            poll(NULL, 0, 5);                                                                      \
        }                                                                                          \
    } while (0)

/* Rows `from` to `to` of that kind for that receiver, due `due` (SQL). */
static inline void
add_rows(int from, int to, const char *kind, int receiver, const char *due)
{
    char sql[1024];

    snprintf(sql, sizeof sql,
             "INSERT INTO deliveries (id, channel, kind, webhook_id, body, due_at, created_at) "
             "SELECT ('00000000-0000-8000-8000-0000' || lpad(to_hex(n), 8, '0'))::uuid, 'webhook',"
             " '%s', ('%08d-0000-8000-8000-000000000000')::uuid, 'a body', %s, now() "
             "FROM generate_series(%d, %d) AS n",
             kind, receiver, due, from, to);
    test_pg_sql(&pg, sql);
}

static inline long
rows_that(const char *where)
{
    char sql[512];

    snprintf(sql, sizeof sql, "SELECT count(*) FROM deliveries WHERE %s", where);
    return test_pg_number(&pg, sql);
}

static inline int
hits_between(int from, int to, int hits)
{
    int found = 0;

    for (int n = from; n <= to; n++)
        found += atomic_load(&shared->hits[n]) == hits;
    return found;
}

static inline int
begin_test(void **state)
{
    (void)state;
    test_pg_sql(&pg, "TRUNCATE deliveries, workers");
    memset(shared, 0, sizeof *shared);
    return 0;
}

static inline int
end_test(void **state)
{
    (void)state;
    for (int n = 0; n < WORKERS_MAX; n++) {
        if (children[n] != 0)
            worker_kill(n);
    }
    return 0;
}

static inline int
begin_all(void **state)
{
    (void)state;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    must(shared != MAP_FAILED);
    test_pg_new(&pg);
    test_pg_shell("cat schemas/sql/delivery/*.sql | " TEST_PG_BIN
                  "psql -X -q -v ON_ERROR_STOP=1 -d '%s'",
                  pg.url);
    the_service = (struct service){.actor = &actor,
                                   .name = "delivery",
                                   .database_url = pg.url,
                                   .sql = {&runtime_sql, &delivery_sql}};
    return 0;
}

static inline int
end_all(void **state)
{
    (void)state;
    test_pg_destroy(&pg);
    munmap(shared, sizeof *shared);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_test, end_test)

#endif
