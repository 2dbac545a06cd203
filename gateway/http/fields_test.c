#include "gateway/gateway.h"
#include "gateway/http/fields.h"
#include "shared/base/check.h"

static char heard[1024]; /* name=value; of each field in its order, but for the constant ones */

static void
add(void *arg, const char *name, const char *value)
{
    static const char *const constant[] = {"x-content-type-options", "x-frame-options",
                                           "referrer-policy", "cross-origin-resource-policy",
                                           "content-security-policy"};
    unsigned *constants = arg;

    for (size_t i = 0; i < sizeof constant / sizeof constant[0]; i++)
        if (strcmp(name, constant[i]) == 0) {
            ++*constants;
            return;
        }
    strcat(strcat(strcat(strcat(heard, name), "="), value), ";");
}

static const struct {
    const char *name;
    struct fields fields;
    const char *want;
} cases[] = {
    {"an answer without a body", {.id = "1"}, "x-request-id=1;cache-control=no-store;"},
    {"with a body, for later",
     {.id = "1", .type = "text/html", .cache = "no-cache"},
     "x-request-id=1;cache-control=no-cache;content-type=text/html;"},
    {"under TLS",
     {.id = "1", .under_tls = true},
     "x-request-id=1;strict-transport-security=max-age=63072000;cache-control=no-store;"},
    {"with a limit, and when to come again",
     {.id = "1", .limits = {"\"user\";q=2;w=1", "\"user\";r=0;t=1"}, .retry_after_s = 3},
     "x-request-id=1;cache-control=no-store;ratelimit-policy=\"user\";q=2;w=1;"
     "ratelimit=\"user\";r=0;t=1;retry-after=3;"},
};

static void
every_answer_has_its_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned constants = 0;

        heard[0] = '\0';
        fields_each(&cases[i].fields, add, &constants);
        CHECK(cases[i].name, strcmp(heard, cases[i].want) == 0 && constants == 5);
    }
}

static void
say_limits(const struct limits *limits, struct address address, struct limit_texts *out)
{
    (void)limits;
    assert_int_equal(address.b[15], 7);
    strcpy(out->policy, "told");
}

static void
limits_of_an_address_are_asked_of_those_who_know(void **state)
{
    static struct gateway gateway;
    const struct address address = {{[15] = 7}};

    (void)state;
    assert_string_equal(fields_limits_of(&gateway, address).policy, "");
    gateway.limit_texts = say_limits;
    assert_string_equal(fields_limits_of(&gateway, address).policy, "told");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_has_its_fields),
        cmocka_unit_test(limits_of_an_address_are_asked_of_those_who_know),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
