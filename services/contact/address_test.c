/* E-mail addresses in all scripts: what is taken, how it is kept, and its other form. */
#include "services/contact/address.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"

/* As it is kept, or NULL when it is refused. */
static const char *
kept(const char *email)
{
    struct request rq = {.arena = arena};
    const char *stored;

    problems_init(&rq.problems, arena);
    stored = address_check(&rq, email);
    if (rq.problems.count == 0)
        return stored;
    assert_string_equal("email", rq.problems.first->field);
    return NULL;
}

#define X16   "xxxxxxxxxxxxxxxx"
#define U16   "üüüüüüüüüüüüüüüü"
#define LABEL X16 X16 X16 "xxxxxxxxxxxxx." /* 62 */

static const struct {
    const char *name, *email, *kept;
} addresses[] = {
    {"ASCII", "grace@navy.example", "grace@navy.example"},
    {"spaces around it", " \tgrace@navy.example ", "grace@navy.example"},
    {"a domain with umlauts", "grace@bücher.example", "grace@bücher.example"},
    {"apart, as it is kept in NFC", "gru\u0308\u00dfe@bu\u0308cher.example",
     "grüße@bücher.example"},
    {"a local part in Han", "用户@例え.テスト", "用户@例え.テスト"},
    {"right to left", "משתמש@דוגמה.example", "משתמש@דוגמה.example"},
    {"capitals stay", "Grüße@BÜCHER.example", "Grüße@BÜCHER.example"},
    {"a coded domain", "a@xn--bcher-kva.example", "a@xn--bcher-kva.example"},
    {"a local part of 64 bytes", U16 U16 "@example.org", U16 U16 "@example.org"},
    {"of 65", U16 U16 "x@example.org", NULL},
    {"254 bytes in ASCII", "ü@" LABEL LABEL LABEL X16 X16 X16 "xxxxxxxxxxxxxx.de",
     "ü@" LABEL LABEL LABEL X16 X16 X16 "xxxxxxxxxxxxxx.de"},
    {"255", "üx@" LABEL LABEL LABEL X16 X16 X16 "xxxxxxxxxxxxxx.de", NULL},
    {"no domain", "grüße", NULL},
    {"an empty one", "grüße@", NULL},
    {"an empty local part", "@bücher.example", NULL},
    {"one label", "a@bücher", NULL},
    {"an empty label", "a@bücher..example", NULL},
    {"a label of more than 63 in ASCII", "a@" U16 U16 U16 U16 ".example", NULL},
    {"a letter that IDNA has not", "a@b\u2ff0cher.example", NULL},
    {"mixed directions", "a@אa.example", NULL},
    {"a hyphen at the end", "a@bücher-.example", NULL},
    {"a blank in it", "grü ße@example.org", NULL},
    {"a blank of another kind", "grü\u3000ße@example.org", NULL},
    {"what nobody sees", "grü\u200bße@example.org", NULL},
    {"a control character",
     "grü\xc2\x85"
     "ße@example.org",
     NULL},
    {"two dots", "grü..ße@example.org", NULL},
    {"two at signs", "a@ü@example.org", NULL},
};

static void
an_address_is_kept_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
        const char *stored = kept(addresses[i].email);

        CHECK(addresses[i].name, (stored != NULL) == (addresses[i].kept != NULL));
        CHECK(addresses[i].name, stored == NULL || strcmp(stored, addresses[i].kept) == 0);
    }
}

static void
no_address_is_no_problem(void **state)
{
    (void)state;
    assert_null(kept(NULL));
}

static const struct {
    const char *email, *other;
} others[] = {
    {"", ""},
    {"a", ""},
    {"a@example.org", ""},
    {"grüße@bücher.example", "grüße@xn--bcher-kva.example"},
    {"grüße@xn--bcher-kva.example", "grüße@bücher.example"},
    {"a@XN--BCHER-KVA.example", "a@bücher.example"},
    {"a@xn--a.example", ""},
};

static void
an_address_has_another_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        CHECK(others[i].email,
              strcmp(address_other_form(arena, others[i].email), others[i].other) == 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_address_is_kept_or_refused),
        TEST(no_address_is_no_problem),
        TEST(an_address_has_another_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
