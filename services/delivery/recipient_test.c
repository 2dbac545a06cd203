/* An address is one that SMTP takes, and its forms are counted as one. */
#include "services/delivery/recipient.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"

#define LOCAL_64   "1234567890123456789012345678901234567890123456789012345678901234"
#define LABEL_60   "123456789012345678901234567890123456789012345678901234567890."
#define DOMAIN_189 LABEL_60 LABEL_60 LABEL_60 "123.at"

static const struct {
    const char *name, *typed, *address, *counted;
    bool utf8;
} addresses[] = {
    {"plain", "ada@example.org", "ada@example.org", "ada@example.org", false},
    {"blanks around it", " ada@example.org\t", "ada@example.org", "ada@example.org", false},
    {"capitals", "Ada@Example.ORG", "Ada@Example.ORG", "ada@example.org", false},
    {"a tag", "ada+shop@example.org", "ada+shop@example.org", "ada@example.org", false},
    {"nothing but a tag", "+shop@example.org", "+shop@example.org", "+shop@example.org", false},
    {"signs", "o'b.r-i_e#n@example.org", "o'b.r-i_e#n@example.org", "o'b.r-i_e#n@example.org",
     false},
    {"another script in the domain", "ada@Bücher.example", "ada@xn--bcher-kva.example",
     "ada@xn--bcher-kva.example", false},
    {"sharp s is a letter of its own", "ada@straße.de", "ada@xn--strae-oqa.de",
     "ada@xn--strae-oqa.de", false},
    {"another script before the @", "ZOË@example.org", "ZOË@example.org", "zoë@example.org", true},
    {"254 bytes", LOCAL_64 "@" DOMAIN_189, LOCAL_64 "@" DOMAIN_189, LOCAL_64 "@" DOMAIN_189, false},
    {"255 bytes", LOCAL_64 "@1" DOMAIN_189, NULL, NULL, false},
    {"65 bytes before the @", "x" LOCAL_64 "@example.org", NULL, NULL, false},
    {"nothing", "", NULL, NULL, false},
    {"no @", "ada", NULL, NULL, false},
    {"nothing before it", "@example.org", NULL, NULL, false},
    {"nothing after it", "ada@", NULL, NULL, false},
    {"two of them", "ada@eve@example.org", NULL, NULL, false},
    {"a line end", "ada@example.org\r\nBcc: eve@example.org", NULL, NULL, false},
    {"a line end inside", "a\rda@example.org", NULL, NULL, false},
    {"a blank", "a da@example.org", NULL, NULL, false},
    {"several", "ada@example.org,eve@example.org", NULL, NULL, false},
    {"in angle brackets", "<ada@example.org>", NULL, NULL, false},
    {"quoted", "\"ada\"@example.org", NULL, NULL, false},
    {"no text", "\xff@example.org", NULL, NULL, false},
    {"what nobody sees", "ada\u202e@example.org", NULL, NULL, false},
    {"a domain that is none", "ada@-\u00fc-.example", NULL, NULL, false},
    {"a source route", "@a.example:ada@example.org", NULL, NULL, false},
};

static bool
same(const char *x, const char *y)
{
    return strcmp(x, y) == 0;
}

static void
an_address_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
        struct recipient r;
        bool good = recipient_read(arena, addresses[i].typed, &r);

        CHECK(addresses[i].name, good == (addresses[i].address != NULL));
        if (!good)
            continue;
        CHECK(addresses[i].name, same(r.address, addresses[i].address));
        CHECK(addresses[i].name, same(r.counted, addresses[i].counted));
        CHECK(addresses[i].name, r.utf8 == addresses[i].utf8);
    }
}

static void
an_id_needs_the_key(void **state)
{
    const uint8_t one[SEAL_KEY_LEN] = {1}, other[SEAL_KEY_LEN] = {2};
    struct uuid id = recipient_id(one, "ada@example.org");
    char text[UUID_TEXT];

    (void)state;
    uuid_format(id, text);
    assert_int_equal(text[14], '8');
    assert_true(uuid_equal(id, recipient_id(one, "ada@example.org")));
    assert_false(uuid_equal(id, recipient_id(other, "ada@example.org")));
    assert_false(uuid_equal(id, recipient_id(one, "eve@example.org")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_address_is_read, set_up, tear_down),
        cmocka_unit_test(an_id_needs_the_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
