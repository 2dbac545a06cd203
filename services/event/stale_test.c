/* The job that makes the terms of events of an earlier release, in batches. */
#include "services/event/stale.h"

#include "gen/event/sql.h"
#include "services/event/terms.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

#include <string.h>

enum { BATCH = 50, RUN = 100 * BATCH, PAIRS = 100000, KEY = 12, LONGEST = 8000 };

static struct arena *arena;
static size_t stale;  /* rows whose terms are not of their version */
static size_t passed; /* rows that the position has gone over */
static size_t commits, most_pairs;
static const char *description;
static enum err answer; /* of the update */

static size_t
number_of(struct uuid id)
{
    return (size_t)(id.b[14] << 8 | id.b[15]);
}

static struct uuid
id_of(size_t n)
{
    return (struct uuid){{[14] = (uint8_t)(n >> 8), [15] = (uint8_t)n}};
}

/* The first of three is a series, the second an override. */
enum err
sql_event_stale(struct request *rq, const struct sql_event_stale *q,
                struct sql_event_stale_row **rows, size_t *count)
{
    size_t n = number_of(q->after_id);

    assert_int_equal(BATCH, q->rows);
    assert_int_equal(passed, n);
    *rows = arena_array(rq->arena, struct sql_event_stale_row, BATCH);
    for (*count = 0; *count < stale && *count < BATCH; ++*count) {
        n++;
        (*rows)[*count] = (struct sql_event_stale_row){.id = id_of(n),
                                                       .title = "Zoë",
                                                       .description = description,
                                                       .visibility = "public",
                                                       .is_series = n % 3 == 1,
                                                       .is_override = n % 3 == 2};
    }
    return OK;
}

/* Each row has its title among its terms, and what it is. */
static void
check_pair(size_t n, const char *term, size_t *titles, size_t *kinds)
{
    *titles += strcmp(term + KEY, "wzoe") == 0;
    if (strcmp(term + KEY + 1, "wzoe") != 0)
        return;
    assert_int_equal(n % 3 == 1 ? TERM_SERIES : TERM_CHANGED, term[KEY]);
    ++*kinds;
}

enum err
sql_event_terms_set(struct request *rq, const struct sql_event_terms_set *q, int64_t *affected)
{
    size_t titles = 0, kinds = 0, single = 0, rows = 0;

    (void)rq, (void)affected;
    assert_int_equal(q->ids.count, q->terms.count);
    for (size_t i = 0; i < q->ids.count; i++) {
        size_t n = number_of(q->ids.items[i]);

        if (i == 0 || number_of(q->ids.items[i - 1]) != n) {
            rows++;
            passed = n;
            single += n % 3 == 0;
        }
        check_pair(n, q->terms.items[i], &titles, &kinds);
    }
    assert_int_equal(rows, titles);
    assert_int_equal(rows, kinds + single);
    if (q->ids.count > most_pairs)
        most_pairs = q->ids.count;
    stale -= answer ? 0 : rows;
    return answer;
}

enum err
pause_transaction(struct request *rq)
{
    (void)rq;
    commits++;
    return OK;
}

static enum err
run(size_t rows)
{
    struct request rq = {.arena = arena};

    stale = rows;
    passed = commits = most_pairs = 0;
    return event_make_terms(&rq);
}

static int
set_up(void **state)
{
    (void)state;
    arena = arena_new(64 << 20);
    answer = OK;
    description = NULL;
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static const struct {
    const char *name;
    size_t rows, left, commits;
} runs[] = {
    {"none", 0, 0, 1},
    {"one", 1, 0, 1},
    {"a batch but one", BATCH - 1, 0, 1},
    {"a batch", BATCH, 0, 2},
    {"a batch and one", BATCH + 1, 0, 2},
    {"as many as a run takes", RUN, 0, 100},
    {"more", RUN + 1, 1, 100},
};

static void
a_run_makes_batches_anew_and_commits_each(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(runs); i++) {
        CHECK(runs[i].name, run(runs[i].rows) == OK);
        CHECK(runs[i].name, stale == runs[i].left);
        CHECK(runs[i].name, commits == runs[i].commits);
    }
}

/* Each letter is a word, and the umlaut gives all of them a second spelling. */
static const char *
longest_description(void)
{
    char *text = arena_array(arena, char, LONGEST * 4), *at = text;

    for (int i = 1; i < LONGEST; i++) {
        int c = 0x4e00 + i;

        *at++ = (char)(0xe0 | c >> 12);
        *at++ = (char)(0x80 | (c >> 6 & 0x3f));
        *at++ = (char)(0x80 | (c & 0x3f));
    }
    memcpy(at, "ä", sizeof "ä");
    return text;
}

static void
the_longest_descriptions_stay_within_memory(void **state)
{
    (void)state;
    description = longest_description();
    assert_int_equal(OK, run(BATCH + 1));
    assert_int_equal(0, stale);
    assert_true(most_pairs >= PAIRS && most_pairs < PAIRS + 4 * (LONGEST + 4));
}

static void
a_failure_ends_the_run(void **state)
{
    (void)state;
    answer = ERR_UNAVAILABLE;
    assert_int_equal(ERR_UNAVAILABLE, run(3 * BATCH));
    assert_int_equal(0, commits);
    assert_int_equal(BATCH, passed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_run_makes_batches_anew_and_commits_each),
        TEST(the_longest_descriptions_stay_within_memory),
        TEST(a_failure_ends_the_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
