/* Lists as rows are the JSON that plain lists are, whatever is in them and whatever repeats. */
#include "shared/codec/rows.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"
#include "shared/codec/wire.h"

#include <stdlib.h>

struct part {
    const char *label;
    bool has_size;
    int64_t size;
};

struct parts {
    const struct part *items;
    size_t count;
};

struct moments {
    const struct moment *items;
    size_t count;
};

struct thing {
    struct uuid id;
    const char *name;
    const char *note;
    const char *secret;
    int64_t size;
    bool has_rank;
    int64_t rank;
    bool loud;
    bool has_born;
    struct day born;
    struct instant at;
    bool has_when;
    struct moment when;
    struct part part;
    bool has_extra;
    struct any extra;
    struct texts tags;
    struct moments moments;
    struct parts parts;
};

struct things {
    struct {
        const void *items;
        size_t count;
    } data;
    const char *next;
};

#define AT(f)  .offset = offsetof(struct thing, f), .has_offset = -1
#define MAY(f) .offset = offsetof(struct thing, f), .has_offset = offsetof(struct thing, has_##f)

static const struct field part_fields[] = {
    {.name = "label", .kind = FIELD_TEXT, .offset = offsetof(struct part, label), .has_offset = -1},
    {.name = "size",
     .kind = FIELD_INT,
     .flags = FIELD_ABSENT_OK,
     .offset = offsetof(struct part, size),
     .has_offset = offsetof(struct part, has_size)},
};
static const struct shape part_shape = {"part", sizeof(struct part), part_fields, 2, -1, -1};
static const struct field thing_fields[] = {
    {.name = "note", .kind = FIELD_TEXT, .flags = FIELD_ABSENT_OK, AT(note)},
    {.name = "id", .kind = FIELD_UUID, AT(id)},
    {.name = "a \"name\"", .kind = FIELD_TEXT, AT(name)},
    {.name = "secret", .kind = FIELD_TEXT, .flags = FIELD_WRITE_ONLY, AT(secret)},
    {.name = "size", .kind = FIELD_INT, AT(size)},
    {.name = "rank", .kind = FIELD_INT, .flags = FIELD_ABSENT_OK, MAY(rank)},
    {.name = "loud", .kind = FIELD_BOOL, AT(loud)},
    {.name = "born", .kind = FIELD_DAY, MAY(born)},
    {.name = "at", .kind = FIELD_INSTANT, AT(at)},
    {.name = "when", .kind = FIELD_MOMENT, .flags = FIELD_ABSENT_OK, MAY(when)},
    {.name = "part", .kind = FIELD_OBJECT, AT(part), .shape = &part_shape},
    {.name = "extra", .kind = FIELD_ANY, MAY(extra)},
    {.name = "tags", .kind = FIELD_TEXT, .flags = FIELD_ARRAY, AT(tags)},
    {.name = "moments", .kind = FIELD_MOMENT, .flags = FIELD_ARRAY, AT(moments)},
    {.name = "parts", .kind = FIELD_OBJECT, .flags = FIELD_ARRAY, AT(parts), .shape = &part_shape},
};
static const struct shape thing_shape = {
    "thing", sizeof(struct thing), thing_fields, ARRAY_LEN(thing_fields), 0, -1,
};
/* Whose first members may be missing, and all of them; without an id. */
static const struct field bare_fields[] = {
    {.name = "note", .kind = FIELD_TEXT, .flags = FIELD_ABSENT_OK, AT(note)},
    {.name = "rank", .kind = FIELD_INT, .flags = FIELD_ABSENT_OK, MAY(rank)},
    {.name = "when", .kind = FIELD_MOMENT, .flags = FIELD_ABSENT_OK, MAY(when)},
};
static const struct shape bare_shape = {
    "bare", sizeof(struct thing), bare_fields, ARRAY_LEN(bare_fields), -1, -1,
};

enum { THINGS = 60, WIDE = 65 };

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
static uint64_t seed;

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

static unsigned
some(unsigned below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % below;
}

static const char *
some_text(void)
{
    static char copies[4][8];
    static const char *const texts[] = {
        "",           "a",
        "Zo\xc3\xab", "a \"quote\"",
        "\x01\n",     "one text longer than 31 bytes, with a head of two"};
    unsigned n = some(ARRAY_LEN(texts) + 2);
    char *copy;

    if (n < ARRAY_LEN(texts))
        return texts[n];
    if (n == ARRAY_LEN(texts))
        return NULL;
    /* Equal, but elsewhere. */
    copy = copies[some(ARRAY_LEN(copies))];
    strcpy(copy, "a");
    return copy;
}

static const char *
some_given_text(void)
{
    const char *text = some_text();

    return text != NULL ? text : "given";
}

static struct moment
some_moment(void)
{
    static const int64_t us[] = {0, -1, 1500000, 86400000000, 253402300800000000};

    return (struct moment){{us[some(ARRAY_LEN(us))]}, some(3) == 0};
}

static struct texts
some_tags(void)
{
    static const char *sets[3][2];
    const char **set = sets[some(3)];

    for (size_t i = 0; i < 2; i++)
        if (set[i] == NULL)
            set[i] = some_given_text();
    return (struct texts){set, some(3)};
}

static struct moments
some_moments(void)
{
    static struct moment sets[3][2];

    return (struct moments){sets[some(3)], some(3)};
}

static struct parts
some_parts(void)
{
    static struct part sets[3][3] = {{{.label = "a"}}, {{.label = "a"}, {.has_size = true}}};

    return (struct parts){sets[some(3)], some(4)};
}

static struct any
some_extra(void)
{
    static const msgpack_object values[] = {
        {.type = MSGPACK_OBJECT_NIL},
        {.type = MSGPACK_OBJECT_BOOLEAN, .via.boolean = true},
        {.type = MSGPACK_OBJECT_POSITIVE_INTEGER, .via.u64 = 300},
    };
    unsigned n = some(ARRAY_LEN(values) + 1);

    return (struct any){n < ARRAY_LEN(values) ? &values[n] : NULL};
}

static struct thing
some_thing(void)
{
    struct thing t = {
        .name = some_text(),
        .note = some_text(),
        .secret = some_text(),
        .size = (int64_t)some(3) * 100000 - 100000,
        .has_rank = some(2),
        .rank = some(3),
        .loud = some(2),
        .has_born = some(2),
        .born = {(int32_t)some(3) * 40000},
        .at = some_moment().at,
        .has_when = some(2),
        .when = some_moment(),
        .part = {some_text(), some(2), some(2)},
        .has_extra = some(2),
        .extra = some_extra(),
        .tags = some_tags(),
        .moments = some_moments(),
        .parts = some_parts(),
    };

    t.id.b[15] = (uint8_t)some(5);
    /* Of two ids with one ending only one is remembered. */
    t.id.b[0] = (uint8_t)some(2);
    return t;
}

/* Mostly another one again, in which a little has changed. */
static void
fill(struct thing *things, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        things[i] = some_thing();
        if (i == 0 || some(4) == 0)
            continue;
        things[i] = things[some((unsigned)i)];
        things[i].when = some_moment();
        if (some(2))
            things[i].has_rank = !things[i].has_rank;
        if (some(3) == 0)
            things[i].note = some_text();
    }
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
        assert_int_equal(wire_fit(&wide, values, 3, SIZE_MAX), 3);
        assert_int_equal(wire_fit(&wide, values, 3, 3 * wire_size(&wide, values)), 3);
        assert_true(is_in_rows() == (n >= 1 && n <= ROWS_FIELDS));
    }
}

static size_t
slow_fit(const struct shape *shape, const struct thing *things, size_t count, size_t bytes)
{
    size_t sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += wire_size(shape, &things[i]);
        if (sum > bytes && i > 0)
            return i;
    }
    return count;
}

/* At every place where one more fits, and with room for all of them and more. */
static void
fits_exactly(const struct shape *shape, const struct thing *things)
{
    size_t sum = 0;

    for (size_t n = 0; n < THINGS; n++) {
        sum += wire_size(shape, &things[n]);
        for (size_t bytes = sum - 1; bytes <= sum + 1; bytes++)
            assert_int_equal(wire_fit(shape, things, THINGS, bytes),
                             slow_fit(shape, things, THINGS, bytes));
    }
    for (size_t bytes = sum; bytes < 4 * sum; bytes += sum / 16)
        assert_int_equal(wire_fit(shape, things, THINGS, bytes), THINGS);
}

static void
what_fits_is_what_the_full_sizes_say(void **state)
{
    struct thing things[THINGS];

    (void)state;
    for (int i = 0; i < 50; i++) {
        fill(things, THINGS);
        fits_exactly(&thing_shape, things);
        for (size_t j = 0; j < ARRAY_LEN(thing_fields); j++) {
            const struct shape one = {"one", sizeof(struct thing), &thing_fields[j], 1, -1, -1};

            fits_exactly(&one, things);
        }
    }
    assert_int_equal(wire_fit(&thing_shape, things, 0, 100), 0);
    assert_int_equal(wire_fit(&thing_shape, things, THINGS, 0), 1);
}

static void
sizes_are_those_of_what_is_encoded(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++) {
        struct thing t = some_thing();

        buf_reset(&plain);
        wire_encode(&plain, &thing_shape, &t);
        assert_int_equal(wire_size(&thing_shape, &t), plain.len);
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
        cmocka_unit_test(what_fits_is_what_the_full_sizes_say),
        cmocka_unit_test(sizes_are_those_of_what_is_encoded),
        cmocka_unit_test(damaged_rows_do_no_damage),
    };

    return cmocka_run_group_tests_name("rows", tests, set_up, tear_down);
}
