/* Values of every kind on their way to a real PostgreSQL and back. */
#include "shared/db/db.h"

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
    PARAM(SQL_TEXT, text), PARAM(SQL_INT2, small), MAYBE(SQL_INT4, middle), PARAM(SQL_INT8, big),
    PARAM(SQL_BOOL, flag), PARAM(SQL_UUID, id),    MAYBE(SQL_INSTANT, at),  PARAM(SQL_MOMENT, when),
    PARAM(SQL_DAY, day),   PARAM(SQL_BYTES, raw),  PARAM(SQL_TEXTS, texts), PARAM(SQL_UUIDS, uuids),
    PARAM(SQL_JSON, json),
};
static const struct sql_column all_columns[] = {
    COLUMN(SQL_TEXT, text),        COLUMN(SQL_INT2, small),  MAYBE_COLUMN(SQL_INT4, middle),
    COLUMN(SQL_INT8, big),         COLUMN(SQL_BOOL, flag),   COLUMN(SQL_UUID, id),
    MAYBE_COLUMN(SQL_INSTANT, at), COLUMN(SQL_MOMENT, when), COLUMN(SQL_DAY, day),
    COLUMN(SQL_BYTES, raw),        COLUMN(SQL_TEXTS, texts), COLUMN(SQL_UUIDS, uuids),
    COLUMN(SQL_JSON, json),
};
static const struct statement all = {
    .name = "all",
    .text = "SELECT $1::text, $2::smallint, $3::int, $4::bigint, $5::boolean, $6::uuid, "
            "$7::timestamptz, $8::timestamptz, $9::date, $10::bytea, $11::text[], $12::uuid[], "
            "$13::jsonb",
    .params = all_params,
    .param_count = ARRAY_LEN(all_params),
    .columns = all_columns,
    .column_count = ARRAY_LEN(all_columns),
    .row_size = sizeof(struct row),
};

static const struct statement *const statements[] = {&all};
static const struct statements sql = {statements, ARRAY_LEN(statements)};
static const struct statements *const sets[] = {&sql};

static int
start(void **state)
{
    (void)state;
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

static void
every_kind_comes_back(void **state)
{
    static const char *const words[] = {"", "Zoë", "a\"b\\c{}"};
    static const struct uuid ids[] = {{{1}}, {{255, 2}}};
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
}

static void
nothing_comes_back_as_nothing(void **state)
{
    struct row out;

    (void)state;
    assert_int_equal(OK, db_one(&rq, &all, &(struct row){.text = NULL}, &out));
    assert_true(out.text == NULL && !out.has_middle && !out.has_at && out.raw.data == NULL &&
                out.json == NULL);
    assert_true(out.texts.count == 0 && out.uuids.count == 0);
}

static void
a_number_that_does_not_fit_is_a_bug(void **state)
{
    (void)state;
    assert_int_equal(ERR_BUG, db_one(&rq, &all, &(struct row){.small = 40000}, &(struct row){0}));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_comes_back),
        cmocka_unit_test(nothing_comes_back_as_nothing),
        cmocka_unit_test(a_number_that_does_not_fit_is_a_bug),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
