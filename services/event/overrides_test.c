/* Overrides go where the course of their series says. */
#include "services/event/overrides.h"

#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

enum { ROWS_MAX = 4 };

static int dropped, moved, inserted;
static int64_t overrides;
static struct sql_override_move_all moves;

enum err
sql_override_page(struct request *rq, const struct sql_override_page *q,
                  struct sql_override_page_row **rows, size_t *count)
{
    (void)rq, (void)q, (void)rows, (void)count;
    fail_msg("overrides are fetched by overrides_read alone");
    return ERR_UNAVAILABLE;
}

/* overrides_insert asks for the number alone. */
enum err
sql_override_count(struct request *rq, const struct sql_override_count *q,
                   struct sql_override_count_row *row)
{
    (void)rq, (void)q;
    row->count = overrides;
    return OK;
}

enum err
sql_event_insert(struct request *rq, const struct sql_event_insert *q, struct sql_stored *row)
{
    (void)rq, (void)q, (void)row;
    inserted++;
    return OK;
}

/* However many there are, each is one statement. */
enum err
sql_override_drop_all(struct request *rq, const struct sql_override_drop_all *q, int64_t *affected)
{
    (void)rq, (void)affected;
    assert_int_equal(moved, 0); /* one may take the place that another leaves */
    assert_int_equal(dropped, 0);
    dropped = (int)q->ids.count;
    return OK;
}

enum err
sql_override_move_all(struct request *rq, const struct sql_override_move_all *q, int64_t *affected)
{
    (void)rq, (void)affected;
    assert_int_equal(moved, 0);
    assert_int_equal(q->walls.count, q->ids.count);
    moves = *q;
    moved = (int)q->ids.count;
    return OK;
}

static const struct {
    const char *name;
    bool same_series, same_calendar;
    int64_t places[ROWS_MAX]; /* of overrides at 1, 2, 3; 0: nowhere */
    int dropped, moved;
} cases[] = {
    {"all stay where they are", true, true, {1, 2, 3}, 0, 0},
    {"they change places", true, true, {2, 1, 3}, 2, 2},
    {"one has no place", true, true, {1, 0, 3}, 1, 0},
    {"another series", false, true, {1, 2, 3}, 3, 3},
    {"another calendar", true, false, {1, 2, 0}, 3, 2},
};

static void
overrides_go_where_they_are_told(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct uuid ids[3] = {{{1}}, {{2}}, {{3}}};
        struct local at[3] = {{1}, {2}, {3}}, places[3];
        const struct overrides all = {ids, at, 3};
        const struct sql_stored from = {.event = {.id = {{9}}, .calendar_id = {{8}}}};
        struct sql_stored to = from;
        struct request rq = {.arena = a};

        for (int k = 0; k < 3; k++)
            places[k].us = cases[i].places[k] != 0 ? cases[i].places[k] : COURSE_NOWHERE;
        to.event.id.b[0] = cases[i].same_series ? 9 : 7;
        to.event.calendar_id.b[0] = cases[i].same_calendar ? 8 : 7;
        dropped = moved = 0;
        CHECK(cases[i].name, overrides_put(&rq, &all, places, &from, &to) == OK);
        CHECK(cases[i].name, dropped == cases[i].dropped && moved == cases[i].moved);
        for (int k = 0; k < moved; k++) {
            CHECK(cases[i].name, uuid_equal(moves.series_id, to.event.id));
            CHECK(cases[i].name, uuid_equal(moves.calendar_id, to.event.calendar_id));
            CHECK(cases[i].name,
                  moves.walls.items[k].us == cases[i].places[moves.ids.items[k].b[0] - 1]);
        }
    }
    arena_destroy(a);
}

static const struct {
    const char *name;
    int64_t there;
    enum err err;
} insertions[] = {
    {"the first", 0, OK},
    {"the last that there is room for", 999, OK},
    {"one too many", 1000, ERR_CONFLICT},
};

static void
a_series_has_so_many_overrides(void **state)
{
    struct arena *a = arena_new(1 << 20);
    const struct sql_stored series = {.has_series_end = true};
    const struct event e = {.title = "Tea", .visibility = "public"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(insertions); i++) {
        struct request rq = {.arena = a};

        overrides = insertions[i].there;
        inserted = 0;
        CHECK(insertions[i].name,
              overrides_insert(&rq, &series, (struct local){0}, &e) == insertions[i].err);
        CHECK(insertions[i].name, inserted == (insertions[i].err == OK));
    }
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_series_has_so_many_overrides),
        cmocka_unit_test(overrides_go_where_they_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
