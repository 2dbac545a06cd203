/* What a worker holds for each receiver, in which order it starts it, and what it gives back. */
#include "services/delivery/lane.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

static const struct channel channel = {.name = "webhook", .at_once = 3};
static const struct channel other = {.name = "mail", .at_once = 3};

enum { MOST = 2000 };
static struct sending all[MOST];
static struct lanes *lanes;
static int64_t waited_ms;

/* The worker does nothing but wait. */
static void
wait_until(int64_t now_ms)
{
    lanes_waited(lanes, now_ms - waited_ms);
    waited_ms = now_ms;
}

static int
begin(void **state)
{
    (void)state;
    lanes = lanes_new();
    waited_ms = 0;
    wait_until(1000);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    lanes_destroy(&lanes);
    return 0;
}

static void
add_to(const struct channel *of, int from, int to, int receiver)
{
    for (int i = from; i <= to; i++) {
        all[i] = (struct sending){.channel = of};
        all[i].row.has_webhook_id = true;
        all[i].row.webhook_id = (struct uuid){{(uint8_t)receiver}};
        lane_add(lanes, &all[i]);
    }
}

static void
add(int from, int to, int receiver)
{
    add_to(&channel, from, to, receiver);
}

static int
started(int64_t now_ms)
{
    struct sending *s = lane_next(lanes, now_ms);

    return s != NULL ? (int)(s - all) : -1;
}

static size_t
given_back(int64_t now_ms, int64_t *wait_ms)
{
    size_t n = 0;

    wait_until(now_ms);
    while (lane_excess(lanes, now_ms, wait_ms) != NULL)
        n++;
    return n;
}

static void
of_one_receiver_only_some_are_under_way(void **state)
{
    (void)state;
    add(0, 9, 1);
    for (int i = 0; i < 3; i++)
        assert_int_equal(i, started(0));
    assert_int_equal(-1, started(0));
    lane_done(lanes, &all[1], 0);
    assert_int_equal(3, started(0));
    assert_int_equal(-1, started(0));
}

static void
receivers_take_turns(void **state)
{
    int of[3] = {0};

    (void)state;
    add(0, 9, 1);
    add(10, 19, 2);
    add(20, 29, 3);
    for (int i = 0; i < 3; i++)
        of[started(0) / 10]++;
    assert_true(of[0] == 1 && of[1] == 1 && of[2] == 1);
    for (int i = 0; i < 6; i++)
        of[started(0) / 10]++;
    assert_true(of[0] == 3 && of[1] == 3 && of[2] == 3);
    assert_int_equal(-1, started(0));
}

static void
mail_is_a_receiver_of_its_own(void **state)
{
    (void)state;
    all[0] = (struct sending){.channel = &other};
    lane_add(lanes, &all[0]);
    add(1, 3, 0);
    for (int i = 0; i < 4; i++)
        assert_true(started(0) >= 0);
}

static void
at_first_a_receiver_is_trusted(void **state)
{
    int64_t wait_ms;

    (void)state;
    add(0, LANE_TRUST - 1, 1);
    assert_int_equal(0, given_back(1000, &wait_ms));
    add(LANE_TRUST, LANE_TRUST, 1);
    assert_int_equal(1, given_back(1000, &wait_ms));
    assert_int_equal(1000, wait_ms);
}

/* `count` are sent, and end. */
static void
end_some(int count, int64_t now_ms)
{
    for (int i = 0; i < count; i++)
        lane_done(lanes, &all[started(now_ms)], now_ms);
}

/* Of 400 in hand 10 ended within the second; the others come back in so many tenths. */
static void
a_slow_one_holds_little_and_the_rest_comes_as_fast_as_it_takes_it(void **state)
{
    const int64_t least_ms = LANE_LEAST * 100;
    int64_t wait_ms;

    (void)state;
    add(0, 399, 1);
    assert_int_equal(0, given_back(1000, &wait_ms));
    end_some(10, 1500);
    wait_until(2000);
    assert_non_null(lane_excess(lanes, 2000, &wait_ms));
    assert_int_equal(least_ms + 100, wait_ms);
    assert_int_equal(389 - LANE_LEAST, given_back(2000, &wait_ms));
    assert_int_equal(least_ms + (390 - LANE_LEAST) * 100, wait_ms);
    end_some(10, 2500);
    add(400, 409, 1);
    assert_int_equal(0, given_back(3000, &wait_ms));
    add(410, 410, 1);
    assert_int_equal(1, given_back(3000, &wait_ms));
    assert_int_equal(least_ms + (391 - LANE_LEAST) * 100 - 1000, wait_ms);
    add(411, 1500, 1);
    assert_int_equal(1090, given_back(3000, &wait_ms));
    assert_int_equal(60000, wait_ms);
}

/* That its worker did something else in the meantime says nothing about a receiver. */
static void
while_its_worker_is_busy_a_receiver_is_trusted(void **state)
{
    int64_t wait_ms;

    (void)state;
    add(0, 399, 1);
    for (int second = 1; second < 60; second++)
        assert_null(lane_excess(lanes, second * 1000, &wait_ms));
    assert_int_equal(400 - LANE_LEAST, given_back(60000, &wait_ms));
}

static void
one_of_which_nothing_ends_is_tried_later_each_time(void **state)
{
    int64_t wait_ms;

    (void)state;
    add(0, 399, 1);
    assert_int_equal(0, given_back(1000, &wait_ms));
    assert_int_equal(400 - LANE_LEAST, given_back(2000, &wait_ms));
    assert_int_equal(1000, wait_ms);
    add(400, 500, 1);
    assert_int_equal(101, given_back(3000, &wait_ms));
    assert_int_equal(2000, wait_ms);
    add(400, 500, 1);
    assert_int_equal(101, given_back(4000, &wait_ms));
    assert_int_equal(4000, wait_ms);
    for (int second = 5; second < 12; second++) {
        add(400, 400, 1);
        assert_int_equal(1, given_back(second * 1000, &wait_ms));
    }
    assert_int_equal(60000, wait_ms);
}

static void
a_fast_one_holds_twice_what_it_takes(void **state)
{
    int64_t wait_ms;

    (void)state;
    add(0, 499, 1);
    assert_int_equal(0, given_back(1000, &wait_ms));
    end_some(400, 1500);
    assert_int_equal(0, given_back(2000, &wait_ms));
    add(500, 1199, 1);
    assert_int_equal(0, given_back(2000, &wait_ms));
    add(1200, 1200, 1);
    assert_int_equal(1, given_back(2000, &wait_ms));
}

static void
one_that_takes_nothing_has_nothing(void **state)
{
    int64_t wait_ms = 0;

    (void)state;
    add(0, 99, 1);
    add(100, 109, 2);
    assert_true(started(1000) >= 0 && started(1000) >= 0);
    lane_put_off(&all[0], 6000);
    assert_int_equal(99, given_back(1000, &wait_ms));
    assert_int_equal(5000, wait_ms);
    lane_done(lanes, &all[0], 1000);
    add(200, 200, 1);
    for (int i = 0; i < 2; i++)
        assert_in_range(started(1000), 100, 109);
    assert_int_equal(-1, started(1000));
    assert_int_equal(1, given_back(2000, &wait_ms));
    assert_int_equal(4000, wait_ms);
    add(200, 200, 1);
    assert_int_equal(0, given_back(6000, &wait_ms));
    assert_int_equal(200, started(6000));
}

/* A channel that has room for one at a time, whatever lane it is in. */
static size_t under_way, asked;

static bool
has_room(const struct sending *s)
{
    (void)s;
    asked++;
    return under_way == 0;
}

static const struct channel narrow = {.name = "webhook", .at_once = 3, .has_room = has_room};

static void
what_there_is_no_room_for_waits_until_something_has_ended(void **state)
{
    int64_t wait_ms;

    (void)state;
    add_to(&narrow, 0, 9, 1);
    add_to(&narrow, 10, 19, 2);
    asked = under_way = 0;
    for (int i = 0; i < 20; i++) {
        int n = started(0);

        assert_in_range(n, 0, 19);
        under_way = 1;
        assert_int_equal(-1, started(0));
        asked = 0;
        assert_int_equal(-1, started(0));
        assert_int_equal(0, asked);
        under_way = 0;
        lane_done(lanes, &all[n], 0);
    }
    assert_int_equal(0, given_back(1000, &wait_ms));
}

static void
all_that_waits_can_be_taken(void **state)
{
    int n = 0;

    (void)state;
    add(0, 9, 1);
    add(10, 19, 2);
    assert_true(started(0) >= 0);
    while (lane_any(lanes) != NULL)
        n++;
    assert_int_equal(19, n);
    assert_int_equal(-1, started(0));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(of_one_receiver_only_some_are_under_way),
        TEST(receivers_take_turns),
        TEST(mail_is_a_receiver_of_its_own),
        TEST(at_first_a_receiver_is_trusted),
        TEST(a_slow_one_holds_little_and_the_rest_comes_as_fast_as_it_takes_it),
        TEST(while_its_worker_is_busy_a_receiver_is_trusted),
        TEST(one_of_which_nothing_ends_is_tried_later_each_time),
        TEST(a_fast_one_holds_twice_what_it_takes),
        TEST(one_that_takes_nothing_has_nothing),
        TEST(what_there_is_no_room_for_waits_until_something_has_ended),
        TEST(all_that_waits_can_be_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
