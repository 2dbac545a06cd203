/* Messages whose id is the caller's, against a real PostgreSQL. */
#include "shared/actor/outbox.h"

#include "gen/runtime/sql.h"
#include "shared/actor/service.h"
#include "shared/actor/test_thing.h"
#include "shared/db/test_db.h"

static const struct statements *const sets[] = {&runtime_sql};
static const struct announcement thing_gone = {
    "thing.gone", "evt.thing.thing.gone", "/things/", &thing_shape, -1, true};
static const struct uuid told = {{1, 2, 3}};

static int
start(void **state)
{
    (void)state;
    the_service = (struct service){.name = "thing", .outbox_bytes = 1000};
    test_pg_new(&pg);
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    test_pg_destroy(&pg);
    return 0;
}

static int
connect_anew(void **state)
{
    (void)state;
    test_pg_sql(&pg, "TRUNCATE outbox");
    connect_request(sets, CONNECTION_TRANSACTION);
    return 0;
}

static enum err
tell(const struct announcement *what, const char *name)
{
    const struct thing thing = {.id = {{9}}, .name = name, .version = 1};

    return announce(&rq, what, &thing, 0, audience_of_one(&rq, told));
}

static enum err
tell_as(struct uuid id, const char *name)
{
    announce_id(&rq, id);
    return tell(&thing_made, name);
}

static void
commit(void)
{
    assert_int_equal(OK, connection_commit(&rq));
    begin(PATIENCE_MS);
}

static long
count(const char *where)
{
    char sql[256];

    snprintf(sql, sizeof sql, "SELECT count(*) FROM outbox WHERE %s", where);
    return test_pg_number(&pg, sql);
}

#define TOLD "id = '01020300-0000-0000-0000-000000000000'"

static long
count_named(const char *name, const char *where)
{
    char all[256];

    snprintf(all, sizeof all, "payload::jsonb #>> '{data,name}' = '%s' AND %s", name, where);
    return count(all);
}

static void
an_id_is_of_the_next_message_alone(void **state)
{
    (void)state;
    assert_int_equal(OK, tell_as(told, "first"));
    assert_int_equal(OK, tell(&thing_made, "second"));
    commit();
    assert_int_equal(1, count_named("first", TOLD));
    assert_int_equal(1, count_named("first", "payload::jsonb ->> 'id' = id::text"));
    assert_int_equal(1, count_named("second", "NOT " TOLD));
}

/* Also within one transaction; what else is told stands. */
static void
an_id_is_told_once_while_the_outbox_has_it(void **state)
{
    (void)state;
    assert_int_equal(OK, tell_as(told, "first"));
    assert_int_equal(OK, tell_as(told, "second"));
    commit();
    assert_int_equal(OK, tell_as(told, "third"));
    assert_int_equal(OK, tell(&thing_made, "else"));
    commit();
    assert_int_equal(2, count("true"));
    assert_int_equal(1, count_named("first", TOLD));
    assert_int_equal(1, count_named("else", "NOT " TOLD));

    test_pg_sql(&pg, "DELETE FROM outbox");
    assert_int_equal(OK, tell_as(told, "again"));
    commit();
    assert_int_equal(1, count_named("again", TOLD));
}

static void
gathered_messages_keep_their_ids(void **state)
{
    const struct uuid another = {{0xff}};

    (void)state;
    assert_int_equal(OK, tell_as(told, "before"));
    outbox_gather(&rq);
    assert_int_equal(OK, tell_as(told, "not told"));
    assert_int_equal(OK, tell_as(another, "first"));
    assert_int_equal(OK, tell(&thing_made, "second"));
    assert_int_equal(OK, tell_as(another, "not told"));
    assert_int_equal(OK, outbox_store(&rq));
    rq.gathered = NULL;
    commit();
    assert_int_equal(3, count("true"));
    assert_int_equal(1, count_named("before", TOLD));
    assert_int_equal(1, count_named("first", "id::text LIKE 'ff%'"));
    assert_int_equal(1, count_named("second", "id::text NOT LIKE 'ff%' AND NOT " TOLD));
}

static void
what_is_refused_leaves_nothing_for_the_next_one(void **state)
{
    (void)state;
    announce_note(&rq, "moves", NULL);
    outbox_measured(1, 1000);
    assert_int_equal(ERR_UNAVAILABLE, tell_as(told, "refused"));
    assert_int_equal(OK, tell(&thing_gone, "gone"));
    outbox_measured(0, 0);
    commit();

    rq.dry_run = true;
    announce_note(&rq, "moves", NULL);
    assert_int_equal(OK, tell_as(told, "dry"));
    rq.dry_run = false;
    assert_int_equal(OK, tell(&thing_made, "made"));
    commit();
    assert_int_equal(2, count("NOT " TOLD));
    assert_int_equal(0, count(TOLD));
    assert_int_equal(0, count("payload LIKE '%moves%'"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, connect_anew, disconnect_request)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_id_is_of_the_next_message_alone),
        TEST(an_id_is_told_once_while_the_outbox_has_it),
        TEST(gathered_messages_keep_their_ids),
        TEST(what_is_refused_leaves_nothing_for_the_next_one),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
