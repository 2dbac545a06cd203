/* Overrides find their place in what a series has become. */
#include "services/event/overrides.h"

#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

#include <stdio.h>

enum { ROWS_MAX = 3 };

static const char *const *stored; /* the walls of the overrides, up to NULL */
static char moved[256];           /* where they went, in their order */
static int dropped;

static struct instant
instant(const char *text)
{
    struct instant at;

    must(instant_parse(text, strlen(text), &at));
    return at;
}

enum err
sql_override_page(struct request *rq, const struct sql_override_page *q,
                  struct sql_override_page_row **rows, size_t *count)
{
    struct sql_override_page_row *out =
        arena_array(rq->arena, struct sql_override_page_row, ROWS_MAX);

    *count = 0;
    for (size_t i = 0; stored[i] != NULL; i++)
        if (instant(stored[i]).us >= q->since.us)
            out[(*count)++] = (struct sql_override_page_row){
                .recurrence_local = {instant(stored[i]).us},
            };
    *rows = out;
    return OK;
}

/* overrides_insert asks for the number alone. */
static int64_t overrides;
static int inserted;

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

enum err
sql_override_drop(struct request *rq, const struct sql_override_drop *q, int64_t *affected)
{
    (void)rq, (void)q, (void)affected;
    dropped++;
    return OK;
}

enum err
sql_override_move(struct request *rq, const struct sql_override_move *q, int64_t *affected)
{
    char text[INSTANT_TEXT];
    size_t len = strlen(moved);

    (void)rq, (void)affected;
    instant_format((struct instant){q->recurrence_local.us}, text);
    snprintf(moved + len, sizeof moved - len, "%s%s", len > 0 ? " " : "", text);
    return OK;
}

/* Walls as if they were UTC.  The series begins on 2 March 2026 at 09:00 on Berlin's clock. */
static const struct {
    const char *name, *rule;
    const char *stored[ROWS_MAX + 1];
    const char *moved;
} cases[] = {
    {"an occurrence that is still there",
     "FREQ=DAILY",
     {"2026-03-03T09:00:00Z"},
     "2026-03-03T09:00:00Z"},
    {"another hour of the same day",
     "FREQ=DAILY",
     {"2026-03-03T17:00:00Z"},
     "2026-03-03T09:00:00Z"},
    {"a day without an occurrence", "FREQ=WEEKLY", {"2026-03-03T09:00:00Z"}, ""},
    {"two of one day take one each, the exact one first",
     "FREQ=DAILY;BYHOUR=9,12",
     {"2026-03-03T09:00:00Z", "2026-03-03T17:00:00Z"},
     "2026-03-03T09:00:00Z 2026-03-03T12:00:00Z"},
    {"there are fewer occurrences than overrides",
     "FREQ=DAILY",
     {"2026-03-03T09:00:00Z", "2026-03-03T12:00:00Z"},
     "2026-03-03T09:00:00Z"},
    {"a single event takes none", NULL, {"2026-03-03T09:00:00Z"}, ""},
};

static void
overrides_take_an_occurrence_of_their_day(void **state)
{
    struct arena *a = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const struct sql_stored to = {
            .event =
                {
                    .start_time.at = instant("2026-03-02T08:00:00Z"),
                    .end_time.at = instant("2026-03-02T09:00:00Z"),
                    .timezone = "Europe/Berlin",
                    .recurrence_rule = cases[i].rule,
                },
            .has_series_end = cases[i].rule != NULL,
        };
        struct request rq = {.arena = a};
        int rows = 0;

        while (cases[i].stored[rows] != NULL)
            rows++;
        stored = cases[i].stored;
        moved[0] = '\0';
        dropped = 0;
        CHECK(cases[i].name, overrides_refit(&rq, to.event.id, OVERRIDES_ALL, &to) == OK);
        CHECK(cases[i].name, dropped == rows);
        CHECK(cases[i].name, strcmp(moved, cases[i].moved) == 0);
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
    const struct event e = {.title = "Tea"};

    (void)state;
    stored = NULL; /* to be fetched by nobody */
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
        cmocka_unit_test(overrides_take_an_occurrence_of_their_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
