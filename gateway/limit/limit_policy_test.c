#include "gateway/limit/limit_policy.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

static const struct {
    const char *name, *text;
    bool good, on;
    struct limit_policy login;
} settings[] = {
    {"the table as it is", "on", true, true, {"login", 20, 60, 20}},
    {"no limits", "off", true, false, {"login", 20, 60, 20}},
    {"one changed, its burst the amount", "login=5/10", true, true, {"login", 5, 10, 5}},
    {"two changed", "user=1/1/9,login=5/10/7", true, true, {"login", 5, 10, 7}},
    {"nothing", "", false, true, {0}},
    {"no such policy", "logout=1/1", false, true, {0}},
    {"no amount", "login=/1", false, true, {0}},
    {"no time", "login=5", false, true, {0}},
    {"zero tokens", "login=0/1", false, true, {0}},
    {"in no time", "login=1/0", false, true, {0}},
    {"no burst after its slash", "login=1/1/", false, true, {0}},
    {"a sign", "login=-1/1", false, true, {0}},
    {"more than fits", "login=99999999999999999999/1", false, true, {0}},
    {"a comma at the end", "login=1/1,", false, true, {0}},
    {"something behind it", "login=1/1 ", false, true, {0}},
};

static void
settings_change_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
        const struct limit_policy *want = &settings[i].login, *got;
        struct limit_policies p;

        CHECK(settings[i].name, limit_policies_parse(settings[i].text, &p) == settings[i].good);
        if (!settings[i].good)
            continue;
        got = &p.row[LIMIT_LOGIN];
        CHECK(settings[i].name, p.on == settings[i].on);
        CHECK(settings[i].name, strcmp(got->name, want->name) == 0 && got->amount == want->amount &&
                                    got->seconds == want->seconds && got->burst == want->burst);
    }
}

static void
fields_tell_quota_window_and_rest(void **state)
{
    const struct limit_policy p = {"user", 100, 1, 250};
    struct limit_texts out;

    (void)state;
    limit_texts_write(&p, 250, &out);
    assert_string_equal(out.policy, "\"user\";q=250;w=3");
    assert_string_equal(out.left, "\"user\";r=250;t=0");
    limit_texts_write(&p, 149, &out);
    assert_string_equal(out.left, "\"user\";r=149;t=2");
}

static void
names_are_looked_up(void **state)
{
    (void)state;
    assert_int_equal(limit_kind_of("refresh"), LIMIT_REFRESH);
    assert_int_equal(limit_kind_of("ref"), LIMIT_COUNT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_change_the_table),
        cmocka_unit_test(fields_tell_quota_window_and_rest),
        cmocka_unit_test(names_are_looked_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
