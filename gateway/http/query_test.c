#include "gateway/http/query.h"
#include "shared/base/bytes.h"
#include "shared/base/check.h"

#include <stdio.h>

/* Written back as name=value; for each, so that one text shows the whole result. */
static void
write_query(const struct query *q, char *out, size_t room)
{
    size_t len = 0;

    out[0] = '\0';
    for (unsigned i = 0; i < q->count; i++)
        len += (size_t)snprintf(out + len, room - len, "%.*s=%.*s;", (int)q->items[i].name.len,
                                (const char *)q->items[i].name.data, (int)q->items[i].value.len,
                                (const char *)q->items[i].value.data);
}

static const struct {
    const char *name, *text, *want;
} good[] = {
    {"nothing", "", ""},
    {"one", "a=b", "a=b;"},
    {"order and repetition stay", "a=1&b=2&a=3", "a=1;b=2;a=3;"},
    {"no value is an empty one", "a&b=", "a=;b=;"},
    {"empty pieces are nothing", "&a=1&&", "a=1;"},
    {"only the first equals sign parts", "a=b=c", "a=b=c;"},
    {"a plus is a space", "a+b=c+d", "a b=c d;"},
    {"an escaped plus is a plus", "a=1%2B2", "a=1+2;"},
    {"escaped separators stay inside", "a=1%262%3D3", "a=1&2=3;"},
    {"UTF-8", "n=%C3%A4%F0%9F%98%80", "n=\xc3\xa4\xf0\x9f\x98\x80;"},
    {"a question mark", "a=?", "a=?;"},
};

static void
queries_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        char room[128], got[256];
        struct query q;

        CHECK(good[i].name, query_parse(bytes_of(good[i].text), room, &q));
        write_query(&q, got, sizeof got);
        assert_string_equal(got, good[i].want);
    }
}

static const struct {
    const char *name, *text, *bad;
} refused[] = {
    {"a broken escape names its parameter", "a=1&limit=%4", "limit"},
    {"a value that is not UTF-8", "q=%ff", "q"},
    {"a NUL", "q=a%00b", "q"},
    {"a surrogate", "q=%ed%a0%80", "q"},
    {"an overlong form", "q=%c0%80", "q"},
    {"a name that cannot be shown", "%ff=1", "query"},
};

static void
what_is_no_text_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        char room[128];
        struct query q;

        CHECK(refused[i].name, !query_parse(bytes_of(refused[i].text), room, &q));
        CHECK(refused[i].name, q.bad.len == strlen(refused[i].bad));
        assert_memory_equal(q.bad.data, refused[i].bad, q.bad.len);
        assert_non_null(q.problem);
    }
}

static void
parameters_have_a_limit(void **state)
{
    char text[2 * QUERY_MAX + 3] = "", room[sizeof text];
    struct query q;

    (void)state;
    for (int i = 0; i < QUERY_MAX; i++)
        strcat(text, "a&");
    assert_true(query_parse(bytes_of(text), room, &q));
    assert_int_equal(q.count, QUERY_MAX);
    strcat(text, "a");
    assert_false(query_parse(bytes_of(text), room, &q));
}

static void
repetition_is_seen(void **state)
{
    char room[32];
    struct query q;

    (void)state;
    assert_true(query_parse(bytes_of("a=1&b=2&%61=3"), room, &q));
    assert_false(query_is_repeated(&q, 0));
    assert_false(query_is_repeated(&q, 1));
    assert_true(query_is_repeated(&q, 2));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queries_are_read),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(parameters_have_a_limit),
        cmocka_unit_test(repetition_is_seen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
