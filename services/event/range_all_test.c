/* Lists without a range: pages have the order of the table, whatever the asker's zone is. */
#include "services/event/range.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

#include <string.h>

enum { DAY = 20000 }; /* since 1970 */

/* A date, and a timed event that begins with it in UTC; both times the one with the lower id comes first. */
static bool date_first;

enum err
sql_event_page(struct request *rq, const struct sql_event_page *q, struct sql_stored **rows,
               size_t *count)
{
    (void)q;
    *rows = arena_array(rq->arena, struct sql_stored, 2);
    for (size_t i = 0; i < 2; i++) {
        struct event *e = &(*rows)[i].event;

        e->id = (struct uuid){{[15] = (uint8_t)(i + 1)}};
        e->all_day = date_first ? i == 0 : i == 1;
        e->timezone = "UTC";
        e->visibility = "public";
        e->start_time.at = instant_of_day((struct day){DAY});
        e->end_time.at = instant_of_day((struct day){DAY + 1});
    }
    *count = 2;
    return OK;
}

static const char *const zones[] = {"UTC", "America/New_York", "Asia/Tokyo"};

static void
check_order(struct arena *arena, const char *zone)
{
    const struct event_list_in in = {.limit = 1};
    struct request *rq = arena_one(arena, struct request);
    struct page page = {.in = &in, .zone = tz_find(zone, strlen(zone))};
    const struct range *range;

    rq->arena = arena;
    page.after = range_before_all(page.zone);
    assert_int_equal(OK, range_of_all(rq, &page, &range));
    assert_int_equal(2, range->row_count);
    for (size_t i = 0; i < 2; i++)
        CHECK(zone, range->rows[i].shown.id.b[15] == i + 1);
    CHECK(zone, place_compare(&range->rows[0].place, &range->rows[1].place) < 0);
}

static void
dates_and_times_of_one_instant_stand_by_their_ids(void **state)
{
    struct arena *arena = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(zones); i++)
        for (int first = 0; first < 2; first++) {
            date_first = first;
            check_order(arena, zones[i]);
        }
    arena_destroy(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_and_times_of_one_instant_stand_by_their_ids),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
