#include "shared/base/uuid.h"

#include "shared/base/check.h"
#include "shared/base/clock.h"
#include "shared/base/hex.h"
#include "shared/base/must.h"

#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>

static void
new_ids_are_version_7_and_carry_the_time(void **state)
{
    int64_t before = instant_now().us / 1000, after, ms = 0;
    struct uuid id = uuid_new();

    (void)state;
    after = instant_now().us / 1000;
    for (int i = 0; i < 6; i++)
        ms = ms << 8 | id.b[i];
    assert_true(ms >= before && ms <= after);
    assert_int_equal(id.b[6] >> 4, 7);
    assert_int_equal(id.b[8] >> 6, 2);
    assert_false(uuid_is_nil(id));
}

static void
ids_of_one_thread_rise(void **state)
{
    struct uuid last = uuid_new();

    (void)state;
    for (int i = 0; i < 100000; i++) {
        struct uuid next = uuid_new();

        assert_true(uuid_compare(last, next) < 0);
        last = next;
    }
}

enum { THREADS = 4, PER_THREAD = 2000 };

static void *
make_ids(void *arg)
{
    struct uuid *ids = arg;

    for (int i = 0; i < PER_THREAD; i++)
        ids[i] = uuid_new();
    return NULL;
}

static void
threads_never_share_an_ordering_part(void **state)
{
    static struct uuid ids[THREADS][PER_THREAD];
    pthread_t threads[THREADS];
    size_t at[THREADS] = {0};
    uint8_t last[8] = {0};

    (void)state;
    for (int t = 0; t < THREADS; t++)
        assert_int_equal(pthread_create(&threads[t], NULL, make_ids, ids[t]), 0);
    for (int t = 0; t < THREADS; t++)
        pthread_join(threads[t], NULL);
    for (int taken = 0; taken < THREADS * PER_THREAD; taken++) {
        int least = -1;

        for (int t = 0; t < THREADS; t++)
            if (at[t] < PER_THREAD &&
                (least < 0 || uuid_compare(ids[t][at[t]], ids[least][at[least]]) < 0))
                least = t;
        assert_true(memcmp(last, ids[least][at[least]].b, 8) < 0);
        memcpy(last, ids[least][at[least]++].b, 8);
    }
}

static const struct {
    const char *name, *text;
    bool good;
} texts[] = {
    {"canonical", "0190163d-8694-739b-aea5-966c26f8ad91", true},
    {"upper case", "0190163D-8694-739B-AEA5-966C26F8AD91", false},
    {"one capital", "0190163d-8694-739b-aea5-966c26f8Ad91", false},
    {"nil", "00000000-0000-0000-0000-000000000000", true},
    {"any version", "ffffffff-ffff-ffff-ffff-ffffffffffff", true},
    {"empty", "", false},
    {"without dashes", "0190163d8694739baea5966c26f8ad91", false},
    {"in braces", "{0190163d-8694-739b-aea5-966c26f8ad91}", false},
    {"a dash misplaced", "0190163-d8694-739b-aea5-966c26f8ad91", false},
    {"one short", "0190163d-8694-739b-aea5-966c26f8ad9", false},
    {"one long", "0190163d-8694-739b-aea5-966c26f8ad911", false},
    {"not hexadecimal", "0190163d-8694-739b-aea5-966c26f8ad9g", false},
    {"a blank", "0190163d-8694-739b-aea5-966c26f8ad9 ", false},
    {"a dash for a digit", "0190163d-8694-739b-aea5-966c26f8ad9-", false},
};

static void
only_the_canonical_form_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct uuid id = {{1, 2, 3}}, untouched = id;

        CHECK(texts[i].name,
              uuid_parse(texts[i].text, strlen(texts[i].text), &id) == texts[i].good);
        if (!texts[i].good)
            assert_true(uuid_equal(id, untouched));
    }
}

static void
the_text_form_is_lower_case_and_reads_back(void **state)
{
    struct uuid id, back;
    char text[UUID_TEXT];

    (void)state;
    assert_true(uuid_parse("0190163d-8694-739b-aea5-966c26f8ad91", 36, &id));
    uuid_format(id, text);
    assert_string_equal(text, "0190163d-8694-739b-aea5-966c26f8ad91");
    assert_true(uuid_parse(text, strlen(text), &back));
    assert_true(uuid_equal(id, back));
    assert_int_equal(uuid_compare(id, back), 0);
    back.b[15]++;
    assert_true(uuid_compare(id, back) < 0);
    assert_false(uuid_equal(id, back));
}

static void
a_digit_has_the_value_that_strtol_gives_it(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        const char text[] = {(char)c, '\0'};
        int value = isxdigit(c) ? (int)strtol(text, NULL, 16) : -1;

        assert_int_equal(hex_digit((char)c), value);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_ids_are_version_7_and_carry_the_time),
        cmocka_unit_test(ids_of_one_thread_rise),
        cmocka_unit_test(threads_never_share_an_ordering_part),
        cmocka_unit_test(only_the_canonical_form_is_read),
        cmocka_unit_test(the_text_form_is_lower_case_and_reads_back),
        cmocka_unit_test(a_digit_has_the_value_that_strtol_gives_it),
    };

    return cmocka_run_group_tests_name("uuid", tests, NULL, NULL);
}
