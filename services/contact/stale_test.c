/* The job that makes the haystacks of an earlier release anew, in batches. */
#include "services/contact/stale.h"

#include "gen/contact/sql.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

enum { BATCH = 200 };

static struct arena *arena;
static size_t stale;  /* rows that are not of their version */
static size_t passed; /* rows that the position has gone over */
static size_t commits;
static enum err answer; /* of the update */

enum err
sql_contact_stale(struct request *rq, const struct sql_contact_stale *q,
                  struct sql_contact_stale_row **rows, size_t *count)
{
    assert_int_equal(BATCH, q->rows);
    assert_int_equal(passed, q->after_id.b[14] << 8 | q->after_id.b[15]);
    *rows = arena_array(rq->arena, struct sql_contact_stale_row, BATCH);
    for (*count = 0; *count < stale && *count < BATCH; ++*count) {
        passed++;
        (*rows)[*count] = (struct sql_contact_stale_row){
            .id = {{[14] = (uint8_t)(passed >> 8), [15] = (uint8_t)passed}},
            .first_name = "Zoë",
            .phone = "555",
        };
    }
    return OK;
}

enum err
sql_contact_haystacks_set(struct request *rq, const struct sql_contact_haystacks_set *q,
                          int64_t *affected)
{
    (void)rq, (void)affected;
    assert_int_equal(q->ids.count, q->haystacks.count);
    for (size_t i = 0; i < q->ids.count; i++)
        assert_string_equal(" zoe 555 555 ", q->haystacks.items[i]);
    stale -= answer ? 0 : q->ids.count;
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
    passed = commits = 0;
    return contact_make_haystacks(&rq);
}

static int
set_up(void **state)
{
    (void)state;
    arena = arena_new(64 << 20);
    answer = OK;
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
    {"as many as a run takes", 25 * BATCH, 0, 25},
    {"more", 25 * BATCH + 1, 1, 25},
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
        TEST(a_failure_ends_the_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
