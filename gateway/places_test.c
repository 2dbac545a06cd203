#include "gateway/places.h"
#include "shared/check.h"

static struct address
numbered(uint32_t number)
{
    struct address a = {{0}};

    memcpy(a.b, &number, sizeof number);
    return a;
}

static void
an_address_may_enter_so_often_and_again_when_one_has_left(void **state)
{
    struct places *places = places_new();

    (void)state;
    assert_true(places_enter(places, numbered(1), 2));
    assert_true(places_enter(places, numbered(1), 2));
    assert_false(places_enter(places, numbered(1), 2));
    assert_true(places_enter(places, numbered(2), 2));
    places_leave(places, numbered(1));
    assert_true(places_enter(places, numbered(1), 2));
    places_leave(places, numbered(1));
    places_leave(places, numbered(1));
    places_leave(places, numbered(2));
    places_destroy(&places);
}

static void
many_addresses_come_and_go(void **state)
{
    struct places *places = places_new();

    (void)state;
    for (uint32_t i = 0; i < 20000; i++)
        assert_true(places_enter(places, numbered(i), 1));
    for (uint32_t i = 0; i < 20000; i++)
        assert_false(places_enter(places, numbered(i), 1));
    for (uint32_t i = 0; i < 20000; i++)
        places_leave(places, numbered(i));
    places_destroy(&places);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_may_enter_so_often_and_again_when_one_has_left),
        cmocka_unit_test(many_addresses_come_and_go),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
