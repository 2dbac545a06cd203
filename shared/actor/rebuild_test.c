/* What consumers read from an owner, whose part this file plays, and where they go on. */
#include "shared/actor/rebuild.h"

#include "gen/runtime/sql.h"
#include "shared/actor/service.h"
#include "shared/actor/task.h"
#include "shared/base/check.h"
#include "shared/db/test_pg.h"

#include <nats/nats.h>

enum { TASK_MS = 20000, PATIENCE_MS = 10000 };

static struct test_pg pg;
static struct request *rq;

/* The owner has so many changes; the first consumer fails at that one. */
static int64_t owner_has, fails_at;
static int asked; /* pages, of the first consumer */

/* Applying a change adds a row, so one that is applied twice is a conflict. */
static enum err
read_change(struct request *r, const char *consumer, struct position *at, bool *more)
{
    const struct bytes value = bytes_of(consumer);
    uint8_t key[2] = {(uint8_t)consumer[0], (uint8_t)(at->xid + 1)};
    const struct sql_idempotency_insert row = {{key, sizeof key}, value, value};

    if (at->xid == owner_has)
        return OK;
    at->xid++;
    *more = at->xid < owner_has;
    return sql_idempotency_insert(r, &row, NULL);
}

static enum err
rebuild_first(struct request *r, struct position *at, bool *more)
{
    enum err err = read_change(r, "first", at, more);

    asked++;
    return at->xid == fails_at ? ERR_UNAVAILABLE : err;
}

static enum err
rebuild_second(struct request *r, struct position *at, bool *more)
{
    return read_change(r, "second", at, more);
}

static enum err
hear(struct request *r, const struct domain_event *event)
{
    (void)r, (void)event;
    return ERR_BUG;
}

static const struct consumer_row consumers[] = {{"thing_firsts", hear, rebuild_first},
                                                {"thing_seconds", hear, rebuild_second}};
static const struct statements no_statements;
static const struct actor actor = {
    .sql = &no_statements, .consumers = consumers, .consumer_count = ARRAY_LEN(consumers)};

static int
start(void **state)
{
    (void)state;
    test_pg_new(&pg);
    the_service = (struct service){.actor = &actor,
                                   .name = "thing",
                                   .database_url = pg.url,
                                   .sql = {&runtime_sql, &no_statements}};
    rq = task_new("test", CONNECTION_TRANSACTION);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    task_destroy(&rq);
    test_pg_destroy(&pg);
    return 0;
}

static enum err
run(void)
{
    assert_true(task_begin(rq, TASK_MS, PATIENCE_MS));
    asked = 0;
    return rebuild_consumers(rq);
}

static long
applied(const char *consumer)
{
    char sql[128];

    snprintf(sql, sizeof sql, "SELECT count(*) FROM idempotency WHERE input = '%s'", consumer);
    return test_pg_number(&pg, sql);
}

static long
position_of(const char *consumer)
{
    char sql[128];

    snprintf(sql, sizeof sql, "SELECT xid FROM positions WHERE consumer = 'thing_%s'", consumer);
    return test_pg_number(&pg, sql);
}

static void
all_is_read_once_and_in_pages(void **state)
{
    (void)state;
    owner_has = 3;
    assert_int_equal(OK, run());
    assert_int_equal(3, asked);
    assert_int_equal(OK, run());
    assert_int_equal(1, asked);
    owner_has = 5;
    assert_int_equal(OK, run());
    assert_int_equal(2, asked);
    assert_true(applied("first") == 5 && applied("second") == 5);
    assert_true(position_of("firsts") == 5 && position_of("seconds") == 5);
}

static void
a_page_that_fails_is_undone_and_keeps_no_other_consumer(void **state)
{
    (void)state;
    owner_has = 8;
    fails_at = 7;
    assert_int_equal(ERR_UNAVAILABLE, run());
    assert_true(applied("first") == 6 && position_of("firsts") == 6);
    assert_true(applied("second") == 8 && position_of("seconds") == 8);
    fails_at = 0;
    assert_int_equal(OK, run());
    assert_true(applied("first") == 8 && position_of("firsts") == 8);
}

static void
a_run_is_bounded_and_the_next_one_goes_on(void **state)
{
    (void)state;
    owner_has = 8 + 25;
    assert_int_equal(OK, run());
    assert_int_equal(20, asked);
    assert_int_equal(OK, run());
    assert_true(applied("first") == 33 && position_of("firsts") == 33);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_read_once_and_in_pages),
        cmocka_unit_test(a_page_that_fails_is_undone_and_keeps_no_other_consumer),
        cmocka_unit_test(a_run_is_bounded_and_the_next_one_goes_on),
    };
    int failed = cmocka_run_group_tests(tests, start, stop);

    nats_Close();
    return failed;
}
