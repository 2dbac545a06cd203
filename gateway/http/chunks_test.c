#include "gateway/http/chunks.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

enum verdict { WHOLE, CUT, BAD };

static const struct {
    const char *name, *body;
    enum verdict want;
} cases[] = {
    {"no data", "0\r\n\r\n", WHOLE},
    {"one chunk", "5\r\nhello\r\n0\r\n\r\n", WHOLE},
    {"two chunks, digits in both cases", "a\r\n0123456789\r\nB\r\n0123456789\n\r\n0\r\n\r\n",
     WHOLE},
    {"zeros before the size", "0005\r\nhello\r\n000\r\n\r\n", WHOLE},
    {"an extension", "5;a=\"b c\"\r\nhello\r\n0;x\r\n\r\n", WHOLE},
    {"a trailer", "0\r\nX-Sum: 1\r\nY: 2\r\n\r\n", WHOLE},
    {"CRLF in the data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", WHOLE},
    {"what comes behind is not judged", "0\r\n\r\n\n\nGET", WHOLE},
    {"not ended", "5\r\nhello\r\n0\r\n", CUT},
    {"nothing yet", "", CUT},
    {"bare LF behind a size", "5\nhello\r\n0\r\n\r\n", BAD},
    {"bare LF behind the data", "5\r\nhello\n0\r\n\r\n", BAD},
    {"bare LF behind the last size", "0\n\r\n", BAD},
    {"bare LF at the end", "0\r\n\n", BAD},
    {"bare LF in a trailer", "0\r\nX: y\n\r\n", BAD},
    {"bare LF in an extension", "5;a\nhello\r\n0\r\n\r\n", BAD},
    {"bare CR behind a size", "5\rhello\r\n0\r\n\r\n", BAD},
    {"bare CR in a trailer", "0\r\nX: \ry\r\n\r\n", BAD},
    {"no size", "\r\nhello\r\n", BAD},
    {"only an extension", ";a\r\n", BAD},
    {"a sign", "+5\r\nhello\r\n", BAD},
    {"a prefix", "0x5\r\nhello\r\n", BAD},
    {"a blank before the size", " 5\r\nhello\r\n", BAD},
    {"a blank behind the size", "5 \r\nhello\r\n", BAD},
    {"no hexadecimal", "g\r\n", BAD},
    {"more data than told", "4\r\nhello\r\n", BAD},
    {"less data than told", "6\r\nhello\r\n0\r\n\r\n", BAD},
    {"a size beyond 32 bits", "100000000\r\n", BAD},
    {"a control byte in an extension", "5;\x01\r\nhello\r\n", BAD},
    {"a folded trailer", "0\r\n X: y\r\n\r\n", BAD},
};

static enum verdict
judge(const char *body, size_t step)
{
    struct chunks c = {0};
    size_t len = strlen(body);

    for (size_t at = 0; at < len; at += step) {
        struct bytes more = {(const uint8_t *)body + at, len - at < step ? len - at : step};

        if (!chunks_feed(&c, more))
            return BAD;
    }
    return c.at == CHUNKS_END ? WHOLE : CUT;
}

static void
framing_is_judged_however_it_comes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        for (size_t step = 1; step < 40; step++)
            CHECK(cases[i].name, judge(cases[i].body, step) == cases[i].want);
}

static void
words_have_a_limit(void **state)
{
    struct chunks c = {0};
    const struct bytes begin = {(const uint8_t *)"1;", 2}, word = {(const uint8_t *)"x", 1};

    (void)state;
    assert_true(chunks_feed(&c, begin));
    for (int i = 0; i < 4096; i++)
        assert_true(chunks_feed(&c, word));
    assert_false(chunks_feed(&c, word));
}

static void
the_data_is_counted_when_its_size_is_told(void **state)
{
    static const struct {
        const char *body;
        uint64_t told;
    } bodies[] = {
        {"", 0},
        {"a\r", 0},
        {"a\r\n", 10},
        {"a;x\r\n0123456789\r\nf", 10},
        {"a\r\n0123456789\r\nffffffff\r\n", UINT64_C(10) + 0xffffffff},
        {"1\r\nx\r\n0\r\n\r\n", 1},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
        struct chunks c = {0};

        assert_true(chunks_feed(&c, bytes_of(bodies[i].body)));
        assert_int_equal(c.told, bodies[i].told);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(framing_is_judged_however_it_comes),
        cmocka_unit_test(words_have_a_limit),
        cmocka_unit_test(the_data_is_counted_when_its_size_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
