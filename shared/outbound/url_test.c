#include "shared/outbound/url.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/outbound/outbound.h"

static const struct {
    const char *url;
    const char *fault; /* a part of it; NULL: none */
} cases[] = {
    {"https://example.org/hook?a=b#c", NULL},
    {"HTTP://Example.org:8080", NULL},
    {"http://[2606:4700::1111]:8443/", NULL},
    {"http://8.8.8.8/", NULL},
    {"https://b\xc3\xbc"
     "cher.example/",
     NULL},
    {"https://example.org:443/", NULL},
    {"http://example.org:65535/", NULL},
    {"", "well-formed"},
    {"example.org/hook", "well-formed"},
    {"//example.org/", "well-formed"},
    {"/hook", "well-formed"},
    {"https://", "well-formed"},
    {"https:///hook", NULL}, /* as browsers take it: the host is "hook" */
    {"https://exa mple.org/", "well-formed"},
    {"https://example.org/a b", "well-formed"},
    {"https://example.org/\r\nX: y", "well-formed"},
    {"https://example.org:99999/", "well-formed"},
    {"https://example.org:x/", "well-formed"},
    {"https://[::1/", "well-formed"},
    {"https://[fe80::1%25eth0]/", "not a public"},
    {"ftp://example.org/", "not of http"},
    {"file:///etc/passwd", "not of http"},
    {"gopher://example.org:70/_x", "not of http"},
    {"smtp://example.org/", "not of http"},
    {"httpx://example.org/", "not of http"},
    {"unix:///run/postgresql", "not of http"},
    {"javascript:alert(1)", "well-formed"},
    {"https://ada@example.org/", "a user"},
    {"https://ada:secret@example.org/", "a user"},
    {"https://:secret@example.org/", "a user"},
    {"https://@example.org/", "a user"},
    {"https://example.org@10.0.0.1/", "a user"},
    {"https://example.org:0/", "port"},
    {"https://example.org:25/", "port"},
    {"https://example.org:22/", "port"},
    {"https://example.org:465/", "port"},
    {"https://example.org:587/", "port"},
    {"https://example.org:6667/", "port"},
    {"https://example.org:10080/", "port"},
    /* Addresses, in whatever form. */
    {"http://127.0.0.1/", "not a public"},
    {"http://127.1/", "not a public"},
    {"http://2130706433/", "not a public"},
    {"http://0x7f000001/", "not a public"},
    {"http://0x7f.0.0.1/", "not a public"},
    {"http://0177.0.0.1/", "not a public"},
    {"http://017700000001/", "not a public"},
    {"http://0/", "not a public"},
    {"http://10.1.2.3:8080/", "not a public"},
    {"http://169.254.169.254/latest/meta-data", "not a public"},
    {"http://%31%32%37.0.0.1/", "not a public"},
    {"http://[::1]/", "not a public"},
    {"http://[::ffff:127.0.0.1]/", "not a public"},
    {"http://[::ffff:7f00:1]/", "not a public"},
    {"http://[64:ff9b::7f00:1]/", "not a public"},
    {"http://[2002:7f00:1::]/", "not a public"},
    {"http://[fd00::1]/", "not a public"},
};

static void
urls_are_judged_before_they_are_asked(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *fault = outbound_url_fault(cases[i].url, "");

        if (cases[i].fault == NULL)
            CHECK(cases[i].url, fault == NULL);
        else
            CHECK(cases[i].url, fault != NULL && strstr(fault, cases[i].fault) != NULL);
    }
}

static void
a_permitted_address_is_no_fault(void **state)
{
    (void)state;
    assert_null(outbound_url_fault("http://127.0.0.1:8080/", "127.0.0.0/8"));
    assert_null(outbound_url_fault("http://[::1]:8080/", "::1"));
    assert_non_null(outbound_url_fault("http://127.0.0.1:25/", "127.0.0.0/8"));
}

static void
a_url_has_a_longest_length(void **state)
{
    static const char start[] = "https://example.org/";
    char url[OUTBOUND_URL_MAX + 2];

    (void)state;
    memset(url, 'a', sizeof url);
    memcpy(url, start, sizeof start - 1);
    url[OUTBOUND_URL_MAX] = '\0';
    assert_null(outbound_url_fault(url, ""));
    url[OUTBOUND_URL_MAX] = 'a';
    url[OUTBOUND_URL_MAX + 1] = '\0';
    assert_string_equal(outbound_url_fault(url, ""), "the URL is longer than 2048 bytes");
}

static uint64_t
place(const char *text)
{
    struct url url;

    assert_null(url_read(text, &url));
    curl_url_cleanup(url.parsed);
    return url.place;
}

static void
a_place_is_a_host_and_a_port(void **state)
{
    (void)state;
    assert_true(place("https://example.org/a") == place("https://EXAMPLE.org:443/b?c"));
    assert_true(place("https://example.org/") != place("http://example.org/"));
    assert_true(place("https://example.org/") != place("https://example.org:8443/"));
    assert_true(place("https://example.org/") != place("https://example.com/"));
    assert_true(place("http://127.1/") == place("http://127.0.0.1/"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urls_are_judged_before_they_are_asked),
        cmocka_unit_test(a_permitted_address_is_no_fault),
        cmocka_unit_test(a_url_has_a_longest_length),
        cmocka_unit_test(a_place_is_a_host_and_a_port),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
