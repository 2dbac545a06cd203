#include "gateway/edge/turns.h"
#include "shared/base/check.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

enum { TURNS_MAX = 32 };

static struct turns *turns;
static struct turn all[TURNS_MAX];
static char order[TURNS_MAX + 1]; /* the first letter of each address, as they came */
static unsigned came;
static struct turn *also_leaves;

static void
on_come(struct turn *turn)
{
    must(turn->queue == NULL);
    order[came++] = (char)turn->of.b[0];
    if (also_leaves != NULL)
        turns_leave(turns, also_leaves);
    also_leaves = NULL;
}

/* One for each letter. */
static void
queue_up(const char *letters)
{
    for (unsigned i = 0; letters[i] != '\0'; i++) {
        all[i] = (struct turn){.of = {.b = {(uint8_t)letters[i]}}, .come = on_come};
        turns_wait(turns, &all[i]);
    }
}

static int
begin(void **state)
{
    (void)state;
    turns = turns_new();
    memset(order, 0, sizeof order);
    came = 0;
    return 0;
}

static int
end(void **state)
{
    (void)state;
    turns_destroy(&turns);
    return 0;
}

static void
addresses_take_turns(void **state)
{
    (void)state;
    queue_up("aaaaaabbc");
    turns_serve(turns, INT64_MAX / 2);
    assert_string_equal(order, "abcabaaaa");
    assert_false(turns_wait_any(turns));
}

/* Whoever comes while another has many waits for one of these. */
static void
a_late_one_is_next_but_one(void **state)
{
    struct turn late = {.of = {.b = {'z'}}, .come = on_come};

    (void)state;
    queue_up("aaaa");
    turns_serve(turns, 0);
    turns_wait(turns, &late);
    turns_serve(turns, INT64_MAX / 2);
    assert_string_equal(order, "aazaa");
}

static void
when_its_time_is_up_the_rest_waits(void **state)
{
    (void)state;
    queue_up("ab");
    turns_serve(turns, 0);
    assert_int_equal(came, 1);
    assert_true(turns_wait_any(turns));
    turns_serve(turns, 0);
    assert_int_equal(came, 2);
}

static void
who_leaves_does_not_come(void **state)
{
    (void)state;
    queue_up("aabb");
    turns_leave(turns, &all[1]);
    turns_leave(turns, &all[1]);
    also_leaves = &all[2];
    turns_serve(turns, INT64_MAX / 2);
    assert_string_equal(order, "ab");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(addresses_take_turns, begin, end),
        cmocka_unit_test_setup_teardown(a_late_one_is_next_but_one, begin, end),
        cmocka_unit_test_setup_teardown(when_its_time_is_up_the_rest_waits, begin, end),
        cmocka_unit_test_setup_teardown(who_leaves_does_not_come, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
