/* From where on a page asks the database: never from before the range, whose past may be long. */
#include "services/event/range.h"

#include "services/event/settings.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

static struct sql_event_range asked;

enum err
sql_event_range(struct request *rq, const struct sql_event_range *q, struct sql_series **rows,
                size_t *count)
{
    (void)rq;
    (void)rows;
    asked = *q;
    *count = 0;
    return OK;
}

enum { START = 1000 }; /* days since 1970 */

static const struct {
    const char *name;
    int64_t after_us; /* the cursor, from the start */
    bool is_first;    /* no cursor */
    int64_t after_time_us, past_time_us, after_day_us;
} cases[] = {
    {"the first page begins with the range", 0, true, -1, INT64_MIN, -1},
    {"so does one whose cursor is before it", -3 * DAY_US, false, -1, -3 * DAY_US, -1},
    {"from its first instant on, it is the cursor", 0, false, 0, 0, 0},
    {"and further on", 5 * DAY_US, false, 5 * DAY_US, 5 * DAY_US, 5 * DAY_US},
};

static void
pages_begin_with_the_range_or_their_cursor(void **state)
{
    const struct instant start = {START * DAY_US};
    const struct event_list_in in = {
        .start = start, .end = {start.us + 30 * DAY_US}, .limit = 50, .cursor = ""};
    struct arena *arena = arena_new(1 << 20);

    (void)state;
    settings.ranges_mb = 0;
    stamped_start();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct request *rq = arena_one(arena, struct request);
        struct page page = {.in = &in, .zone = tz_find("UTC", 3)};
        const struct range *range;

        rq->arena = arena;
        page.after = (struct place){.at = {start.us + cases[i].after_us}};
        page.after.day = place_day(page.zone, page.after.at);
        if (cases[i].is_first)
            page.after = range_before_all(page.zone);
        assert_int_equal(range_read(rq, &page, &range), OK);
        CHECK(cases[i].name, asked.after_time.us - start.us == cases[i].after_time_us);
        CHECK(cases[i].name, asked.after_day.us - start.us == cases[i].after_day_us);
        CHECK(cases[i].name,
              asked.past_time.us == (cases[i].is_first ? range_before_all(page.zone).at.us
                                                       : start.us + cases[i].past_time_us));
    }
    arena_destroy(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_begin_with_the_range_or_their_cursor),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
