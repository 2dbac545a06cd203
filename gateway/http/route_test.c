#include "gateway/http/route.h"
#include "shared/base/bytes.h"
#include "shared/base/check.h"

static const struct route_segment things[] = {{"things", NULL, false}};
static const struct route_segment thing[] = {{"things", NULL, false}, {NULL, "id", true}};
static const struct route_segment recent[] = {{"things", NULL, false}, {"recent", NULL, false}};
static const struct route_segment parts[] = {
    {"things", NULL, false}, {NULL, "id", true}, {"parts", NULL, false}};

static const struct route sample[] = {
    {.method = "GET", .segments = things, .segment_count = 1, .operation = "thing.list"},
    {.method = "POST", .segments = things, .segment_count = 1, .operation = "thing.create"},
    {.method = "GET", .segments = thing, .segment_count = 2, .operation = "thing.get"},
    {.method = "DELETE", .segments = thing, .segment_count = 2, .operation = "thing.delete"},
    {.method = "GET", .segments = recent, .segment_count = 2, .operation = "thing.recent"},
    {.method = "PUT", .segments = parts, .segment_count = 3, .operation = "part.replace"},
};
static const struct route_table table = {sample, sizeof sample / sizeof sample[0]};

static const struct {
    const char *name, *method, *path;
    enum err want;
    const char *operation; /* NULL: none */
    const char *allow;
} cases[] = {
    {"a list", "GET", "/things", OK, "thing.list", "GET, HEAD, POST, OPTIONS"},
    {"the other method of the path", "POST", "/things", OK, "thing.create",
     "GET, HEAD, POST, OPTIONS"},
    {"HEAD is GET", "HEAD", "/things", OK, "thing.list", "GET, HEAD, POST, OPTIONS"},
    {"OPTIONS finds no route", "OPTIONS", "/things", OK, NULL, "GET, HEAD, POST, OPTIONS"},
    {"an unknown method", "PATCH", "/things", ERR_METHOD_NOT_ALLOWED, NULL,
     "GET, HEAD, POST, OPTIONS"},
    {"methods are case-sensitive", "get", "/things", ERR_METHOD_NOT_ALLOWED, NULL,
     "GET, HEAD, POST, OPTIONS"},
    {"a parameter", "GET", "/things/7", OK, "thing.get", "GET, HEAD, DELETE, OPTIONS"},
    {"a literal wins over a parameter", "GET", "/things/recent", OK, "thing.recent",
     "GET, HEAD, OPTIONS"},
    {"also when only the parameter's path has the method", "DELETE", "/things/recent",
     ERR_METHOD_NOT_ALLOWED, NULL, "GET, HEAD, OPTIONS"},
    {"no HEAD without GET", "HEAD", "/things/7/parts", ERR_METHOD_NOT_ALLOWED, NULL,
     "PUT, OPTIONS"},
    {"an escaped literal", "GET", "/%74hings", OK, "thing.list", "GET, HEAD, POST, OPTIONS"},
    {"an escaped slash separates nothing", "GET", "/things%2F7", ERR_NOT_FOUND, NULL, ""},
    {"a trailing slash", "GET", "/things/", ERR_NOT_FOUND, NULL, ""},
    {"an empty parameter", "PUT", "/things//parts", ERR_NOT_FOUND, NULL, ""},
    {"dots are not resolved", "GET", "/x/../things", ERR_NOT_FOUND, NULL, ""},
    {"the root", "GET", "/", ERR_NOT_FOUND, NULL, ""},
    {"deeper than any route", "GET", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r", ERR_NOT_FOUND, NULL,
     ""},
};

static void
routes_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char room[128];
        struct route_path path;
        struct route_match match;

        assert_int_equal(route_split(bytes_of(cases[i].path), room, &path), OK);
        CHECK(cases[i].name,
              route_find(&table, bytes_of(cases[i].method), &path, &match) == cases[i].want);
        CHECK(cases[i].name, (match.route == NULL) == (cases[i].operation == NULL));
        if (match.route != NULL)
            assert_string_equal(match.route->operation, cases[i].operation);
        assert_string_equal(match.allow, cases[i].allow);
    }
}

static void
parameters_are_decoded(void **state)
{
    char room[64];
    struct route_path path;

    (void)state;
    assert_int_equal(route_split(bytes_of("/things/a%2Fb+%C3%A4"), room, &path), OK);
    assert_int_equal(path.count, 2);
    assert_int_equal(path.segments[1].len, 6);
    assert_memory_equal(path.segments[1].data, "a/b+\xc3\xa4", 6);
}

static void
segments_that_do_not_decode_are_refused(void **state)
{
    static const char *const bad[] = {"/%", "/%1", "/%zz", "/a/%ff", "/%00", "/%c3", "/%ed%a0%80"};
    char room[64];
    struct route_path path;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CHECK(bad[i], route_split(bytes_of(bad[i]), room, &path) == ERR_MALFORMED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(routes_are_found),
        cmocka_unit_test(parameters_are_decoded),
        cmocka_unit_test(segments_that_do_not_decode_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
