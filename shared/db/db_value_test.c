/* Values of every kind on their way to a real PostgreSQL and back. */
#include "shared/db/db.h"

#include "shared/db/connection_private.h"
#include "shared/db/test_db.h"

struct row {
    const char *text;
    int64_t small, middle, big;
    bool flag;
    struct uuid id;
    struct instant at;
    struct moment when;
    struct day day;
    struct bytes raw;
    struct texts texts;
    struct uuids uuids;
    const char *json;
    struct local wall;
    struct locals walls;
    struct int64s numbers;
    bool has_middle, has_at;
};

#define PARAM(kind, f)                                                                             \
    {                                                                                              \
        kind, -1, offsetof(struct row, f), -1                                                      \
    }
#define MAYBE(kind, f)                                                                             \
    {                                                                                              \
        kind, -1, offsetof(struct row, f), offsetof(struct row, has_##f)                           \
    }
#define COLUMN(kind, f)                                                                            \
    {                                                                                              \
        kind, offsetof(struct row, f), -1, true                                                    \
    }
#define MAYBE_COLUMN(kind, f)                                                                      \
    {                                                                                              \
        kind, offsetof(struct row, f), offsetof(struct row, has_##f), true                         \
    }

static const struct sql_param all_params[] = {
    PARAM(SQL_TEXT, text),     PARAM(SQL_INT2, small),  MAYBE(SQL_INT4, middle),
    PARAM(SQL_INT8, big),      PARAM(SQL_BOOL, flag),   PARAM(SQL_UUID, id),
    MAYBE(SQL_INSTANT, at),    PARAM(SQL_MOMENT, when), PARAM(SQL_DAY, day),
    PARAM(SQL_BYTES, raw),     PARAM(SQL_TEXTS, texts), PARAM(SQL_UUIDS, uuids),
    PARAM(SQL_JSON, json),     PARAM(SQL_LOCAL, wall),  PARAM(SQL_LOCALS, walls),
    PARAM(SQL_INT8S, numbers),
};
static const struct sql_column all_columns[] = {
    COLUMN(SQL_TEXT, text),        COLUMN(SQL_INT2, small),  MAYBE_COLUMN(SQL_INT4, middle),
    COLUMN(SQL_INT8, big),         COLUMN(SQL_BOOL, flag),   COLUMN(SQL_UUID, id),
    MAYBE_COLUMN(SQL_INSTANT, at), COLUMN(SQL_MOMENT, when), COLUMN(SQL_DAY, day),
    COLUMN(SQL_BYTES, raw),        COLUMN(SQL_TEXTS, texts), COLUMN(SQL_UUIDS, uuids),
    COLUMN(SQL_JSON, json),        COLUMN(SQL_LOCAL, wall),  COLUMN(SQL_LOCALS, walls),
    COLUMN(SQL_INT8S, numbers),
};
static const struct statement all = {
    .name = "all",
    .text = "SELECT $1::text, $2::smallint, $3::int, $4::bigint, $5::boolean, $6::uuid, "
            "$7::timestamptz, $8::timestamptz, $9::date, $10::bytea, $11::text[], $12::uuid[], "
            "$13::jsonb, $14::timestamp, $15::timestamp[], $16::bigint[]",
    .params = all_params,
    .param_count = ARRAY_LEN(all_params),
    .columns = all_columns,
    .column_count = ARRAY_LEN(all_columns),
    .row_size = sizeof(struct row),
};

static void
every_kind_comes_back(void **state)
{
    static const char *const words[] = {"", "Zoë", "a\"b\\c{}"};
    static const struct uuid ids[] = {{{1}}, {{255, 2}}};
    static const struct local walls[] = {{0}, {1772355600000000}};
    static const int64_t numbers[] = {INT64_MIN, -1, INT64_MAX};
    const struct row in = {
        .text = "Grüße",
        .small = INT16_MIN,
        .has_middle = true,
        .middle = INT32_MAX,
        .big = INT64_MIN,
        .flag = true,
        .id = {{7, 8, 9}},
        .has_at = true,
        .at = {-2208988800000000}, /* 1900 */
        .when = {.at = {7258118400000000}},
        .day = {-25567},
        .raw = {(const uint8_t *)"\0\1\2", 3},
        .texts = {words, 3},
        .uuids = {ids, 2},
        .json = "{\"a\": [1, null]}",
        .wall = {-1},
        .walls = {walls, 2},
        .numbers = {numbers, 3},
    };
    struct row out;

    (void)state;
    assert_int_equal(OK, db_one(&rq, &all, &in, &out));
    assert_string_equal(in.text, out.text);
    assert_true(out.small == in.small && out.big == in.big && out.flag);
    assert_true(out.has_middle && out.middle == in.middle);
    assert_true(uuid_equal(out.id, in.id) && out.day.days == in.day.days);
    assert_true(out.has_at && out.at.us == in.at.us && out.when.at.us == in.when.at.us);
    assert_true(bytes_equal(in.raw, out.raw));
    assert_int_equal(3, out.texts.count);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(words[i], out.texts.items[i]);
    assert_int_equal(2, out.uuids.count);
    assert_true(uuid_equal(ids[0], out.uuids.items[0]) && uuid_equal(ids[1], out.uuids.items[1]));
    assert_string_equal(in.json, out.json);
    assert_int_equal(in.wall.us, out.wall.us);
    assert_int_equal(2, out.walls.count);
    assert_true(out.walls.items[0].us == walls[0].us && out.walls.items[1].us == walls[1].us);
    assert_int_equal(3, out.numbers.count);
    assert_memory_equal(numbers, out.numbers.items, sizeof numbers);
}

static void
nothing_comes_back_as_nothing(void **state)
{
    struct row out;

    (void)state;
    assert_int_equal(OK, db_one(&rq, &all, &(struct row){.text = NULL}, &out));
    assert_true(out.text == NULL && !out.has_middle && !out.has_at && out.raw.data == NULL &&
                out.json == NULL);
    assert_true(out.texts.count == 0 && out.uuids.count == 0 && out.numbers.count == 0);
}

static const struct statement spelled = {
    .name = "spelled",
    .text = "SELECT $1::text[]::text",
    .params = (const struct sql_param[]){PARAM(SQL_TEXTS, texts)},
    .param_count = 1,
    .columns = (const struct sql_column[]){COLUMN(SQL_TEXT, text)},
    .column_count = 1,
    .row_size = sizeof(struct row)};

static void
a_text_among_others_may_be_null(void **state)
{
    static const char *const words[] = {NULL, "", "a", NULL};
    struct row out;

    (void)state;
    assert_int_equal(OK, db_one(&rq, &spelled, &(struct row){.texts = {words, 4}}, &out));
    assert_string_equal("{NULL,\"\",a,NULL}", out.text);
}

static const struct {
    const char *name;
    struct row row;
} unfit[] = {
    {"a number past its column", {.small = 40000}},
    {"an instant before all", {.has_at = true, .at = {INT64_MIN}}},
    {"what would be minus infinity", {.has_at = true, .at = {INT64_MIN + EPOCH_2000_US}}},
    {"a moment before all", {.when = {.at = {INT64_MIN}}}},
    {"a date before all", {.day = {INT32_MIN}}},
    {"what would be a date at minus infinity", {.day = {INT32_MIN + EPOCH_2000_DAYS}}},
    {"a time of the wall before all", {.wall = {INT64_MIN}}},
    {"one among others", {.walls = {(const struct local[]){{0}, {INT64_MIN}}, 2}}},
};

static void
what_a_column_cannot_hold_is_a_bug(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(unfit); i++)
        CHECK(unfit[i].name, db_one(&rq, &all, &unfit[i].row, &(struct row){0}) == ERR_BUG);
}

#define ONE(kind, f)                                                                               \
    {                                                                                              \
        COLUMN(kind, f)                                                                            \
    }
static const struct sql_column one_instant[] = ONE(SQL_INSTANT, at);
static const struct sql_column one_day[] = ONE(SQL_DAY, day);
static const struct sql_column one_wall[] = ONE(SQL_LOCAL, wall);
static const struct sql_column some_walls[] = ONE(SQL_LOCALS, walls);
static const struct sql_column some_numbers[] = ONE(SQL_INT8S, numbers);
static const struct sql_column some_texts[] = ONE(SQL_TEXTS, texts);
static const struct sql_column some_uuids[] = ONE(SQL_UUIDS, uuids);

#define SELECT(name, column, good)                                                                 \
    {                                                                                              \
        {name, "SELECT " name, NULL, 0, column, 1, sizeof(struct row), LOCKS_UNSAID}, good         \
    }
static const struct {
    struct statement statement;
    bool good;
} odd[] = {
    SELECT("'infinity'::timestamptz", one_instant, false),
    SELECT("'-infinity'::timestamptz", one_instant, false),
    SELECT("'294276-12-31 23:59:59Z'::timestamptz", one_instant, false),
    SELECT("'4713-01-01 00:00:00Z BC'::timestamptz", one_instant, true),
    SELECT("'infinity'::date", one_day, false),
    SELECT("'-infinity'::date", one_day, false),
    SELECT("'4713-01-01 BC'::date", one_day, true),
    SELECT("'5874897-12-31'::date", one_day, true),
    SELECT("'infinity'::timestamp", one_wall, false),
    SELECT("'{2026-03-01 09:00,infinity}'::timestamp[]", some_walls, false),
    SELECT("'{-infinity}'::timestamp[]", some_walls, false),
    SELECT("'{294276-12-31}'::timestamp[]", some_walls, false),
    SELECT("'{2026-03-01 09:00,NULL}'::timestamp[]", some_walls, false),
    SELECT("'{2026-03-01 09:00}'::timestamp[]", some_walls, true),
    SELECT("'{1,NULL}'::bigint[]", some_numbers, false),
    SELECT("'{a,NULL}'::text[]", some_texts, false),
    SELECT("'{{a},{b}}'::text[]", some_texts, false),
    SELECT("'{}'::text[]", some_texts, true),
    SELECT("'{NULL}'::uuid[]", some_uuids, false),
    SELECT("'{a,b}'::text[]", some_uuids, false),
    SELECT("1::bigint", one_day, false),
    SELECT("''", one_instant, false),
};

static void
what_we_cannot_hold_is_a_bug(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        const struct statement *st = &odd[i].statement;
        struct row out;

        CHECK(st->name, db_one(&rq, st, NULL, &out) == (odd[i].good ? OK : ERR_BUG));
    }
}

static int
start(void **state)
{
    static const struct statement *statements[ARRAY_LEN(odd) + 2] = {&all, &spelled};
    static const struct statements sql = {statements, ARRAY_LEN(statements)};
    static const struct statements *const sets[] = {&sql};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(odd); i++)
        statements[i + 2] = &odd[i].statement;
    test_pg_new(&pg);
    connect_request(sets, CONNECTION_ALONE);
    return 0;
}

static int
stop(void **state)
{
    disconnect_request(state);
    test_pg_destroy(&pg);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_comes_back),
        cmocka_unit_test(nothing_comes_back_as_nothing),
        cmocka_unit_test(a_text_among_others_may_be_null),
        cmocka_unit_test(what_a_column_cannot_hold_is_a_bug),
        cmocka_unit_test(what_we_cannot_hold_is_a_bug),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
