#include "services/delivery/feed_place.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

static const struct {
    const char *name;
    struct feed_place from, to;
    bool skips;
} pairs[] = {
    {"the next one", {7, 70}, {8, 71}, false},
    {"one dropped", {7, 70}, {8, 72}, true},
    {"others have what lies between", {7, 70}, {10, 73}, false},
    {"others may have what lies between", {7, 70}, {10, 74}, false},
    {"nothing was read before", {0, 0}, {1, 500}, false},
    {"a durable that was made anew", {900, 70}, {1, 72}, false},
    {"a stream that was made anew", {900, 970}, {901, 1}, false},
};

static void
only_what_is_delivered_one_after_the_other_shows_what_was_dropped(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        CHECK(pairs[i].name, feed_place_skips(pairs[i].from, pairs[i].to) == pairs[i].skips);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_delivered_one_after_the_other_shows_what_was_dropped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
