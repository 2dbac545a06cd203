/* Work and connections that are not there yet, or no more, with a real PostgreSQL. */
#include "shared/actor/pool.h"

#include "shared/actor/service.h"
#include "shared/base/check.h"
#include "shared/bus/test_nats.h"
#include "shared/db/test_pg.h"
#include "shared/request/request.h"

#include <sched.h>
#include <stdatomic.h>

struct number {
    int64_t n;
};
static const struct sql_column columns[] = {{SQL_INT8, 0, -1, false}};
static const struct statement seven = {.name = "seven",
                                       .text = "SELECT 7::bigint",
                                       .columns = columns,
                                       .column_count = 1,
                                       .row_size = sizeof(struct number)};
static const struct statement *const items[] = {&seven};
static const struct statements statements = {items, 1}, no_statements;
static const struct pool_conf conf = {.workers = 2,
                                      .room = 8,
                                      .share = 1,
                                      .mode = CONNECTION_ALONE,
                                      .statement_timeout_ms = 20000,
                                      .grace_ms = TEST_PATIENCE_MS};

static struct test_pg pg;
static struct test_nats server;
static struct pool *pool;

static atomic_int answer; /* 1 + the last work's error */
static atomic_size_t done;

static void
question(const struct work *work, struct request *rq)
{
    struct number number = {0};
    enum err err = db_one(rq, &seven, NULL, &number);

    (void)work;
    atomic_store(&answer, 1 + (int)(!err && number.n != 7 ? ERR_BUG : err));
    atomic_fetch_add(&done, 1);
}

static enum err
answer_of(struct pool *to)
{
    const struct work work = {.run = question};

    atomic_store(&answer, 0);
    assert_true(pool_post(to, &work));
    while (atomic_load(&answer) == 0)
        sched_yield();
    return (enum err)(atomic_load(&answer) - 1);
}

static int
start(void **state)
{
    (void)state;
    test_pg_new(&pg);
    test_nats_new(&server, false);
    test_nats_start(&server);
    the_service = (struct service){
        .name = "contact", .database_url = pg.url, .sql = {&statements, &no_statements}};
    the_service.bus = bus_open(&(struct bus_conf){.url = server.url, .name = "contact"});
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    bus_close(&the_service.bus);
    test_nats_destroy(&server);
    test_pg_destroy(&pg);
    return 0;
}

static void
work_that_comes_before_the_first_lane_waits_for_it(void **state)
{
    (void)state;
    pool = pool_new(&conf);
    assert_int_equal(OK, answer_of(pool));
    assert_true(pool_is_up(pool));
    pool_destroy(&pool);
}

static void
work_without_a_database_fails_in_the_end(void **state)
{
    (void)state;
    struct pool_conf hasty = conf;

    hasty.grace_ms = 50;
    test_pg_stop(&pg);
    pool = pool_new(&hasty);
    assert_int_equal(ERR_UNAVAILABLE, answer_of(pool));
    assert_int_equal(ERR_UNAVAILABLE, answer_of(pool));
    test_pg_start(&pg);
    while (!pool_is_up(pool))
        sched_yield();
    assert_int_equal(OK, answer_of(pool));
    pool_destroy(&pool);
}

static void
work_is_done_before_the_workers_end(void **state)
{
    const struct work work = {.run = question};

    (void)state;
    atomic_store(&done, 0);
    test_pg_stop(&pg);
    pool = pool_new(&conf);
    for (size_t i = 0; i < conf.room; i++)
        assert_true(pool_post(pool, &work));
    pool_destroy(&pool);
    assert_int_equal(conf.room, atomic_load(&done));
    test_pg_start(&pg);
}

/* While nothing is taken: the database is away, and the grace period is long. */
static void
what_comes_back_has_room_of_its_own(void **state)
{
    const struct work work = {.run = question};

    (void)state;
    atomic_store(&done, 0);
    test_pg_stop(&pg);
    pool = pool_new(&conf);
    for (size_t i = 0; i < conf.room; i++)
        assert_true(pool_post(pool, &work));
    assert_false(pool_post(pool, &work));
    for (size_t i = 0; i < conf.room; i++)
        assert_true(pool_return(pool, &work));
    assert_false(pool_return(pool, &work));
    pool_destroy(&pool);
    assert_int_equal(2 * conf.room, atomic_load(&done));
    test_pg_start(&pg);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_that_comes_before_the_first_lane_waits_for_it),
        cmocka_unit_test(work_without_a_database_fails_in_the_end),
        cmocka_unit_test(work_is_done_before_the_workers_end),
        cmocka_unit_test(what_comes_back_has_room_of_its_own),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
