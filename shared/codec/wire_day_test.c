/* Dates that are no times: from year 1 to 9999, and birthdays without a year. */
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/codec/json.h"
#include "shared/codec/msg.h"
#include "shared/codec/wire.h"

struct person {
    bool has_since, has_born;
    struct day since, born;
};

static const struct field fields[] = {
    {.name = "since",
     .kind = FIELD_DAY,
     .offset = offsetof(struct person, since),
     .has_offset = offsetof(struct person, has_since)},
    {.name = "born",
     .kind = FIELD_DAY,
     .flags = FIELD_YEARLESS,
     .offset = offsetof(struct person, born),
     .has_offset = offsetof(struct person, has_born)},
};

static const struct shape person_shape = {.name = "person",
                                          .size = sizeof(struct person),
                                          .fields = fields,
                                          .field_count = ARRAY_LEN(fields),
                                          .id_offset = -1,
                                          .version_offset = -1};

static msgpack_object
object_of(const char *json)
{
    struct buf packed;
    const msgpack_object *object;
    const char *why = "";

    buf_init(&packed);
    assert_int_equal(JSON_OK, json_to_msgpack(arena, bytes_of(json), &packed, &why));
    object = msg_unpack(arena, bytes_keep(arena, (struct bytes){packed.data, packed.len}));
    assert_non_null(object);
    buf_fini(&packed);
    return *object;
}

static const char *
encoded(const struct person *who)
{
    struct buf packed, text;
    char *kept;

    buf_init(&packed);
    buf_init(&text);
    wire_encode(&packed, &person_shape, who);
    assert_true(json_from_msgpack((struct bytes){packed.data, packed.len}, &text));
    kept = arena_strndup(arena, (const char *)text.data, text.len);
    buf_fini(&packed);
    buf_fini(&text);
    return kept;
}

static const char *
problem_text(const struct problem *p)
{
    return arena_printf(arena, "%s: %s", p->field, p->what);
}

#define NOT_A_DATE  "since: must be a date such as 2026-03-01"
#define NO_BIRTHDAY "born: must be a date such as 2026-03-01, or --03-01 without a year"

static const struct {
    const char *json, *problems; /* what is good comes back as it was */
} dates[] = {
    {"{\"since\":\"0001-01-01\",\"born\":\"0001-01-01\"}", ""},
    {"{\"since\":\"9999-12-31\",\"born\":\"9999-12-31\"}", ""},
    {"{\"since\":\"1815-12-10\",\"born\":\"1604-02-29\"}", ""},
    {"{\"since\":null,\"born\":\"--02-14\"}", ""},
    {"{\"since\":null,\"born\":\"--01-01\"}", ""},
    {"{\"since\":null,\"born\":\"--02-29\"}", ""},
    {"{\"since\":null,\"born\":\"--12-31\"}", ""},
    {"{\"since\":\"0000-12-31\"}", "since: must be from 0001-01-01 to 9999-12-31"},
    {"{\"born\":\"0000-12-31\"}", "born: must be from 0001-01-01 to 9999-12-31"},
    {"{\"since\":\"10000-01-01\"}", NOT_A_DATE},
    {"{\"since\":\"1900-02-29\"}", NOT_A_DATE},
    {"{\"since\":\"--02-14\"}", NOT_A_DATE},
    {"{\"born\":\"--02-30\"}", NO_BIRTHDAY},
    {"{\"born\":\"--00-10\"}", NO_BIRTHDAY},
    {"{\"born\":\"--13-01\"}", NO_BIRTHDAY},
    {"{\"born\":\"--0214\"}", NO_BIRTHDAY},
    {"{\"born\":\"-02-14\"}", NO_BIRTHDAY},
    {"{\"born\":\"--02-14 \"}", NO_BIRTHDAY},
    {"{\"born\":\"02-02-14\"}", NO_BIRTHDAY},
    {"{\"born\":\"\"}", NO_BIRTHDAY},
};

static void
a_date_is_of_any_age_and_a_birthday_may_lack_its_year(void **state)
{
    static const enum wire_mode modes[] = {WIRE_CREATE, WIRE_REPLACE, WIRE_TRUSTED};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(dates) * ARRAY_LEN(modes); i++) {
        const char *json = dates[i / ARRAY_LEN(modes)].json;
        const char *wrong = dates[i / ARRAY_LEN(modes)].problems;
        msgpack_object in = object_of(json);
        struct problems p;
        struct person who;

        problems_init(&p, arena);
        wire_decode(&p, &person_shape, &in, modes[i % ARRAY_LEN(modes)], &who);
        CHECK(json, (p.count == 0) == !*wrong);
        if (p.count > 0)
            CHECK(json, strcmp(problem_text(p.first), wrong) == 0);
        else
            CHECK(json, strcmp(encoded(&who), json) == 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_date_is_of_any_age_and_a_birthday_may_lack_its_year,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
