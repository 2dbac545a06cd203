#include "shared/base/monitor.h"

#include "shared/base/check.h"
#include "shared/base/clock.h"

enum { WAITERS = 4, LONG_MS = 20000 };

static struct monitor monitor;
static int tokens, taken, late;

static int
start(void **state)
{
    (void)state;
    monitor_init(&monitor);
    tokens = taken = late = 0;
    return 0;
}

static int
stop(void **state)
{
    (void)state;
    monitor_fini(&monitor);
    return 0;
}

/* Takes one token, or is late. */
static void *
waiter(void *arg)
{
    const int64_t *deadline_ms = arg;
    bool in_time = true;

    monitor_enter(&monitor);
    while (tokens == 0 && in_time)
        in_time = monitor_wait_until(&monitor, *deadline_ms);
    if (tokens > 0) {
        tokens--;
        taken++;
    } else {
        late++;
    }
    monitor_leave(&monitor);
    return NULL;
}

static void
begin(pthread_t threads[WAITERS], int64_t *deadline_ms)
{
    for (int i = 0; i < WAITERS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, waiter, deadline_ms));
}

static void
join(pthread_t threads[WAITERS])
{
    for (int i = 0; i < WAITERS; i++)
        pthread_join(threads[i], NULL);
}

static void
give(int count)
{
    monitor_enter(&monitor);
    tokens += count;
    if (count == 1)
        monitor_wake(&monitor);
    else
        monitor_wake_all(&monitor);
    monitor_leave(&monitor);
}

static void
one_wake_lets_one_through(void **state)
{
    int64_t deadline_ms = monotonic_ms() + LONG_MS;
    pthread_t threads[WAITERS];

    (void)state;
    begin(threads, &deadline_ms);
    for (int i = 0; i < WAITERS; i++)
        give(1);
    join(threads);
    assert_int_equal(WAITERS, taken);
    assert_int_equal(0, late);
    assert_true(monotonic_ms() < deadline_ms);
}

static void
all_wake_at_once(void **state)
{
    int64_t deadline_ms = monotonic_ms() + LONG_MS;
    pthread_t threads[WAITERS];

    (void)state;
    begin(threads, &deadline_ms);
    give(WAITERS);
    join(threads);
    assert_int_equal(WAITERS, taken);
}

static void
a_wait_ends_at_its_deadline_and_not_before(void **state)
{
    int64_t deadline_ms = monotonic_ms() + 1100; /* more than a second: both parts of the time */
    pthread_t threads[WAITERS];

    (void)state;
    begin(threads, &deadline_ms);
    join(threads);
    assert_int_equal(WAITERS, late);
    assert_in_range(monotonic_ms() - deadline_ms, 0, LONG_MS);
}

static void
a_deadline_that_has_passed_does_not_wait(void **state)
{
    (void)state;
    monitor_enter(&monitor);
    assert_false(monitor_wait_until(&monitor, monotonic_ms() - 1));
    assert_false(monitor_wait_until(&monitor, 0));
    monitor_leave(&monitor);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_wake_lets_one_through, start, stop),
        cmocka_unit_test_setup_teardown(all_wake_at_once, start, stop),
        cmocka_unit_test_setup_teardown(a_wait_ends_at_its_deadline_and_not_before, start, stop),
        cmocka_unit_test_setup_teardown(a_deadline_that_has_passed_does_not_wait, start, stop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
