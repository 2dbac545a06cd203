/* Of which events a batch of courses tells. */
#include "gen/event/sql.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

#include <string.h>

enum { ROWS_MAX = 8, DATES = 12000 };

/* A letter for each row: an upper one is of a series that fills a third of the answer. */
static const char *found;
static size_t known;

static struct uuid
id_of(char letter)
{
    return (struct uuid){{[15] = (uint8_t)letter}};
}

static bool
is_large(char letter)
{
    return letter < 'a';
}

enum err
sql_course_all(struct request *rq, const struct sql_course_all *q, struct sql_course **rows,
               size_t *count)
{
    struct local *walls = arena_array(rq->arena, struct local, DATES);

    (void)q;
    *count = strlen(found);
    *rows = arena_array(rq->arena, struct sql_course, *count);
    for (size_t i = 0; i < *count; i++)
        (*rows)[i] = (struct sql_course){
            .event = {.id = id_of(found[i]),
                      .version = 7,
                      .timezone = "UTC",
                      .status = "confirmed"},
            .has_series_end = true,
            .exdates = {walls, is_large(found[i]) ? DATES : 0},
            .known = (int64_t)known,
        };
    return OK;
}

static const struct {
    const char *name, *asked, *found;
    size_t known;
    const char *told; /* a dash: nothing is known of it */
} batches[] = {
    {"all of them", "abc", "abc", 3, "abc"},
    {"none of them", "abc", "", 0, "---"},
    {"some of them", "abcde", "bd", 2, "-b-d-"},
    {"the first are unknown, and some were left out", "abcde", "c", 2, "--c"},
    {"as many as fit", "aBCDe", "aBCDe", 5, "aBC"},
    {"what is unknown behind the last row may have been left out", "abcde", "ab", 3, "ab"},
};

static void
courses_come_in_the_order_of_the_question(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(batches); i++) {
        struct request rq = {.arena = arena_new(16 << 20)};
        struct uuid ids[ROWS_MAX];
        struct event_courses_in in = {.body.event_ids = {ids, strlen(batches[i].asked)}};
        struct event_courses out;

        for (size_t k = 0; k < in.body.event_ids.count; k++)
            ids[k] = id_of(batches[i].asked[k]);
        found = batches[i].found;
        known = batches[i].known;
        CHECK(batches[i].name, event_courses(&rq, &in, &out) == OK);
        CHECK(batches[i].name, out.courses.count == strlen(batches[i].told));
        for (size_t k = 0; k < out.courses.count; k++) {
            bool is_known = batches[i].told[k] != '-';
            const struct event_course *c = &out.courses.items[k];

            CHECK(batches[i].name, uuid_equal(c->event_id, ids[k]));
            CHECK(batches[i].name, c->version == (is_known ? 7 : 0) && c->deleted == !is_known);
        }
        arena_destroy(rq.arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(courses_come_in_the_order_of_the_question),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
