/* Pages of contacts: by name, or by how well they match what was typed. */
#include "gen/contact/api.h"
#include "gen/contact/sql.h"
#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/request/cursor.h"

static struct arena *arena;
static size_t there;                      /* rows that the table gives */
static struct sql_contact_page page;      /* what was asked */
static struct sql_contact_search matched; /* likewise */
static struct sql_contact_search_signs signs;
static int asked;

static struct sql_contact_found *
rows_of(struct request *rq, int64_t most, size_t *count)
{
    struct sql_contact_found *rows = arena_array(rq->arena, struct sql_contact_found, there + 1);

    asked++;
    for (*count = 0; *count < there && (int64_t)*count < most; ++*count)
        rows[*count] = (struct sql_contact_found){
            .contact = {.id = {{[15] = (uint8_t)(*count + 1)}}, .first_name = "Grace"},
            .sort_name = arena_printf(rq->arena, "name %zu", *count),
            .rank = 900000 - (int64_t)*count,
        };
    return rows;
}

enum err
sql_contact_page(struct request *rq, const struct sql_contact_page *q,
                 struct sql_contact_found **rows, size_t *count)
{
    page = *q;
    *rows = rows_of(rq, q->rows, count);
    return OK;
}

enum err
sql_contact_search(struct request *rq, const struct sql_contact_search *q,
                   struct sql_contact_found **rows, size_t *count)
{
    matched = *q;
    *rows = rows_of(rq, q->rows, count);
    return OK;
}

enum err
sql_contact_search_signs(struct request *rq, const struct sql_contact_search_signs *q,
                         struct sql_contact_found **rows, size_t *count)
{
    signs = *q;
    *rows = rows_of(rq, q->rows, count);
    return OK;
}

static int
set_up(void **state)
{
    (void)state;
    arena = arena_new(1 << 20);
    there = 3;
    asked = 0;
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct request
request(void)
{
    return (struct request){.arena = arena,
                            .operation = &contact_list_operation,
                            .caller = {.kind = CALLER_USER, .user_id = {{7}}}};
}

static void
a_page_has_a_cursor_when_there_is_more(void **state)
{
    (void)state;
    for (int64_t limit = 1; limit <= 4; limit++) {
        struct request rq = request();
        struct contact_list out = {.next_cursor = NULL};
        const struct contact_list_in in = {.limit = limit};

        assert_int_equal(OK, contact_list(&rq, &in, &out));
        assert_int_equal(limit + 1, page.rows);
        assert_int_equal(limit < 3 ? limit : 3, out.data.count);
        assert_true((out.next_cursor != NULL) == (limit < 3));
    }
}

static void
a_cursor_goes_on_behind_the_last_of_its_page(void **state)
{
    struct request rq = request(), next = request();
    struct contact_list out = {.next_cursor = NULL};
    struct contact_list_in in = {.limit = 2};

    (void)state;
    assert_int_equal(OK, contact_list(&rq, &in, &out));
    assert_string_equal("", page.after_name);
    assert_true(uuid_is_nil(page.after_id));
    in.cursor = out.next_cursor;
    assert_int_equal(OK, contact_list(&next, &in, &out));
    assert_string_equal("name 1", page.after_name);
    assert_int_equal(2, page.after_id.b[15]);
}

static void
a_search_goes_on_by_rank(void **state)
{
    struct request rq = request(), next = request();
    struct contact_list out = {.next_cursor = NULL};
    struct contact_list_in in = {.limit = 2, .search = " Grace "};

    (void)state;
    assert_int_equal(OK, contact_list(&rq, &in, &out));
    assert_string_equal("%grace%", matched.word);
    assert_true(matched.after_rank > 900000); /* above every rank */
    in.cursor = out.next_cursor;
    assert_int_equal(OK, contact_list(&next, &in, &out));
    assert_int_equal(899999, matched.after_rank);
    assert_string_equal("name 1", matched.after_name);
    assert_int_equal(2, matched.after_id.b[15]);
}

static void
a_rank_that_none_has_is_a_damaged_cursor(void **state)
{
    static const int64_t ranks[] = {-1, 1000001, INT64_MIN, INT64_MAX};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ranks); i++) {
        struct request rq = request();
        struct contact_list out;
        const struct contact_list_in in = {
            .limit = 2,
            .search = "Grace",
            .cursor = cursor_encode(&rq, &(struct cursor){.keys = {ranks[i]}, .text = "x"}),
        };

        assert_int_equal(ERR_INVALID_CURSOR, contact_list(&rq, &in, &out));
    }
    assert_int_equal(0, asked);
}

static void
a_search_for_nothing_is_refused(void **state)
{
    static const char *const nothing[] = {"", " ", "\t \n", "\u200b"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(nothing); i++) {
        struct request rq = request();
        struct contact_list out;
        const struct contact_list_in in = {.limit = 2, .search = nothing[i]};

        assert_int_equal(ERR_VALIDATION, contact_list(&rq, &in, &out));
        assert_string_equal("search", rq.problems.first->field);
    }
    assert_int_equal(0, asked);
}

/* No index has signs: they are looked for by name, and found without a rank. */
static void
a_search_for_signs_goes_on_by_name(void **state)
{
    struct request rq = request(), next = request();
    struct contact_list out = {.next_cursor = NULL};
    struct contact_list_in in = {.limit = 2, .search = "!!!"};

    (void)state;
    assert_int_equal(OK, contact_list(&rq, &in, &out));
    assert_string_equal("%!!!%", signs.word);
    assert_string_equal("", signs.after_name);
    in.cursor = out.next_cursor;
    assert_int_equal(OK, contact_list(&next, &in, &out));
    assert_string_equal("name 1", signs.after_name);
    assert_int_equal(2, signs.after_id.b[15]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_page_has_a_cursor_when_there_is_more),
        TEST(a_cursor_goes_on_behind_the_last_of_its_page),
        TEST(a_search_goes_on_by_rank),
        TEST(a_rank_that_none_has_is_a_damaged_cursor),
        TEST(a_search_for_nothing_is_refused),
        TEST(a_search_for_signs_goes_on_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
