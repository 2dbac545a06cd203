#include "services/event/slots.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"

#include <stdio.h>

/* Minutes as `1-3 5-9`. */
static struct spans
spans_from(const char *text)
{
    static const struct span all = {{INT64_MIN / 2}, {INT64_MAX / 2}};
    struct spans out = {.arena = arena};
    int start, end, used;

    for (; sscanf(text, "%d-%d%n", &start, &end, &used) == 2; text += used)
        spans_add(&out, &all, (struct instant){start * MINUTE_US},
                  (struct instant){end * MINUTE_US});
    spans_settle(&out);
    return out;
}

static void
assert_spans(const char *name, const struct spans *s, const char *expected)
{
    const char *text = "";

    for (size_t i = 0; i < s->count; i++)
        text = arena_printf(arena, "%s%s%d-%d", text, i > 0 ? " " : "",
                            (int)(s->items[i].start.us / MINUTE_US),
                            (int)(s->items[i].end.us / MINUTE_US));
    if (strcmp(text, expected) != 0)
        fail_msg("%s: %s, not %s", name, text, expected);
}

static void
sets_of_time(void **state)
{
    static const struct {
        const char *name, *a, *b, *settled, *free, *common;
    } cases[] = {
        {"nothing", "", "", "", "0-20", ""},
        {"in any order", "5-6 1-2", "", "1-2 5-6", "0-1 2-5 6-20", ""},
        {"touching is one", "1-2 2-3", "2-9", "1-3", "0-1 3-20", "2-3"},
        {"one inside another", "1-9 2-3 8-10", "9-12", "1-10", "0-1 10-20", "9-10"},
        {"no length is nothing", "3-3 4-2", "0-20", "", "0-20", ""},
        {"past the window", "0-5 15-20", "4-16", "0-5 15-20", "5-15", "4-5 15-16"},
        {"the whole window", "0-20", "1-2 3-4", "0-20", "", "1-2 3-4"},
        {"one across many", "1-3 5-7 9-11", "2-10", "1-3 5-7 9-11", "0-1 3-5 7-9 11-20",
         "2-3 5-7 9-10"},
    };
    const struct span window = {{0}, {20 * MINUTE_US}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct spans a = spans_from(cases[i].a), b = spans_from(cases[i].b);
        struct spans without = spans_free(a.arena, &a, &window), both = spans_common(&a, &b);

        assert_spans(cases[i].name, &a, cases[i].settled);
        assert_spans(cases[i].name, &without, cases[i].free);
        assert_spans(cases[i].name, &both, cases[i].common);
    }
}

static void
slots_are_the_earliest(void **state)
{
    static const struct {
        const char *name, *open;
        int minutes;
        size_t most;
        const char *expected;
    } cases[] = {
        {"each as early as can be", "0-7 10-13", 3, 9, "0-3 3-6 10-13"},
        {"at most so many", "0-7 10-13", 3, 2, "0-3 3-6"},
        {"exactly as long", "4-7", 3, 9, "4-7"},
        {"too short", "4-6 8-10", 3, 9, ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct spans open = spans_from(cases[i].open);
        struct spans cut = slots_cut(&open, cases[i].minutes * MINUTE_US, cases[i].most);

        assert_spans(cases[i].name, &cut, cases[i].expected);
    }
}

static struct instant
at(const char *text)
{
    struct instant out;

    assert_true(instant_parse(text, strlen(text), &out));
    return out;
}

/* Berlin, Sundays; minutes from the beginning of the day in UTC. */
static void
working_time_is_what_the_clock_shows(void **state)
{
    static const struct {
        const char *name, *day;
        int start, end;
        const char *expected;
    } cases[] = {
        {"an ordinary day", "2026-06-07T00:00:00Z", 540, 1020, "420-900"},
        {"over the hour that is skipped", "2026-03-29T00:00:00Z", 60, 240, "0-120"},
        {"inside the hour that is skipped", "2026-03-29T00:00:00Z", 120, 180, ""},
        {"from within the hour that is skipped", "2026-03-29T00:00:00Z", 150, 210, "60-90"},
        {"over the hour that comes twice", "2026-10-25T00:00:00Z", 120, 240, "0-180"},
        {"inside the hour that comes twice", "2026-10-25T00:00:00Z", 135, 165, "15-45 75-105"},
    };
    const struct tz *zone = tz_find("Europe/Berlin", strlen("Europe/Berlin"));

    (void)state;
    assert_non_null(zone);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const struct shift shift = {6, cases[i].start, cases[i].end};
        int64_t begin = at(cases[i].day).us;
        const struct span window = {{begin}, {begin + 24 * 60 * MINUTE_US}};
        struct spans working = slots_working(arena, &shift, 1, &window, zone);

        for (size_t j = 0; j < working.count; j++) {
            working.items[j].start.us -= begin;
            working.items[j].end.us -= begin;
        }
        assert_spans(cases[i].name, &working, cases[i].expected);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sets_of_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(slots_are_the_earliest, set_up, tear_down),
        cmocka_unit_test_setup_teardown(working_time_is_what_the_clock_shows, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("slots", tests, NULL, NULL);
}
