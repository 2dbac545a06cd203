/* Lists as rows are the JSON that plain lists are, whatever is in them and whatever repeats. */
#include "shared/codec/rows.h"

#include "shared/base/check.h"
#include "shared/codec/json.h"
#include "shared/codec/test_things.h"

#include <stdlib.h>

static struct field list_fields[] = {
    {.name = "data",
     .kind = FIELD_OBJECT,
     .flags = FIELD_ARRAY,
     .offset = offsetof(struct things, data),
     .has_offset = -1},
    {.name = "next", .kind = FIELD_TEXT, .offset = offsetof(struct things, next), .has_offset = -1},
};
static const struct shape list_shape = {"list", sizeof(struct things), list_fields, 2, -1, -1};

static struct buf plain, rows, plain_text, rows_text;

static int
set_up(void **state)
{
    (void)state;
    seed = 2;
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    buf_fini(&plain);
    buf_fini(&rows);
    buf_fini(&plain_text);
    buf_fini(&rows_text);
    return 0;
}

static struct bytes
of(const struct buf *b)
{
    return (struct bytes){b->data, b->len};
}

/* Encodes the list in both ways; answers whether they are one JSON text. */
static bool
is_same_text(const struct shape *shape, const void *items, size_t count)
{
    struct things list = {.data = {items, count}, .next = "x"};

    list_fields[0].shape = shape;
    buf_reset(&plain);
    buf_reset(&rows);
    buf_reset(&plain_text);
    buf_reset(&rows_text);
    wire_encode(&plain, &list_shape, &list);
    wire_encode_rows(&rows, &list_shape, &list);
    return json_from_msgpack(of(&plain), &plain_text) && json_from_msgpack(of(&rows), &rows_text) &&
           bytes_equal(of(&plain_text), of(&rows_text));
}

/* Right behind the map's head and the name `data`. */
static bool
is_in_rows(void)
{
    return rows.data[6] == ROWS_EXT;
}

static void
random_lists_are_the_same_json(void **state)
{
    struct thing things[THINGS];

    (void)state;
    for (int i = 0; i < 500; i++) {
        size_t count = 2 + some(THINGS - 1);

        fill(things, count);
        assert_true(is_same_text(&thing_shape, things, count));
        assert_true(is_in_rows());
        assert_true(is_same_text(&bare_shape, things, count));
        assert_true(is_in_rows());
    }
}

static void
what_repeats_takes_little(void **state)
{
    struct thing things[THINGS];

    (void)state;
    for (size_t i = 0; i < THINGS; i++) {
        things[i] = (struct thing){.name = "a name that is the same in all of them",
                                   .at = {(int64_t)i * 1000000}};
        things[i].id.b[15] = (uint8_t)(i % 7);
    }
    assert_true(is_same_text(&thing_shape, things, THINGS));
    assert_true(rows.len * 4 < plain.len);
}

static const struct {
    const char *name;
    size_t count;
    bool in_rows;
} counts[] = {
    {"none", 0, false},
    {"one", 1, false},
    {"two", 2, true},
    {"the most", ROWS_MAX, true},
    {"one more", ROWS_MAX + 1, false},
};

static void
lists_of_two_to_4096_are_rows(void **state)
{
    struct thing *things = calloc(ROWS_MAX + 1, sizeof *things);

    (void)state;
    fill(things, ROWS_MAX + 1);
    for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
        CHECK(counts[i].name, is_same_text(&bare_shape, things, counts[i].count));
        CHECK(counts[i].name, is_in_rows() == counts[i].in_rows);
    }
    free(things);
}

static void
objects_of_up_to_64_members_are_rows(void **state)
{
    static char names[WIDE][8];
    struct field fields[WIDE];
    int64_t values[3][WIDE];

    (void)state;
    for (size_t i = 0; i < WIDE; i++) {
        snprintf(names[i], sizeof names[i], "n%zu", i);
        fields[i] = (struct field){.name = names[i],
                                   .kind = FIELD_INT,
                                   .offset = i * sizeof values[0][0],
                                   .has_offset = -1};
        for (size_t j = 0; j < 3; j++)
            values[j][i] = (int64_t)(i % 2 * j);
    }
    for (unsigned n = 0; n <= WIDE; n++) {
        const struct shape wide = {"wide", sizeof values[0], fields, n, -1, -1};

        assert_true(is_same_text(&wide, values, 3));
        assert_true(is_in_rows() == (n >= 1 && n <= ROWS_FIELDS));
    }
}

static void
damaged_rows_do_no_damage(void **state)
{
    struct thing things[8];

    (void)state;
    fill(things, ARRAY_LEN(things));
    assert_true(is_same_text(&thing_shape, things, ARRAY_LEN(things)));
    for (size_t i = 0; i < rows.len; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            rows.data[i] ^= (uint8_t)(1u << bit);
            buf_reset(&rows_text);
            if (!json_from_msgpack(of(&rows), &rows_text))
                assert_int_equal(rows_text.len, 0);
            rows.data[i] ^= (uint8_t)(1u << bit);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_lists_are_the_same_json),
        cmocka_unit_test(what_repeats_takes_little),
        cmocka_unit_test(lists_of_two_to_4096_are_rows),
        cmocka_unit_test(objects_of_up_to_64_members_are_rows),
        cmocka_unit_test(damaged_rows_do_no_damage),
    };

    return cmocka_run_group_tests_name("rows", tests, set_up, tear_down);
}
