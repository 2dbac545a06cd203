/* When an answer about calendars is made, and when the one that is there is used. */
#include "services/event/stamped.h"

#include "gen/event/sql.h"
#include "services/event/settings.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/codec/msg.h"
#include "shared/request/request.h"

struct answer {
    struct stamped stamped; /* first */
    int number;
};

static const char *now = "a"; /* the stamp of the calendars */
static enum err stamp_err;    /* what reading it ends in */
static enum err make_err;     /* and what making an answer does */
static int made;
static int least; /* the number of an answer that holds what is asked for */

enum err
sql_range_stamp(struct request *rq, const struct sql_range_stamp *q,
                struct sql_range_stamp_row *row)
{
    (void)rq, (void)q;
    if (!stamp_err)
        row->stamp = bytes_of(now);
    return stamp_err;
}

static enum err
make(struct request *rq, const void *context, struct arena *into, const struct stamped **out)
{
    struct answer *answer = arena_one(into, struct answer);

    (void)rq, (void)context;
    answer->number = ++made;
    answer->stamped.stamp = bytes_keep(into, bytes_of(now));
    *out = &answer->stamped;
    return make_err;
}

static bool
holds(const struct stamped *answer, const void *context)
{
    return ((const struct answer *)answer)->number >= *(const int *)context;
}

/* Each request has an arena of its own, and what it was lent ends with it. */
static int
ask_as(const struct stamped_ask *ask, struct uuid user, enum err want)
{
    struct arena *a = arena_new(1 << 20);
    struct request rq = {.arena = a, .caller.user_id = user};
    const struct stamped *found = NULL;
    enum err err = stamped_read(&rq, ask, make, &least, &found);
    int number;

    assert_int_equal(err, want);
    number = err ? 0 : ((const struct answer *)found)->number;
    arena_destroy(a);
    return number;
}

static int
ask(const struct stamped_ask *ask)
{
    return ask_as(ask, (struct uuid){{1}}, OK);
}

/* Of a range nobody has asked for before. */
static struct stamped_ask
fresh(void)
{
    static int64_t day;

    day++;
    made = least = 0;
    now = "a";
    stamp_err = make_err = OK;
    return (struct stamped_ask){.kind = STAMPED_RANGE,
                                .window = {{day * DAY_US}, {(day + 1) * DAY_US}},
                                .zone = tz_find("UTC", 3)};
}

static void
an_answer_is_used_while_its_stamp_is_that_of_the_calendars(void **state)
{
    const struct stamped_ask range = fresh();

    (void)state;
    assert_int_equal(1, ask(&range));
    assert_int_equal(1, ask(&range));
    now = "b";
    assert_int_equal(2, ask(&range));
    assert_int_equal(2, ask(&range));
    now = "a"; /* an old one is not kept for a return */
    assert_int_equal(3, ask(&range));
    assert_int_equal(3, made);
}

static void
an_answer_without_a_stamp_is_for_one_request(void **state)
{
    const struct stamped_ask range = fresh();

    (void)state;
    now = "";
    assert_int_equal(1, ask(&range));
    assert_int_equal(2, ask(&range));
}

static void
an_answer_that_holds_too_little_gives_way_to_the_next(void **state)
{
    const struct stamped_ask any = fresh();
    struct stamped_ask range = any;

    (void)state;
    range.holds = holds;
    assert_int_equal(1, ask(&range));
    assert_int_equal(1, ask(&range));
    least = 2;
    assert_int_equal(2, ask(&range));
    assert_int_equal(2, ask(&range));
    least = 9;
    assert_int_equal(3, ask(&range));
    assert_int_equal(3, ask(&any));
    now = ""; /* nor is the old one left when the next one cannot be cached */
    assert_int_equal(4, ask(&range));
    now = "a";
    assert_int_equal(5, ask(&any));
}

static void
holding_enough_does_not_make_an_old_answer_good(void **state)
{
    struct stamped_ask range = fresh();

    (void)state;
    range.holds = holds;
    assert_int_equal(1, ask(&range));
    now = "b";
    assert_int_equal(2, ask(&range));
}

static void
questions_that_differ_have_answers_of_their_own(void **state)
{
    static const struct uuid calendars[] = {{{1}}, {{2}}};
    const struct stamped_ask range = fresh();
    struct stamped_ask others[] = {range, range, range, range, range, range, range};

    (void)state;
    others[1].kind = STAMPED_BUSY;
    others[2].window.start.us--;
    others[3].window.end.us++;
    others[4].zone = tz_find("Asia/Tokyo", strlen("Asia/Tokyo"));
    others[5].calendar_ids = (struct uuids){calendars, 1};
    others[6].calendar_ids = (struct uuids){calendars, 2};
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        assert_int_equal(i + 1, ask(&others[i]));
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        assert_int_equal(i + 1, ask(&others[i]));
    assert_int_equal(8, ask_as(&range, (struct uuid){{2}}, OK));
    assert_int_equal(1, ask(&range));
}

static void
errors_are_passed_on_and_nothing_is_kept_of_them(void **state)
{
    const struct stamped_ask range = fresh();

    (void)state;
    make_err = ERR_NOT_FOUND;
    assert_int_equal(0, ask_as(&range, (struct uuid){{1}}, ERR_NOT_FOUND));
    make_err = OK;
    assert_int_equal(2, ask(&range));
    stamp_err = ERR_UNAVAILABLE;
    assert_int_equal(0, ask_as(&range, (struct uuid){{1}}, ERR_UNAVAILABLE));
    stamp_err = OK;
    assert_int_equal(2, ask(&range));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_used_while_its_stamp_is_that_of_the_calendars),
        cmocka_unit_test(an_answer_without_a_stamp_is_for_one_request),
        cmocka_unit_test(an_answer_that_holds_too_little_gives_way_to_the_next),
        cmocka_unit_test(holding_enough_does_not_make_an_old_answer_good),
        cmocka_unit_test(questions_that_differ_have_answers_of_their_own),
        cmocka_unit_test(errors_are_passed_on_and_nothing_is_kept_of_them),
    };

    settings.ranges_mb = 8;
    stamped_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
