#include "gateway/identity/scopes.h"
#include "gen/edge/routes.h"
#include "shared/base/check.h"

static uint32_t
bit(const char *name)
{
    return scope_bit((struct bytes){(const uint8_t *)name, strlen(name)});
}

static void
every_scope_of_the_contract_has_a_bit_of_its_own(void **state)
{
    (void)state;
    for (unsigned i = 0; i < route_count; i++)
        for (unsigned j = 0; j < route_count; j++) {
            if (routes[i].scope == NULL || routes[j].scope == NULL)
                continue;
            assert_int_not_equal(bit(routes[i].scope), 0);
            assert_int_equal(bit(routes[i].scope) == bit(routes[j].scope),
                             strcmp(routes[i].scope, routes[j].scope) == 0);
        }
}

static void
what_is_no_scope_has_none(void **state)
{
    static const char *const none[] = {"", "contacts", "contacts:", "contacts:readx",
                                       "contacts:rea"};

    (void)state;
    for (unsigned i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_int_equal(bit(none[i]), 0);
}

static void
the_names_of_bits_are_those_that_have_them(void **state)
{
    const char *room[SCOPES_MOST];
    struct texts names = scope_names(bit("contacts:write") | bit("events:read"), room);

    (void)state;
    assert_int_equal(names.count, 2);
    for (size_t i = 0; i < names.count; i++)
        assert_true(bit(names.items[i]) == bit("contacts:write") ||
                    bit(names.items[i]) == bit("events:read"));
    assert_int_equal(scope_names(0, room).count, 0);
    assert_int_equal(scope_names(UINT32_MAX, room).count, SCOPES_MOST);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scope_of_the_contract_has_a_bit_of_its_own),
        cmocka_unit_test(what_is_no_scope_has_none),
        cmocka_unit_test(the_names_of_bits_are_those_that_have_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
