#include "services/delivery/feed_place.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

static const struct {
    const char *name;
    struct feed_place from, to;
    bool gap;
} pairs[] = {
    {"the next one", {7, 70}, {8, 71}, false},
    {"one dropped", {7, 70}, {8, 72}, true},
    {"others have those between", {7, 70}, {10, 73}, false},
    {"others have some between, and one was dropped", {7, 70}, {10, 74}, true},
    {"as many come again as lie between", {7, 70}, {10, 71}, false},
    {"nothing was read before", {0, 0}, {1, 500}, false},
    {"a durable that was made anew, at once", {900, 70}, {1, 71}, false},
    {"a durable that was made anew, too late", {900, 70}, {1, 72}, true},
    {"another replica is ahead", {900, 970}, {800, 870}, false},
    {"a stream that was made anew", {900, 970}, {1, 1}, false},
};

static void
a_gap_is_where_places_grow_by_more_than_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        CHECK(pairs[i].name, feed_place_gap(pairs[i].from, pairs[i].to) == pairs[i].gap);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gap_is_where_places_grow_by_more_than_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
