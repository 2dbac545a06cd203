/* What is told of an occurrence to whom. */
#include "gen/event/sql.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

#include <string.h>

static struct sql_checked row;
static size_t rows_found;

enum err
sql_occurrences_check(struct request *rq, const struct sql_occurrences_check *q,
                      struct sql_checked **rows, size_t *count)
{
    (void)rq;
    assert_int_equal(q->user_ids.count, 2);
    assert_int_equal(q->event_ids.count, 2);
    assert_int_equal(q->walls.count, 2);
    *rows = &row;
    *count = rows_found;
    return OK;
}

static const struct {
    const char *name;
    bool found;
    int64_t version;
    const char *visibility;
    bool sees_all;
    const char *state, *title;
} cases[] = {
    {"who may not read it", false, 3, "public", true, "gone", NULL},
    {"another version", true, 4, "public", true, "changed", NULL},
    {"another version of what is hidden", true, 4, "private", false, "changed", NULL},
    {"public, to a viewer", true, 3, "public", false, "same", "Tea"},
    {"private, to a viewer", true, 3, "private", false, "same", NULL},
    {"confidential, to a viewer", true, 3, "confidential", false, "same", NULL},
    {"private, to who sees all", true, 3, "private", true, "same", "Tea"},
};

static bool
same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void
what_is_told_is_what_the_user_sees(void **state)
{
    const struct occurrence_check_ask items[2] = {{.version = 3}, {.version = 3}};
    const struct event_occurrences_check_in in = {.body.items = {items, 2}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct request rq = {.arena = arena_new(1 << 20)};
        struct occurrences_check out;

        rows_found = cases[i].found;
        row = (struct sql_checked){
            .event = {.version = cases[i].version,
                      .title = "Tea",
                      .location = "Hall",
                      .visibility = cases[i].visibility},
            .sees_all = cases[i].sees_all,
            .place = 2,
        };
        CHECK(cases[i].name, event_occurrences_check(&rq, &in, &out) == OK);
        CHECK(cases[i].name, out.items.count == 2);
        CHECK(cases[i].name, same_text(out.items.items[0].state, "gone"));
        CHECK(cases[i].name, same_text(out.items.items[1].state, cases[i].state));
        CHECK(cases[i].name, same_text(out.items.items[1].title, cases[i].title));
        CHECK(cases[i].name,
              same_text(out.items.items[1].location, cases[i].title != NULL ? "Hall" : NULL));
        arena_destroy(rq.arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_told_is_what_the_user_sees),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
