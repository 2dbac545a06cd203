/* What everybody sees of a range, and when a token is judged. */
#include "services/event/public.h"

#include "services/event/settings.h"
#include "services/event/stamped.h"
#include "services/event/test_series_rows.h"

static const struct sql_series *there; /* what the tables give for the range */
static size_t there_count;
static bool holds; /* the token does */
static int ranges, judged;

enum err
sql_public_range(struct request *rq, const struct sql_public_range *q, struct sql_series **rows,
                 size_t *count)
{
    must(strlen(q->hash) == 64);
    ranges++;
    *count = holds ? there_count : 0;
    *rows = arena_array(rq->arena, struct sql_series, there_count + 1);
    for (size_t i = 0; i < *count; i++) {
        (*rows)[i] = there[i];
        (*rows)[i].stamp = bytes_of("stamp");
    }
    return OK;
}

enum err
sql_public_stamp(struct request *rq, const struct sql_public_stamp *q,
                 struct sql_public_stamp_row *row)
{
    (void)rq, (void)q;
    row->stamp = holds ? bytes_of("stamp") : (struct bytes){0};
    return OK;
}

enum err
sql_public_judge(struct request *rq, const struct sql_public_judge *q,
                 struct sql_public_judge_row *row)
{
    (void)rq, (void)q, (void)row;
    judged++;
    return holds ? OK : ERR_NOT_FOUND;
}

static enum err
list(struct arena *a, const char *token, struct public_events *out)
{
    struct request rq = {.arena = a, .caller.zone = "UTC"};
    const struct event_public_list_in in = {
        .token = token,
        .start = instant("2026-03-01T00:00:00Z"),
        .end = instant("2026-03-04T00:00:00Z"),
        .limit = 50,
    };

    return event_public_list(&rq, &in, out);
}

static struct sql_series
seen_as(const char *visibility, const char *title, struct sql_series row)
{
    row.event.visibility = visibility;
    row.event.title = title;
    return row;
}

static void
a_changed_occurrence_is_shown_by_its_own_visibility(void **state)
{
    static const struct {
        const char *name, *series, *changed, *shown; /* the first letters of the titles */
    } cases[] = {
        {"both", "public", "public", "SOS"},
        {"a hidden one is not there as its series has it", "public", "private", "SS"},
        {"the only one", "private", "public", "O"},
        {"none", "confidential", "private", ""},
    };
    struct arena *a = arena_new(32 << 20);

    (void)state;
    holds = true;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct local wall = {instant("2026-03-02T08:00:00Z").us};
        struct sql_series rows[] = {
            seen_as(cases[i].series, "S",
                    series_row(a, 3, "2026-03-01T08:00:00Z", "2026-03-01T09:00:00Z", "FREQ=DAILY")),
            seen_as(cases[i].changed, "O",
                    override_row(9, 3, "2026-03-02T08:00:00Z", "2026-03-02T15:00:00Z",
                                 "2026-03-02T16:00:00Z")),
        };
        struct public_events out = {0};

        rows[0].overridden = (struct locals){&wall, 1};
        there = rows;
        there_count =
            1 + public_is_shown(&rows[1].event); /* the statement leaves hidden rows out */
        CHECK(cases[i].name, list(a, cases[i].name, &out) == OK);
        CHECK(cases[i].name, out.data.count == strlen(cases[i].shown));
        for (size_t j = 0; j < out.data.count; j++) {
            CHECK(cases[i].name, out.data.items[j].title[0] == cases[i].shown[j]);
            CHECK(cases[i].name, out.data.items[j].id.b[15] == 3);
            CHECK(cases[i].name, out.data.items[j].has_recurrence_id);
        }
    }
    arena_destroy(a);
}

static void
a_token_is_judged_by_what_it_finds_or_apart(void **state)
{
    const struct sql_series row =
        seen_as("public", "E", row_of(1, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"));
    struct arena *a = arena_new(32 << 20);
    struct public_events out = {0}, again = {0};

    (void)state;
    holds = true;
    there = &row;
    there_count = 1;
    ranges = judged = 0;
    assert_int_equal(OK, list(a, "token", &out));
    assert_int_equal(OK, list(a, "token", &again)); /* from memory */
    assert_int_equal(out.version, again.version);
    assert_int_equal(1, ranges);
    assert_int_equal(0, judged);
    holds = false;
    assert_int_equal(ERR_NOT_FOUND, list(a, "token", &out));
    assert_int_equal(1, judged);
    holds = true;
    there_count = 0;
    assert_int_equal(OK, list(a, "another", &out));
    assert_int_equal(2, judged);
    assert_int_equal(0, out.data.count);
    assert_int_not_equal(out.version, again.version);
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_occurrence_is_shown_by_its_own_visibility),
        cmocka_unit_test(a_token_is_judged_by_what_it_finds_or_apart),
    };

    settings.ranges_mb = 16;
    stamped_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
