#include "shared/base/bytes.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

static void
a_buffer_grows_and_keeps_what_it_has(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b);
    for (int i = 0; i < 10000; i++)
        buf_add_text(&b, "0123456");
    assert_int_equal(b.len, 70000);
    for (size_t i = 0; i < b.len; i++)
        assert_int_equal(b.data[i], '0' + i % 7);
    buf_reset(&b);
    assert_int_equal(b.len, 0);
    assert_true(b.room >= 70000);
    buf_fini(&b);
    assert_null(b.data);
}

static void
a_reservation_becomes_content_when_the_caller_says_so(void **state)
{
    struct buf b;
    uint8_t *at;

    (void)state;
    buf_init(&b);
    assert_non_null(buf_reserve(&b, 0));
    at = buf_reserve(&b, 1000);
    memset(at, 'x', 1000);
    assert_int_equal(b.len, 0);
    b.len += 1000;
    assert_int_equal(b.data[999], 'x');
    buf_add(&b, NULL, 0);
    assert_int_equal(b.len, 1000);
    buf_fini(&b);
}

static const struct {
    const char *name, *a, *b;
    bool equal;
} pairs[] = {
    {"both empty", "", "", true},
    {"the same", "token", "token", true},
    {"another last byte", "token", "tokem", false},
    {"another first byte", "token", "uoken", false},
    {"a beginning", "token", "toke", false},
    {"empty and not", "", "t", false},
};

static void
bytes_are_equal_only_when_they_are_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        CHECK(pairs[i].name,
              bytes_equal(bytes_of(pairs[i].a), bytes_of(pairs[i].b)) == pairs[i].equal);
    assert_true(bytes_equal((struct bytes){0}, bytes_of("")));
    assert_true(bytes_equal((struct bytes){0}, bytes_of(NULL)));
}

static const struct {
    const char *text, *trimmed;
} blanks[] = {
    {"", ""},     {" ", ""},    {" \t ", ""},           {"a", "a"},
    {"  a", "a"}, {"a\t", "a"}, {"\t a  b\t ", "a  b"}, {"\n a\r\n", "\n a\r\n"},
};

static void
trimming_takes_spaces_and_tabs_from_the_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(blanks); i++)
        CHECK(blanks[i].text,
              bytes_equal(bytes_trim(bytes_of(blanks[i].text)), bytes_of(blanks[i].trimmed)));
    assert_int_equal(bytes_trim((struct bytes){0}).len, 0);
}

static void
a_word_is_one_in_any_case(void **state)
{
    (void)state;
    assert_true(bytes_are_word(bytes_of("Keep-Alive"), "keep-alive"));
    assert_false(bytes_are_word(bytes_of("keep"), "keep-alive"));
    assert_false(bytes_are_word(bytes_of("keep-alives"), "keep-alive"));
    assert_true(bytes_are_word((struct bytes){0}, ""));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_grows_and_keeps_what_it_has),
        cmocka_unit_test(a_reservation_becomes_content_when_the_caller_says_so),
        cmocka_unit_test(bytes_are_equal_only_when_they_are_the_same),
        cmocka_unit_test(a_word_is_one_in_any_case),
        cmocka_unit_test(trimming_takes_spaces_and_tabs_from_the_ends),
    };

    return cmocka_run_group_tests_name("bytes", tests, NULL, NULL);
}
