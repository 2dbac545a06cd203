/* What a page of a list has of the rows that the tables give. */
#include "services/event/range.h"

#include "services/event/settings.h"
#include "services/event/test_series_rows.h"
#include "shared/codec/msg.h"

#include <stdio.h>

enum { SERIES_LIMIT = 1000, AHEAD_LIMIT = 2000 };

static struct arena *arena;
static const struct sql_series *there; /* what overlaps the range */
static size_t there_count;
static const char *stamp; /* of the calendars */
static int asked;         /* how often the range was read */
static int64_t rows_asked;
static struct instant asked_after;
static int64_t seen; /* of the calendars that are named */

enum err
sql_event_range(struct request *rq, const struct sql_event_range *q, struct sql_series **rows,
                size_t *count)
{
    asked++;
    rows_asked = q->rows;
    asked_after = q->past_time;
    *rows = arena_array(rq->arena, struct sql_series, there_count + 1);
    for (size_t i = 0; i < there_count; i++) {
        (*rows)[i] = there[i];
        (*rows)[i].stamp = bytes_keep(rq->arena, bytes_of(stamp));
    }
    *count = there_count;
    return OK;
}

enum err
sql_event_page(struct request *rq, const struct sql_event_page *q, struct sql_stored **rows,
               size_t *count)
{
    (void)q;
    *rows = arena_array(rq->arena, struct sql_stored, there_count + 1);
    for (size_t i = 0; i < there_count; i++)
        (*rows)[i] = series_stored(&there[i]);
    *count = there_count;
    return OK;
}

enum err
sql_range_stamp(struct request *rq, const struct sql_range_stamp *q,
                struct sql_range_stamp_row *row)
{
    (void)q;
    row->stamp = bytes_keep(rq->arena, bytes_of(stamp));
    return OK;
}

enum err
sql_calendars_seen(struct request *rq, const struct sql_calendars_seen *q,
                   struct sql_calendars_seen_row *row)
{
    (void)rq, (void)q;
    row->seen = seen;
    return OK;
}

static int
set_up(void **state)
{
    static int number;
    static char text[16];

    (void)state;
    arena = arena_new(32 << 20);
    asked = 0;
    seen = 0;
    snprintf(text, sizeof text, "stamp %d", ++number); /* nothing is cached of another test */
    stamp = text;
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static const struct event_list_in march = {
    .limit = 50,
    .has_start = true,
    .has_end = true,
    .start = {1772323200000000}, /* 1 March 2026 */
    .end = {1775001600000000},   /* 1 April */
};

static struct request
request(void)
{
    return (struct request){.arena = arena, .caller.user_id = {{1}}};
}

static struct page
page_of(const struct event_list_in *in, const char *zone)
{
    return (struct page){.in = in, .zone = zone_of(zone), .after = range_before_all(zone_of(zone))};
}

static enum err
read_rows(const struct sql_series *rows, size_t count, const struct page *page,
          const struct range **out)
{
    static struct request rq;

    rq = request();
    there = rows;
    there_count = count;
    return range_read(&rq, page, out);
}

static void
rows_come_by_their_places(void **state)
{
    /* In no order, as the tables give them. */
    const struct sql_series rows[] = {
        row_of(5, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"),
        override_row(9, 3, "2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z", "2026-03-02T09:30:00Z"),
        row_of(1, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"),
        row_of(6, "2026-02-28T09:00:00Z", "2026-03-10T10:00:00Z"),
        row_of(7, "2026-03-02", "2026-03-03"),
        override_row(8, 3, "2026-03-01T08:00:00Z", "2026-03-02T09:00:00Z", "2026-03-02T09:30:00Z"),
    };
    static const struct {
        const char *zone;
        uint8_t order[ARRAY_LEN(rows)]; /* ids, of overrides that of the series */
    } cases[] = {
        {"UTC", {6, 7, 1, 3, 3, 5}},
        {"America/Los_Angeles", {6, 7, 1, 3, 3, 5}},
        {"America/Adak", {6, 1, 3, 3, 5, 7}}, /* the date begins at ten o'clock of UTC */
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const struct page page = page_of(&march, cases[i].zone);
        const struct range *range;

        assert_int_equal(OK, read_rows(rows, ARRAY_LEN(rows), &page, &range));
        assert_int_equal(ARRAY_LEN(rows), range->row_count);
        assert_int_equal(0, range->series_count);
        for (size_t j = 0; j < range->row_count; j++) {
            const struct place *place = &range->rows[j].place;

            CHECK(cases[i].zone, place->id.b[15] == cases[i].order[j]);
            CHECK(cases[i].zone, j == 0 || place_compare(place, &range->rows[j - 1].place) > 0);
        }
    }
}

static void
an_override_is_shown_as_part_of_its_series(void **state)
{
    struct sql_series rows[] = {
        override_row(9, 3, "2026-03-02T08:00:00Z", "2026-03-02T15:00:00Z", "2026-03-02T16:00:00Z"),
        series_row(arena, 3, "2026-03-01T08:00:00Z", "2026-03-01T09:00:00Z", "FREQ=DAILY"),
    };
    const struct page page = page_of(&march, "UTC");
    const struct range *range;
    const struct event *shown;

    (void)state;
    rows[1].event.version = 7;
    assert_int_equal(OK, read_rows(rows, ARRAY_LEN(rows), &page, &range));
    assert_int_equal(1, range->row_count);
    assert_int_equal(1, range->series_count);
    shown = &range->rows[0].shown;
    assert_int_equal(3, shown->id.b[15]);
    assert_int_equal(7, shown->version);
    assert_string_equal("FREQ=DAILY", shown->recurrence_rule);
    assert_true(shown->has_recurrence_id);
    assert_int_equal(instant("2026-03-02T08:00:00Z").us, shown->recurrence_id.at.us);
    assert_int_equal(instant("2026-03-02T15:00:00Z").us, shown->start_time.at.us);
}

static void
every_row_is_behind_the_first_place(void **state)
{
    static const char *const zones[] = {"UTC", "Pacific/Kiritimati", "America/Adak"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
        const struct place first = range_before_all(zone_of(zones[i]));
        const struct sql_series row = row_of(0, "1900-01-01", "1900-01-02");
        const struct event_list_in all = {.limit = 1,
                                          .has_start = true,
                                          .has_end = true,
                                          .start = instant_min,
                                          .end = instant_max};
        const struct page page = page_of(&all, zones[i]);
        const struct range *range;

        assert_int_equal(OK, read_rows(&row, 1, &page, &range));
        CHECK(zones[i], place_compare(&first, &range->rows[0].place) < 0);
    }
}

static void
a_range_has_a_thousand_series(void **state)
{
    struct sql_series *rows = arena_array(arena, struct sql_series, SERIES_LIMIT + 1);
    const struct page page = page_of(&march, "UTC");
    const struct range *range;
    struct request rq = request();

    (void)state;
    for (size_t i = 0; i <= SERIES_LIMIT; i++)
        rows[i] = series_row(arena, (uint8_t)i, "2026-03-01T08:00:00Z", "2026-03-01T09:00:00Z",
                             "FREQ=DAILY");
    assert_int_equal(OK, read_rows(rows, SERIES_LIMIT, &page, &range));
    assert_int_equal(SERIES_LIMIT, range->series_count);
    stamp = "another";
    there_count = SERIES_LIMIT + 1;
    assert_int_equal(ERR_VALIDATION, range_read(&rq, &page, &range));
    assert_string_equal("end", rq.problems.first->field);
}

static void
a_calendar_that_is_named_must_be_seen(void **state)
{
    static const struct uuid named[] = {{{1}}, {{2}}};
    struct event_list_in in = march;
    const struct page page = page_of(&in, "UTC");
    const struct sql_series row = row_of(1, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z");
    const struct range *range;

    (void)state;
    in.calendar_id = (struct uuids){named, 1};
    assert_int_equal(ERR_NOT_FOUND, read_rows(NULL, 0, &page, &range));
    assert_int_equal(OK, read_rows(&row, 1, &page, &range)); /* a row of it shows that it is */
    in.calendar_id.count = 2;
    assert_int_equal(ERR_NOT_FOUND, read_rows(&row, 1, &page, &range));
    seen = 2;
    assert_int_equal(OK, read_rows(&row, 1, &page, &range));
}

static void
a_range_that_is_complete_is_read_once(void **state)
{
    const struct sql_series rows[] = {
        row_of(1, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"),
        row_of(2, "2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z"),
    };
    struct event_list_in in = march;
    const struct page page = page_of(&in, "UTC");
    const struct range *range;

    (void)state;
    in.limit = 2;
    assert_int_equal(OK, read_rows(rows, 2, &page, &range));
    in.cursor = "the next page";
    in.limit = 1;
    assert_int_equal(OK, read_rows(rows, 2, &page, &range));
    assert_int_equal(1, asked);
    assert_int_equal(2, range->row_count);
    stamp = "changed";
    assert_int_equal(OK, read_rows(rows, 1, &page, &range));
    assert_int_equal(2, asked);
    assert_int_equal(1, range->row_count);
}

static void
a_range_of_many_pages_is_read_ahead_behind_the_first(void **state)
{
    const struct sql_series rows[] = {
        row_of(1, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"),
        row_of(2, "2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z"),
        row_of(3, "2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z"),
        row_of(4, "2026-03-05T09:00:00Z", "2026-03-05T10:00:00Z"),
        row_of(5, "2026-03-06T09:00:00Z", "2026-03-06T10:00:00Z"),
    };
    struct event_list_in in = march;
    const struct page first = page_of(&in, "UTC");
    struct page second = first, third = first;
    const struct range *range;

    (void)state;
    in.limit = 2;
    assert_int_equal(OK, read_rows(rows, 3, &first, &range));
    assert_int_equal(3, rows_asked);
    assert_int_equal(first.after.at.us, asked_after.us);
    assert_false(range->is_complete);
    assert_false(range->is_ahead);
    second.after = range->rows[1].place;
    assert_int_equal(OK, read_rows(rows, 5, &second, &range));
    assert_in_range(rows_asked, AHEAD_LIMIT / 2, AHEAD_LIMIT); /* few rows, large blocks */
    assert_int_equal(first.after.at.us, asked_after.us);       /* with the first page once more */
    assert_int_equal(5, range->row_count);
    assert_true(range->is_complete);
    assert_true(range->is_ahead);
    third.after = range->rows[3].place;
    assert_int_equal(OK, read_rows(rows, 5, &third, &range));
    assert_int_equal(OK, read_rows(rows, 5, &first, &range));
    assert_int_equal(2, asked);
}

static void
a_page_behind_a_change_is_read_alone(void **state)
{
    const struct sql_series rows[] = {
        row_of(1, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"),
        row_of(2, "2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z"),
        row_of(3, "2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z"),
    };
    struct event_list_in in = march;
    const struct page first = page_of(&in, "UTC");
    struct page second = first;
    const struct range *range;

    (void)state;
    in.limit = 1;
    assert_int_equal(OK, read_rows(rows, 2, &first, &range));
    second.after = range->rows[0].place;
    stamp = "changed between the pages";
    assert_int_equal(OK, read_rows(rows + 1, 2, &second, &range));
    assert_int_equal(2, rows_asked);
    assert_int_equal(second.after.at.us, asked_after.us);
}

static void
what_lies_behind_a_part_that_may_have_more_is_left_out(void **state)
{
    const struct sql_series rows[] = {
        row_of(1, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"),
        row_of(2, "2026-03-02", "2026-03-03"),
        row_of(3, "2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z"),
        row_of(4, "2026-03-05", "2026-03-06"), /* there may be timed ones before it */
    };
    struct event_list_in in = march;
    const struct page page = page_of(&in, "UTC");
    const struct range *range;

    (void)state;
    in.limit = 1;
    assert_int_equal(OK, read_rows(rows, ARRAY_LEN(rows), &page, &range));
    assert_int_equal(3, range->row_count);
    assert_int_equal(3, range->rows[2].place.id.b[15]);
    assert_false(range->is_complete);
}

static void
without_a_range_the_rows_keep_their_order(void **state)
{
    static const struct event_list_in all = {.limit = 50};
    const struct sql_series rows[] = {
        row_of(1, "2026-03-02", "2026-03-03"),
        series_row(arena, 2, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", "FREQ=DAILY"),
        row_of(3, "2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z"),
    };
    const struct page page = page_of(&all, "America/Adak");
    struct request rq = request();
    const struct range *range;

    (void)state;
    there = rows;
    there_count = ARRAY_LEN(rows);
    assert_int_equal(OK, range_of_all(&rq, &page, &range));
    assert_int_equal(3, range->row_count);
    assert_int_equal(0, range->series_count);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(i + 1, range->rows[i].place.id.b[15]);
    assert_string_equal("FREQ=DAILY", range->rows[1].shown.recurrence_rule);
    assert_false(range->rows[1].shown.has_recurrence_id);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_come_by_their_places),
        TEST(an_override_is_shown_as_part_of_its_series),
        TEST(every_row_is_behind_the_first_place),
        TEST(a_range_has_a_thousand_series),
        TEST(a_calendar_that_is_named_must_be_seen),
        TEST(a_range_that_is_complete_is_read_once),
        TEST(a_range_of_many_pages_is_read_ahead_behind_the_first),
        TEST(a_page_behind_a_change_is_read_alone),
        TEST(what_lies_behind_a_part_that_may_have_more_is_left_out),
        TEST(without_a_range_the_rows_keep_their_order),
    };

    settings.ranges_mb = 64;
    stamped_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
