#include "shared/base/base64url.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"

static const struct {
    const char *plain, *text;
} encodings[] = {
    {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
    {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff\xfe", "-__-"},
};

static void
base64url_gives_the_vectors_of_rfc_4648(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(encodings); i++) {
        const char *text = encodings[i].text;
        struct bytes back;

        assert_string_equal(base64url(arena, bytes_of(encodings[i].plain)), text);
        assert_int_equal(base64url_len(strlen(encodings[i].plain)), strlen(text));
        assert_true(base64url_decode(arena, text, strlen(text), &back));
        assert_true(bytes_equal(back, bytes_of(encodings[i].plain)));
    }
}

static const char *const bad_encodings[] = {
    "Z",     "Zg==",   "Zg=",  "Zh",   "Zm9",  "Zm9v\n", "Zm 9",
    "Zm9vY", "Zm9vYh", "Zm+v", "Zm/v", "Zm9.", "=",      "Zm9v====",
};

static void
base64url_has_one_text_per_value(void **state)
{
    struct bytes out;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad_encodings); i++)
        assert_false(base64url_decode(arena, bad_encodings[i], strlen(bad_encodings[i]), &out));
    assert_false(base64url_decode(arena, "Zg\0\0", 4, &out));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64url_gives_the_vectors_of_rfc_4648),
        cmocka_unit_test(base64url_has_one_text_per_value),
    };

    return cmocka_run_group_tests_name("base64url", tests, set_up, tear_down);
}
