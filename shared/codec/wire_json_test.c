/* Free-form objects: what is taken comes back as it came, and what is refused is named by its place. */
#include "shared/codec/wire.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/codec/json.h"
#include "shared/codec/msg.h"

enum { BYTES_MOST = 60, LEVELS_MOST = 4 };

struct note {
    struct bytes extra;
};

static const struct field note_fields[] = {
    {.name = "extra",
     .kind = FIELD_JSON,
     .offset = offsetof(struct note, extra),
     .has_offset = -1,
     .max = LEVELS_MOST,
     .bytes_max = BYTES_MOST},
};
static const struct shape note_shape = {"note", sizeof(struct note), note_fields, 1, -1, -1};

static msgpack_object
json_object_of(const char *json)
{
    struct bytes text = {(const uint8_t *)json, strlen(json)};
    const msgpack_object *object;
    struct buf packed;
    const char *why = "";

    buf_init(&packed);
    must(json_to_msgpack(arena, text, &packed, &why) == JSON_OK);
    object = msg_unpack(arena, bytes_keep(arena, (struct bytes){packed.data, packed.len}));
    buf_fini(&packed);
    must(object != NULL);
    return *object;
}

static const char *
json_of(const struct note *note)
{
    struct buf packed, text;
    const char *out;

    buf_init(&packed);
    buf_init(&text);
    wire_encode(&packed, &note_shape, note);
    must(json_from_msgpack((struct bytes){packed.data, packed.len}, &text));
    out = arena_strndup(arena, (const char *)text.data, text.len);
    buf_fini(&packed);
    buf_fini(&text);
    return out;
}

static const char *
problems_of(const msgpack_object *in, enum wire_mode mode, struct note *out)
{
    struct problems p;
    const char *all = "";

    problems_init(&p, arena);
    wire_decode(&p, &note_shape, in, mode, out);
    for (const struct problem *one = p.first; one != NULL; one = one->next)
        all = arena_printf(arena, "%s%s%s: %s", all, *all ? "; " : "", one->field, one->what);
    return all;
}

static void
what_is_taken_comes_back(void **state)
{
    static const char *const texts[] = {
        "{\"extra\":null}",
        "{\"extra\":{}}",
        "{\"extra\":{\"b\":1,\"a\":null,\"\":[]}}",
        "{\"extra\":{\"n\":[0,-1,9223372036854775807,1.5,1e+300]}}",
        "{\"extra\":{\"\xc3\xbc\":\"\xf0\x9f\x98\x80\",\"q\":\"\\\"\\\\\\n\"}}",
        "{\"extra\":{\"a\":[{\"b\":{}}]}}",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        msgpack_object in = json_object_of(texts[i]);
        struct note note;

        assert_string_equal(problems_of(&in, WIRE_CREATE, &note), "");
        assert_string_equal(json_of(&note), texts[i]);
    }
}

static const struct {
    const char *json, *problems;
} refused[] = {
    {"{\"extra\":[]}", "extra: must be an object"},
    {"{\"extra\":\"{}\"}", "extra: must be an object"},
    {"{\"extra\":{\"a\":{\"b\":\"x\\u0000\"}}}", "extra.a.b: must not contain U+0000"},
    {"{\"extra\":{\"a\":[1,\"\\u0000\"]}}", "extra.a[1]: must not contain U+0000"},
    {"{\"extra\":{\"a\":[{\"b\":[]}]}}", ""},
    {"{\"extra\":{\"a\":[{\"b\":[{}]}]}}", "extra.a[0].b[0]: nests too deep"},
};

static void
what_is_refused_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        msgpack_object in = json_object_of(refused[i].json);
        struct note note;

        assert_string_equal(problems_of(&in, WIRE_CREATE, &note), refused[i].problems);
        assert_string_equal(problems_of(&in, WIRE_TRUSTED, &note),
                            i < 2 ? refused[i].problems : "");
    }
}

/* Quotes take two bytes as JSON. */
static void
its_size_is_that_of_its_json(void **state)
{
    (void)state;
    for (size_t quotes = 0; quotes < 3; quotes++) {
        for (size_t len = BYTES_MOST - 2; len <= BYTES_MOST + 1; len++) {
            size_t plain = len - strlen("{\"a\":\"\"}") - 2 * quotes;
            const char *json = arena_printf(
                arena, "{\"extra\":{\"a\":\"%.*s%.*s\"}}", (int)(2 * quotes), "\\\"\\\"",
                (int)plain, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
            msgpack_object in = json_object_of(json);
            struct note note;

            assert_string_equal(problems_of(&in, WIRE_CREATE, &note),
                                len > BYTES_MOST ? "extra: must have at most 60 bytes as JSON"
                                                 : "");
        }
    }
}

/* No JSON of ours is read into these; another sender's msgpack may be. */
static void
what_is_no_json_is_refused(void **state)
{
    static const struct {
        uint8_t bytes[16];
        size_t len;
        const char *problems;
    } all[] = {
        {{0x81, 0x01, 0x02}, 3, "extra: is no JSON"},
        {{0x81, 0xa1, 0xff, 0x02}, 4, "extra: is no JSON"},
        {{0x81, 0xa1, 'a', 0xa1, 0xff}, 5, "extra: is no JSON"},
        {{0x82, 0xa1, 'a', 0x01, 0xa1, 'a', 0x01}, 7, "extra.a: is given twice"},
        {{0x81, 0xa1, 0x00, 0x01}, 4, "extra: must not have a name with a U+0000"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        msgpack_object_kv pair = json_object_of("{\"extra\":{}}").via.map.ptr[0];
        msgpack_object in = {.type = MSGPACK_OBJECT_MAP, .via.map = {.size = 1, .ptr = &pair}};
        struct note note;

        pair.val = *msg_unpack(arena, (struct bytes){all[i].bytes, all[i].len});
        assert_string_equal(problems_of(&in, WIRE_CREATE, &note), all[i].problems);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_taken_comes_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_refused_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(its_size_is_that_of_its_json, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_json_is_refused, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
