#include "gateway/http/head.h"
#include "shared/base/check.h"

#include <sanitizer/asan_interface.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GET  "GET / HTTP/1.1\r\nHost: a\r\n"
#define POST "POST / HTTP/1.1\r\nHost: a\r\n"

static const struct {
    const char *name, *head;
    enum err want;
} cases[] = {
    {"the plainest request", GET "\r\n", OK},
    {"one empty line may come first", "\r\n" GET "\r\n", OK},
    {"two may not", "\r\n\r\n" GET "\r\n", ERR_MALFORMED},
    {"what follows the head is not judged", GET "\r\n\nbody\n", OK},
    {"absolute-form", "GET http://a/b HTTP/1.1\r\nHost: a\r\n\r\n", OK},
    {"absolute-form without a path", "GET https://a:443 HTTP/1.1\r\nHost: a\r\n\r\n", OK},
    {"absolute-form without a host", "GET http:///b HTTP/1.1\r\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"absolute-form with a user", "GET http://a@b/ HTTP/1.1\r\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"absolute-form with a query at once", "GET http://a?b=/c HTTP/1.1\r\nHost: a\r\n\r\n",
     ERR_MALFORMED},
    {"absolute-form of another scheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"asterisk-form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", OK},
    {"authority-form", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"a fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"raw bytes above ASCII in the path", "GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n\r\n",
     ERR_MALFORMED},
    {"no target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"no version", "GET /\r\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"another version", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"a version with more", "GET / HTTP/1.1x\r\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"a space after the version", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"a method that is no token", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", ERR_MALFORMED},
    {"bare LF after a header", GET "X: y\n\r\n", ERR_MALFORMED},
    {"bare LF at the end", GET "\n", ERR_MALFORMED},
    {"bare CR in a value", GET "X: y\rz\r\n\r\n", ERR_MALFORMED},
    {"a cut line with a control character", GET "X: \x02", ERR_MALFORMED},
    {"what is not HTTP", "\x16\x03\x01\x02", ERR_MALFORMED},
    {"a bad line before a cut one", "GET /\r\nHost", ERR_MALFORMED},
    {"a folded header", GET "X: y\r\n z\r\n\r\n", ERR_MALFORMED},
    {"a blank before the colon", GET "X : y\r\n\r\n", ERR_MALFORMED},
    {"no colon", GET "X\r\n\r\n", ERR_MALFORMED},
    {"no name", GET ": y\r\n\r\n", ERR_MALFORMED},
    {"a control character in a value", GET "X: \x01\r\n\r\n", ERR_MALFORMED},
    {"a tab in a value", GET "X: a\tb\r\n\r\n", OK},
    {"bytes above ASCII in a value", GET "X: \xc3\xa4\r\n\r\n", OK},
    {"no Host in HTTP/1.1", "GET / HTTP/1.1\r\n\r\n", ERR_MALFORMED},
    {"no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", OK},
    {"two Hosts", GET "host: a\r\n\r\n", ERR_MALFORMED},
    {"a Host list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", ERR_MALFORMED},
    {"a Host with port", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", OK},
    {"a length", POST "Content-Length: 2\r\n\r\n{}", OK},
    {"two lengths", POST "Content-Length: 2\r\ncontent-length: 2\r\n\r\n{}", ERR_MALFORMED},
    {"a list of lengths", POST "Content-Length: 2, 2\r\n\r\n{}", ERR_MALFORMED},
    {"a length with a sign", POST "Content-Length: +2\r\n\r\n{}", ERR_MALFORMED},
    {"an empty length", POST "Content-Length: \r\n\r\n{}", ERR_MALFORMED},
    {"chunks", POST "Transfer-Encoding: Chunked\r\n\r\n0\r\n\r\n", OK},
    {"chunks and a length", POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
     ERR_MALFORMED},
    {"a length and chunks", POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
     ERR_MALFORMED},
    {"chunks twice", POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
     ERR_MALFORMED},
    {"another coding", POST "Transfer-Encoding: gzip, chunked\r\n\r\n", ERR_MALFORMED},
    {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", ERR_MALFORMED},
};

static void
heads_are_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct head head = {0};

        CHECK(cases[i].name, head_read(&head, bytes_of(cases[i].head)) == cases[i].want);
        CHECK(cases[i].name, (head.why != NULL) == (cases[i].want == ERR_MALFORMED));
        CHECK(cases[i].name, (head.len > 0) == (cases[i].want == OK));
    }
}

/* What byte by byte is found wrong is found with the first byte after which it cannot get right. */
static void
heads_are_judged_alike_byte_by_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bytes whole = bytes_of(cases[i].head);
        struct head head = {0};
        enum err err = OK;

        for (size_t len = 0; len <= whole.len && err == OK && head.len == 0; len++)
            err = head_read(&head, (struct bytes){whole.data, len});
        CHECK(cases[i].name, err == cases[i].want);
        CHECK(cases[i].name, (head.len > 0) == (cases[i].want == OK));
    }
}

static void
a_head_may_come_byte_by_byte(void **state)
{
    static const char text[] = "\r\n" POST "Content-Length: 2\r\n\r\n{}";
    struct head head = {0};

    (void)state;
    for (size_t len = 0; len < sizeof text - 3; len++) {
        assert_int_equal(head_read(&head, (struct bytes){(const uint8_t *)text, len}), OK);
        assert_int_equal(head.len, 0);
    }
    assert_int_equal(head_read(&head, (struct bytes){(const uint8_t *)text, sizeof text - 1}), OK);
    assert_int_equal(head.len, sizeof text - 3);
    assert_int_equal(head.body_len, 2);
}

/*
 * Before each byte of a line all that came before it is poisoned, but for the last one, which may
 * have been a CR.  With the LF the line becomes readable once, and then never again.
 */
static void
read_each_byte_once(uint8_t *text, size_t len)
{
    struct head head = {0};
    size_t line = 0;

    for (size_t at = 0; at < len; at++) {
        size_t dead = text[at] == '\n' ? line : at == 0 ? 0 : at - 1;

        ASAN_POISON_MEMORY_REGION(text, dead);
        ASAN_UNPOISON_MEMORY_REGION(text + dead, len - dead);
        assert_int_equal(head_read(&head, (struct bytes){text, at + 1}), OK);
        assert_int_equal(head.len, at == len - 1 ? len : 0);
        if (text[at] == '\n')
            line = at + 1;
        ASAN_UNPOISON_MEMORY_REGION(text, len); /* for the next look of ours */
    }
}

static void
no_byte_is_read_again_because_more_have_come(void **state)
{
    uint8_t *text = malloc(HEADERS_MAX);

    (void)state;
    assert_non_null(text);
    memset(text, 'y', HEADERS_MAX);
    memcpy(text, GET "X: ", sizeof GET + 2);
    memcpy(text + HEADERS_MAX / 2, "\r\nX: ", 5);
    memcpy(text + HEADERS_MAX - 4, "\r\n\r\n", 4);
    read_each_byte_once(text, HEADERS_MAX);
    free(text);
}

/* `head`, `len` bytes of 'a', `rest`. */
static enum err
check_padded(const char *head, size_t len, const char *rest)
{
    size_t before = strlen(head), after = strlen(rest);
    char *text = malloc(before + len + after);
    struct head h = {0};
    enum err err;

    assert_non_null(text);
    memcpy(text, head, before);
    memset(text + before, 'a', len);
    memcpy(text + before + len, rest, after);
    err = head_read(&h, (struct bytes){(const uint8_t *)text, before + len + after});
    free(text);
    return err;
}

static void
sizes_have_limits(void **state)
{
    const char *end = " HTTP/1.1\r\nHost: a\r\n\r\n";

    (void)state;
    assert_int_equal(check_padded("GET /", URL_MAX - 1, end), OK);
    assert_int_equal(check_padded("GET /", URL_MAX, end), ERR_URI_TOO_LONG);
    /* "Host: a\r\n" is 9 bytes, "X: \r\n" 5. */
    assert_int_equal(check_padded(GET "X: ", HEADERS_MAX - 14, "\r\n\r\n"), OK);
    assert_int_equal(check_padded(GET "X: ", HEADERS_MAX - 13, "\r\n\r\n"), ERR_HEADERS_TOO_LARGE);
    assert_int_equal(check_padded("GET /", URL_MAX, " HTTP/1.1\r\n\r\n"), ERR_MALFORMED);
    assert_int_equal(check_padded("GET /", URL_MAX + HEADERS_MAX + 1024, ""), ERR_URI_TOO_LONG);
    assert_int_equal(check_padded(GET, URL_MAX + HEADERS_MAX + 1024, ""), ERR_HEADERS_TOO_LARGE);
}

static void
headers_are_counted(void **state)
{
    char text[2048] = GET;
    struct head good = {0}, bad = {0};

    (void)state;
    for (int i = 1; i < HEADER_LINES_MAX; i++)
        strcat(text, "X: y\r\n");
    strcat(text, "\r\n");
    assert_int_equal(head_read(&good, bytes_of(text)), OK);
    strcpy(text + strlen(text) - 2, "X: y\r\n\r\n");
    assert_int_equal(head_read(&bad, bytes_of(text)), ERR_HEADERS_TOO_LARGE);
    assert_int_equal(bad.len, 0);
}

static void
a_length_is_read(void **state)
{
    static const struct {
        const char *text;
        size_t want;
    } lengths[] = {
        {"0", 0},
        {"007", 7},
        {"18446744073709551614", SIZE_MAX - 1},
        {"18446744073709551616", SIZE_MAX},
        {"99999999999999999999999999999999999999999", SIZE_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        char text[256];
        struct head head = {0};

        snprintf(text, sizeof text, POST "Content-Length: %s\r\n\r\n", lengths[i].text);
        CHECK(lengths[i].text, head_read(&head, bytes_of(text)) == OK);
        CHECK(lengths[i].text, head.body_len == lengths[i].want);
    }
}

static void
a_header_is_found_by_its_name_alone(void **state)
{
    static const char text[] = GET "X: Expect: y\r\nExpected: z\r\nEXPECT: 100-continue\r\n\r\n";
    struct bytes head = {(const uint8_t *)text, sizeof text - 1};
    const uint8_t *line = head_line(head, "expect");

    (void)state;
    assert_non_null(line);
    assert_memory_equal(line, "EXPECT", 6);
    assert_null(head_line(head, "transfer-encoding"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_are_judged),
        cmocka_unit_test(heads_are_judged_alike_byte_by_byte),
        cmocka_unit_test(a_head_may_come_byte_by_byte),
        cmocka_unit_test(no_byte_is_read_again_because_more_have_come),
        cmocka_unit_test(sizes_have_limits),
        cmocka_unit_test(headers_are_counted),
        cmocka_unit_test(a_length_is_read),
        cmocka_unit_test(a_header_is_found_by_its_name_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
