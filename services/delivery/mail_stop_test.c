/* A token stops mails to one address, and nobody makes one. */
#include "services/delivery/mail_stop.h"

#include "shared/base/check.h"
#include "shared/base/test_arena.h"

static const uint8_t key[SEAL_KEY_LEN] = "a key of thirty-two bytes in all", other[SEAL_KEY_LEN];

static void
a_token_names_its_address(void **state)
{
    const char *token = mail_stop_token(arena, key, "ada@example.org");
    struct uuid got;

    (void)state;
    assert_int_equal(strlen(token), 43);
    assert_string_equal(mail_stop_token(arena, key, "ada@example.org"), token);
    assert_true(mail_stop_read(arena, key, token, &got));
    assert_true(uuid_equal(got, recipient_id(key, "ada@example.org")));
    assert_false(mail_stop_read(arena, other, token, &got));
}

static void
what_is_no_token_is_refused(void **state)
{
    const char *token = mail_stop_token(arena, key, "ada@example.org");
    struct uuid got;

    (void)state;
    assert_false(mail_stop_read(arena, key, "", &got));
    assert_false(mail_stop_read(arena, key, token + 4, &got));
    assert_false(mail_stop_read(arena, key, arena_printf(arena, "%sAAAA", token), &got));
    for (size_t i = 0; i < 43; i++) {
        char *changed = arena_strndup(arena, token, 43);

        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        assert_false(mail_stop_read(arena, key, changed, &got));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_token_names_its_address, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_token_is_refused, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
