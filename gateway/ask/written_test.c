#include "gateway/ask/written.h"
#include "shared/base/check.h"
#include "shared/codec/json.h"

#define ID "\"01890a5d-ac96-774b-bcce-b302099a8057\""

static const struct {
    const char *name, *body;
    bool has_version;
    const char *want; /* NULL: it is no such answer */
} answers[] = {
    {"an object", "{\"id\":" ID ",\"name\":\"x\",\"version\":7}", true,
     "{\"id\":" ID ",\"version\":7}"},
    {"its id behind what is nested", "{\"tags\":[{\"id\":1}],\"of\":{\"id\":\"x\"},\"id\":" ID "}",
     true, "{\"id\":" ID ",\"version\":7}"},
    {"no version", "{\"id\":" ID "}", false, NULL},
    {"no id", "{\"name\":\"x\"}", true, NULL},
    {"an id inside alone", "{\"of\":{\"id\":" ID "}}", true, NULL},
    {"an id that is none", "{\"id\":\"x\"}", true, NULL},
    {"an id that is no text", "{\"id\":7}", true, NULL},
    {"no object", "[" ID "]", true, NULL},
};

static void
id_and_version_alone_are_told(void **state)
{
    struct arena *arena = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct reply reply = {.has_version = answers[i].has_version, .version = 7};
        struct buf body, out;
        const char *why;

        buf_init(&body);
        buf_init(&out);
        CHECK(answers[i].name,
              json_to_msgpack(arena, bytes_of(answers[i].body), &body, &why) == JSON_OK);
        reply.body = (struct bytes){body.data, body.len};
        CHECK(answers[i].name, written_json(&reply, &out) == (answers[i].want != NULL));
        CHECK(answers[i].name,
              bytes_equal((struct bytes){out.data, out.len}, bytes_of(answers[i].want)));
        buf_fini(&body);
        buf_fini(&out);
    }
    arena_destroy(arena);
}

static void
an_answer_that_is_cut_off_is_none(void **state)
{
    static const uint8_t object[] = "\x82\xa4name\xa1x\xa2id\xd9\x24"
                                    "01890a5d-ac96-774b-bcce-b302099a8057";

    (void)state;
    for (size_t len = 0; len < sizeof object; len++) {
        const struct reply reply = {.has_version = true, .version = 1, .body = {object, len}};
        struct buf out;

        buf_init(&out);
        assert_int_equal(len == sizeof object - 1, written_json(&reply, &out));
        buf_fini(&out);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(id_and_version_alone_are_told),
        cmocka_unit_test(an_answer_that_is_cut_off_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
