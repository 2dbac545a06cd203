/* What auth says about credentials is believed only when all of it is there and as it should be. */
#include "gateway/identity/credential_state.h"

#include "gateway/identity/scopes.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"

#define ID      "\"00000000-0000-4000-8000-000000000001\""
#define SESSION "{\"active\":true,\"user_id\":" ID ",\"zone\":\"Europe/Vienna\"}"
#define KEY                                                                                        \
    "{\"active\":true,\"key_id\":" ID ",\"user_id\":" ID ",\"zone\":\"UTC\","                      \
    "\"scopes\":[\"events:read\"],\"keep_ms\":5}"
#define ANSWER(body) "{\"v\":1,\"body\":" body "}"

static struct arena *arena;
static struct buf packed;

static int
set_up(void **state)
{
    (void)state;
    arena = arena_new(16 << 20);
    buf_init(&packed);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    buf_fini(&packed);
    arena_destroy(arena);
    return 0;
}

static bool
read_json(enum caller_kind kind, const char *json, struct credential_state *out)
{
    const char *why;

    buf_reset(&packed);
    must(json_to_msgpack(arena, (struct bytes){(const uint8_t *)json, strlen(json)}, &packed,
                         &why) == JSON_OK);
    return credential_state_read(arena, kind, (struct bytes){packed.data, packed.len}, out);
}

static const struct {
    const char *name;
    enum caller_kind kind;
    const char *json;
    bool good;
} cases[] = {
    {"a session", CALLER_USER, ANSWER(SESSION), true},
    {"a key", CALLER_KEY, ANSWER(KEY), true},
    {"a key that does not stand", CALLER_KEY,
     ANSWER("{\"active\":false,\"key_id\":null,\"user_id\":null,\"zone\":\"UTC\",\"scopes\":[],"
            "\"keep_ms\":0}"),
     true},
    {"members of a later release", CALLER_USER,
     ANSWER("{\"active\":true,\"user_id\":" ID ",\"zone\":\"UTC\",\"more\":[1]}"), true},
    {"a session for a key", CALLER_KEY, ANSWER(SESSION), false},
    {"another version", CALLER_USER, "{\"v\":2,\"body\":" SESSION "}", false},
    {"no envelope", CALLER_USER, SESSION, false},
    {"an error", CALLER_USER, "{\"v\":1,\"error\":{\"code\":\"unavailable\"},\"body\":" SESSION "}",
     false},
    {"no body", CALLER_USER, "{\"v\":1}", false},
    {"null for a body", CALLER_USER, ANSWER("null"), false},
    {"nothing said", CALLER_USER, ANSWER("{}"), false},
    {"not whether it is valid", CALLER_USER, ANSWER("{\"user_id\":" ID ",\"zone\":\"UTC\"}"),
     false},
    {"a number for true", CALLER_USER, ANSWER("{\"active\":1,\"user_id\":" ID ",\"zone\":\"UTC\"}"),
     false},
    {"no user", CALLER_USER, ANSWER("{\"active\":true,\"user_id\":null,\"zone\":\"UTC\"}"), false},
    {"a text for an id", CALLER_USER,
     ANSWER("{\"active\":true,\"user_id\":\"me\",\"zone\":\"UTC\"}"), false},
    {"a zone that is too long", CALLER_USER,
     ANSWER("{\"active\":true,\"user_id\":" ID ",\"zone\":"
            "\"0123456789012345678901234567890123456789012345678901234567890123\"}"),
     false},
    {"scopes that are no list", CALLER_KEY,
     ANSWER("{\"active\":true,\"key_id\":" ID ",\"user_id\":" ID ",\"zone\":\"UTC\","
            "\"scopes\":\"events:read\",\"keep_ms\":5}"),
     false},
};

static void
only_good_answers_are_believed(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct credential_state out;

        CHECK(cases[i].name, read_json(cases[i].kind, cases[i].json, &out) == cases[i].good);
        CHECK(cases[i].name, cases[i].good || !out.active);
    }
}

static void
an_answer_cut_anywhere_is_refused(void **state)
{
    struct credential_state out;

    (void)state;
    assert_true(read_json(CALLER_KEY, ANSWER(KEY), &out));
    for (size_t len = 0; len < packed.len; len++)
        assert_false(
            credential_state_read(arena, CALLER_KEY, (struct bytes){packed.data, len}, &out));
    buf_add(&packed, "", 1);
    assert_false(
        credential_state_read(arena, CALLER_KEY, (struct bytes){packed.data, packed.len}, &out));
}

static void
all_of_it_is_read(void **state)
{
    struct credential_state out;

    (void)state;
    assert_true(read_json(CALLER_KEY, ANSWER(KEY), &out));
    assert_true(out.active && out.user_id.b[15] == 1 && out.key_id.b[15] == 1);
    assert_int_equal(out.keep_ms, 5);
    assert_int_equal(out.scopes, scope_bit((struct bytes){(const uint8_t *)"events:read", 11}));
    assert_true(read_json(CALLER_USER, ANSWER(SESSION), &out));
    assert_true(out.active && out.user_id.b[15] == 1 && uuid_is_nil(out.key_id));
    assert_int_equal(out.keep_ms, -1);
    assert_string_equal(out.zone, "Europe/Vienna");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_good_answers_are_believed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_answer_cut_anywhere_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_of_it_is_read, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
