#include "shared/bus/bus_asks.h"

#include "shared/base/check.h"

static void
asks_leave_by_deadline_token_or_any(void **state)
{
    struct asks *t = asks_new();
    char tokens[100][ASK_TOKEN];
    struct ask ask = {.answered = NULL};
    int64_t last = 0;

    (void)state;
    for (int i = 0; i < 100; i++) {
        ask.arg = tokens[i];
        assert_true(asks_add(t, ask, 1000 + i * 37 % 100, tokens[i]));
    }
    assert_int_equal(1000, asks_next_deadline(t));
    for (int i = 0; i < 100; i += 3)
        assert_true(asks_take(t, tokens[i], &ask) && ask.arg == tokens[i]);
    assert_false(asks_take(t, tokens[0], &ask));
    assert_false(asks_take(t, "", &ask));
    assert_false(asks_take(t, "ffffffffffffffff", &ask));
    assert_false(asks_take(t, "000000000000000g", &ask));
    while (asks_next_deadline(t) != INT64_MAX) {
        assert_true(asks_next_deadline(t) >= last);
        last = asks_next_deadline(t);
        assert_false(asks_take_expired(t, last - 1, &ask));
        assert_true(asks_take_expired(t, last, &ask));
    }
    assert_false(asks_take_any(t, &ask));
    for (int i = 0; i < ASKS_MAX; i++)
        assert_true(asks_add(t, ask, i, tokens[0]));
    assert_false(asks_add(t, ask, 0, tokens[1]));
    asks_destroy(t);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_leave_by_deadline_token_or_any),
    };

    return cmocka_run_group_tests_name("bus asks", tests, NULL, NULL);
}
