#include "gateway/identity/refusals.h"
#include "shared/base/check.h"

static struct refusals *refusals;

static int
begin(void **state)
{
    (void)state;
    refusals = refusals_new();
    return 0;
}

static int
end(void **state)
{
    (void)state;
    refusals_destroy(&refusals);
    return 0;
}

static struct refusal
refusal(uint32_t n)
{
    struct refusal r = {.kind = 1};

    for (int i = 0; i < 4; i++)
        r.proof.b[12 + i] = (uint8_t)(n >> (8 * i));
    return r;
}

static void
a_refusal_holds_until_its_time(void **state)
{
    const struct refusal one = refusal(1), two = refusal(2);
    struct refusal of_other_kind = one;

    (void)state;
    of_other_kind.kind = 2;
    refusals_put(refusals, &one, 1000);
    assert_true(refusals_have(refusals, &one, 999));
    assert_false(refusals_have(refusals, &one, 1000));
    assert_false(refusals_have(refusals, &two, 0));
    assert_false(refusals_have(refusals, &of_other_kind, 0));
    refusals_forget(refusals);
    assert_false(refusals_have(refusals, &one, 999));
}

/* A million of them: the table does not grow, and the latest are there. */
static void
a_flood_pushes_out_the_oldest(void **state)
{
    const uint32_t last = 1000000;
    struct refusal r;

    (void)state;
    for (uint32_t n = 0; n <= last; n++) {
        r = refusal(n);
        refusals_put(refusals, &r, INT64_MAX);
    }
    r = refusal(last);
    assert_true(refusals_have(refusals, &r, 0));
    r = refusal(0);
    assert_false(refusals_have(refusals, &r, 0));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_refusal_holds_until_its_time, begin, end),
        cmocka_unit_test_setup_teardown(a_flood_pushes_out_the_oldest, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
