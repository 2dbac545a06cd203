/* The walker against JSON texts, by tables; the shape below stands for any that the generator
 * makes. */
#include "shared/codec/format.h"
#include "shared/codec/wire.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/codec/json.h"
#include "shared/codec/msg.h"

struct part {
    const char *email;
    bool has_age;
    int64_t age;
};

struct thing {
    struct uuid id;
    const char *name;
    const char *color;
    const char *hour;
    int64_t size;
    bool loud;
    bool has_born;
    struct day born;
    bool has_at;
    struct instant at;
    bool has_when;
    struct moment when;
    struct texts tags;
    struct {
        const struct part *items;
        size_t count;
    } parts;
    int64_t version;
};

#define AT(f) .offset = offsetof(struct thing, f)

static const struct field part_fields[] = {
    {.name = "email",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .max = 254,
     .offset = offsetof(struct part, email),
     .has_offset = -1,
     .format = format_email},
    {.name = "age",
     .kind = FIELD_INT,
     .offset = offsetof(struct part, age),
     .has_offset = offsetof(struct part, has_age),
     .min = 0,
     .max = 150},
};
static const struct shape part_shape = {"part", sizeof(struct part), part_fields, 2, -1, -1};
static const char *const colors[] = {"red", "blue", NULL};
static struct pattern hour_pattern = {"^([01][0-9]|2[0-3]):[0-5][0-9]$", "must be a time", NULL};
static const struct field thing_fields[] = {
    {.name = "id", .kind = FIELD_UUID, .flags = FIELD_READ_ONLY, AT(id), .has_offset = -1},
    {.name = "name",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     AT(name),
     .has_offset = -1,
     .min = 1,
     .max = 5,
     .bytes_max = 12},
    {.name = "color",
     .kind = FIELD_TEXT,
     AT(color),
     .has_offset = -1,
     .choices = colors,
     .fallback = "blue"},
    {.name = "hour",
     .kind = FIELD_TEXT,
     AT(hour),
     .has_offset = -1,
     .pattern = &hour_pattern,
     .fallback = "09:00"},
    {.name = "size",
     .kind = FIELD_INT,
     AT(size),
     .has_offset = -1,
     .min = 1,
     .max = 200,
     .fallback = "50"},
    {.name = "loud", .kind = FIELD_BOOL, AT(loud), .has_offset = -1, .fallback = "false"},
    {.name = "born", .kind = FIELD_DAY, AT(born), .has_offset = offsetof(struct thing, has_born)},
    {.name = "at", .kind = FIELD_INSTANT, AT(at), .has_offset = offsetof(struct thing, has_at)},
    {.name = "when",
     .kind = FIELD_MOMENT,
     AT(when),
     .has_offset = offsetof(struct thing, has_when)},
    {.name = "tags",
     .kind = FIELD_TEXT,
     .flags = FIELD_ARRAY | FIELD_UNIQUE,
     AT(tags),
     .has_offset = -1,
     .min = 1,
     .max = 3,
     .items_max = 2},
    {.name = "parts",
     .kind = FIELD_OBJECT,
     .flags = FIELD_ARRAY,
     AT(parts),
     .has_offset = -1,
     .items_max = 4,
     .shape = &part_shape},
    {.name = "version",
     .kind = FIELD_INT,
     .flags = FIELD_READ_ONLY,
     AT(version),
     .has_offset = -1,
     .min = 1,
     .max = INT64_MAX},
};
static const struct shape thing_shape = {
    "thing", sizeof(struct thing), thing_fields, ARRAY_LEN(thing_fields), 0, -1,
};

/* The JSON text as an object that lives until the test's end. */
static msgpack_object
object_of(const char *json)
{
    struct bytes text = {(const uint8_t *)json, strlen(json)};
    struct buf packed;
    const msgpack_object *object;
    const char *why = "";

    buf_init(&packed);
    if (json_to_msgpack(arena, text, &packed, &why) != JSON_OK)
        fail_msg("%s: %s", json, why);
    object = msg_unpack(arena, bytes_keep(arena, (struct bytes){packed.data, packed.len}));
    assert_non_null(object);
    buf_fini(&packed);
    return *object;
}

static const char *
problems_text(const struct problems *p)
{
    const char *all = "";

    for (const struct problem *one = p->first; one != NULL; one = one->next)
        all = arena_printf(arena, "%s%s%s: %s", all, *all ? "; " : "", one->field, one->what);
    return all;
}

static const struct {
    const char *name, *json;
    enum wire_mode mode;
    const char *problems;
} cases[] = {
    {"a name is enough", "{\"name\":\"a\"}", WIRE_CREATE, ""},
    {"not an object", "[1]", WIRE_CREATE, "body: must be an object"},
    {"nothing", "{}", WIRE_CREATE, "name: is required"},
    {"null for what is required", "{\"name\":null}", WIRE_CREATE, "name: must not be null"},
    {"null clears what is optional", "{\"name\":\"a\",\"born\":null,\"color\":null}", WIRE_CREATE,
     ""},
    {"a longest name", "{\"name\":\"\u00e4\u00e4\u00e4\u00e4\u00e4\"}", WIRE_CREATE, ""},
    {"one character more", "{\"name\":\"abcdef\"}", WIRE_CREATE,
     "name: must have at most 5 characters"},
    {"too many bytes", "{\"name\":\"\U0001F600\U0001F600\U0001F600\U0001F600\"}", WIRE_CREATE,
     "name: must have at most 12 bytes"},
    {"an empty name", "{\"name\":\"\"}", WIRE_CREATE, "name: must have at least 1 characters"},
    {"a NUL", "{\"name\":\"a\\u0000b\"}", WIRE_CREATE, "name: must not contain U+0000"},
    {"an unknown field", "{\"name\":\"a\",\"nmae\":1}", WIRE_CREATE, "nmae: is unknown"},
    {"a read-only field in a create", "{\"name\":\"a\",\"version\":1}", WIRE_CREATE,
     "version: is read-only"},
    {"a read-only field in a replace", "{\"name\":\"a\",\"version\":1}", WIRE_REPLACE, ""},
    {"a patch may lack what is required", "{\"size\":3}", WIRE_PARTIAL, ""},
    {"a patch may not clear it", "{\"name\":null}", WIRE_PARTIAL, "name: must not be null"},
    {"a choice", "{\"name\":\"a\",\"color\":\"green\"}", WIRE_CREATE,
     "color: must be one of: red, blue"},
    {"a text that fits its pattern", "{\"name\":\"a\",\"hour\":\"23:59\"}", WIRE_CREATE, ""},
    {"a text that does not", "{\"name\":\"a\",\"hour\":\"24:00\"}", WIRE_CREATE,
     "hour: must be a time"},
    {"nor one that goes on", "{\"name\":\"a\",\"hour\":\"23:59\\n\"}", WIRE_REPLACE,
     "hour: must be a time"},
    {"the least integer", "{\"name\":\"a\",\"size\":1}", WIRE_CREATE, ""},
    {"the greatest integer", "{\"name\":\"a\",\"size\":200}", WIRE_CREATE, ""},
    {"an integer written 3.0", "{\"name\":\"a\",\"size\":3.0}", WIRE_CREATE, ""},
    {"below", "{\"name\":\"a\",\"size\":0}", WIRE_CREATE, "size: must be from 1 to 200"},
    {"above", "{\"name\":\"a\",\"size\":201}", WIRE_CREATE, "size: must be from 1 to 200"},
    {"far above", "{\"name\":\"a\",\"size\":1e300}", WIRE_CREATE, "size: must be from 1 to 200"},
    {"a fraction", "{\"name\":\"a\",\"size\":1.5}", WIRE_CREATE, "size: must be an integer"},
    {"a string for an integer", "{\"name\":\"a\",\"size\":\"5\"}", WIRE_CREATE,
     "size: must be an integer"},
    {"a string for a boolean", "{\"name\":\"a\",\"loud\":\"true\"}", WIRE_CREATE,
     "loud: must be true or false"},
    {"seven digits of fraction", "{\"name\":\"a\",\"at\":\"2026-03-01T09:00:00.1234567Z\"}",
     WIRE_CREATE, "at: must be a date-time of RFC 3339 with at most six digits of fraction"},
    {"the year 9999", "{\"name\":\"a\",\"at\":\"9999-03-01T09:00:00Z\"}", WIRE_CREATE,
     "at: must be from 1900-01-01T00:00:00Z to 2200-01-01T00:00:00Z"},
    {"a day that is not", "{\"name\":\"a\",\"born\":\"2026-02-30\"}", WIRE_CREATE,
     "born: must be a date such as 2026-03-01"},
    {"too many items", "{\"name\":\"a\",\"tags\":[\"a\",\"b\",\"c\"]}", WIRE_CREATE,
     "tags: must have at most 2 items"},
    {"an item too long", "{\"name\":\"a\",\"tags\":[\"a\",\"long\"]}", WIRE_CREATE,
     "tags[1]: must have at most 3 characters"},
    {"an item twice", "{\"name\":\"a\",\"tags\":[\"a\",\"a\"]}", WIRE_CREATE,
     "tags[1]: must not be repeated"},
    {"null as an item", "{\"name\":\"a\",\"tags\":[null]}", WIRE_CREATE,
     "tags[0]: must be a string"},
    {"deep inside",
     "{\"name\":\"a\",\"parts\":[{\"email\":\"a@b.c\"},{\"email\":\"x\",\"age\":151}]}",
     WIRE_CREATE, "parts[1].email: must be an e-mail address; parts[1].age: must be from 0 to 150"},
    {"all at once", "{\"size\":0,\"loud\":1,\"what\":2}", WIRE_CREATE,
     "what: is unknown; name: is required; size: must be from 1 to 200; "
     "loud: must be true or false"},
};

static void
decode_names_every_bad_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        msgpack_object in = object_of(cases[i].json);
        struct problems p;
        struct thing out;

        problems_init(&p, arena);
        wire_decode(&p, &thing_shape, &in, cases[i].mode, &out);
        if (strcmp(problems_text(&p), cases[i].problems) != 0)
            fail_msg("%s: %s", cases[i].name, problems_text(&p));
    }
}

static void
decode_fills_the_struct(void **state)
{
    msgpack_object in = object_of("{\"name\":\"a\",\"born\":\"1970-01-02\",\"when\":\"1970-01-03\","
                                  "\"at\":\"1970-01-01T01:00:00.5+01:00\",\"tags\":[\"x\",\"y\"],"
                                  "\"parts\":[{\"email\":\"a@b.c\",\"age\":7}]}");
    struct problems p;
    struct thing out;

    (void)state;
    problems_init(&p, arena);
    wire_decode(&p, &thing_shape, &in, WIRE_CREATE, &out);
    assert_string_equal(problems_text(&p), "");
    assert_string_equal(out.color, "blue");
    assert_string_equal(out.hour, "09:00");
    assert_int_equal(out.size, 50);
    assert_false(out.loud);
    assert_true(out.has_born && out.born.days == 1);
    assert_true(out.has_at && out.at.us == 500000);
    assert_true(out.has_when && out.when.is_date && out.when.at.us == 2 * 86400000000);
    assert_int_equal(out.tags.count, 2);
    assert_string_equal(out.tags.items[1], "y");
    assert_int_equal(out.parts.items[0].age, 7);
}

static void
encode_gives_back_what_was_decoded(void **state)
{
    static const char json[] =
        "{\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"name\":\"a\",\"color\":\"red\","
        "\"hour\":\"10:30\",\"size\":7,"
        "\"loud\":true,\"born\":null,\"at\":\"1970-01-01T00:00:00.5Z\",\"when\":\"1970-01-03\","
        "\"tags\":[\"x\"],\"parts\":[{\"email\":\"a@b.c\",\"age\":null}],\"version\":3}";
    msgpack_object in = object_of(json);
    struct problems p;
    struct thing out;
    struct buf packed, text;

    (void)state;
    problems_init(&p, arena);
    buf_init(&packed);
    buf_init(&text);
    wire_decode(&p, &thing_shape, &in, WIRE_TRUSTED, &out);
    wire_encode(&packed, &thing_shape, &out);
    assert_true(json_from_msgpack((struct bytes){packed.data, packed.len}, &text));
    buf_add(&text, "", 1);
    assert_string_equal((const char *)text.data, json);
    buf_fini(&packed);
    buf_fini(&text);
}

static void
a_long_name_is_cut_between_characters(void **state)
{
    char json[400] = "{\"ab", *end = json + strlen(json);
    msgpack_object in;
    struct problems p;
    struct thing out;

    (void)state;
    for (int i = 0; i < 60; i++, end += 4)
        memcpy(end, "\xf0\x9f\x98\x80", 5);
    memcpy(end, "\":1}", 5);
    in = object_of(json);
    problems_init(&p, arena);
    wire_decode(&p, &thing_shape, &in, WIRE_CREATE, &out);
    assert_int_equal(98, strlen(p.first->field));
    assert_memory_equal("\xf0\x9f\x98\x80", p.first->field + 94, 4);
}

/* What a handler decodes by itself is neither judged here nor told. */
struct parcel {
    struct patch part;
    const char *name;
};
static const struct field parcel_fields[] = {
    {.name = "part",
     .kind = FIELD_OBJECT,
     .flags = FIELD_AS_SENT,
     .offset = offsetof(struct parcel, part),
     .has_offset = -1,
     .shape = &part_shape},
    {.name = "name", .kind = FIELD_TEXT, .offset = offsetof(struct parcel, name), .has_offset = -1},
};
static const struct shape parcel_shape = {"parcel", sizeof(struct parcel), parcel_fields, 2, -1,
                                          -1};

static const struct {
    const char *json, *problems;
    int members; /* of the part; -1: there is none */
} parcels[] = {
    {"{\"part\":{\"email\":7,\"no\":[]}}", "", 2},    {"{\"part\":{}}", "", 0},
    {"{\"part\":null,\"name\":\"x\"}", "", -1},       {"{}", "", -1},
    {"{\"part\":[]}", "part: must be an object", -1},
};

static void
an_object_stays_as_it_was_sent(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(parcels); i++) {
        msgpack_object in = object_of(parcels[i].json);
        struct problems p;
        struct parcel out;
        struct buf packed;

        problems_init(&p, arena);
        wire_decode(&p, &parcel_shape, &in, WIRE_CREATE, &out);
        CHECK(parcels[i].json, strcmp(problems_text(&p), parcels[i].problems) == 0);
        CHECK(parcels[i].json, (out.part.object == NULL) == (parcels[i].members < 0));
        if (out.part.object != NULL)
            CHECK(parcels[i].json, (int)out.part.object->via.map.size == parcels[i].members);
        buf_init(&packed);
        wire_encode(&packed, &parcel_shape, &out);
        CHECK(parcels[i].json, packed.data[0] == 0x81);
        buf_fini(&packed);
    }
}

static const struct {
    const char *name, *json, *problems;
} queries[] = {
    {"texts of the declared type", "{\"name\":[\"a\"],\"size\":[\"7\"],\"tags\":[\"x\",\"y\"]}",
     ""},
    {"given more than once", "{\"name\":[\"a\",\"b\"]}", "name: is given more than once"},
    {"a parameter that does not fit its pattern", "{\"name\":[\"a\"],\"hour\":[\"9:00\"]}",
     "hour: must be a time"},
    {"not a number", "{\"name\":[\"a\"],\"size\":[\"7x\"]}", "size: must be an integer"},
    {"past 64 bits", "{\"name\":[\"a\"],\"size\":[\"99999999999999999999\"]}",
     "size: must be an integer"},
    {"an empty number", "{\"name\":[\"a\"],\"size\":[\"\"]}", "size: must be an integer"},
    {"an unknown parameter", "{\"name\":[\"a\"],\"nmae\":[\"a\"]}",
     "nmae: is not a parameter of this operation"},
    {"a boolean", "{\"name\":[\"a\"],\"loud\":[\"yes\"]}", "loud: must be true or false"},
};

static void
decode_reads_parameters(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
        msgpack_object in = object_of(queries[i].json);
        struct problems p;
        struct thing out;

        problems_init(&p, arena);
        wire_decode_texts(&p, &thing_shape, &in, &out);
        if (strcmp(problems_text(&p), queries[i].problems) != 0)
            fail_msg("%s: %s", queries[i].name, problems_text(&p));
    }
}

static const struct {
    const char *text;
    bool fine;
} emails[] = {
    {"ada@example.org", true},
    {" ada@example.org ", true},
    {"a.b+c@x-y.co", true},
    {"ada", false},
    {"@example.org", false},
    {"ada@", false},
    {"ada@example", false},
    {"ada@exa mple.org", false},
    {".ada@example.org", false},
    {"a..b@example.org", false},
    {"ada@-example.org", false},
    {"ada@example-.org", false},
    {"ada@example.org.", false},
    {"a\"b@example.org", false},
    {"ada@ex\xc3\xa4mple.org", false},
    {"ada@b@example.org", false},
};

static void
formats_judge(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(emails); i++)
        if ((format_email(emails[i].text, strlen(emails[i].text)) == NULL) != emails[i].fine)
            fail_msg("%s", emails[i].text);
    assert_null(format_timezone("Europe/Berlin", 13));
    assert_non_null(format_timezone("Europe/Nowhere", 14));
    assert_non_null(format_timezone("../../etc/passwd", 16));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(decode_names_every_bad_field, set_up, tear_down),
        cmocka_unit_test_setup_teardown(decode_fills_the_struct, set_up, tear_down),
        cmocka_unit_test_setup_teardown(encode_gives_back_what_was_decoded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_object_stays_as_it_was_sent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_name_is_cut_between_characters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(decode_reads_parameters, set_up, tear_down),
        cmocka_unit_test(formats_judge),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
