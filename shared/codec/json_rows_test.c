/* Rows from whoever sends them: what they become, and what is refused. */
#include "shared/codec/rows.h"

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"

static struct buf rows, text;

static int
tear_down(void **state)
{
    (void)state;
    buf_fini(&rows);
    buf_fini(&text);
    return 0;
}

static struct bytes
of(const struct buf *b)
{
    return (struct bytes){b->data, b->len};
}

#define PACK(bytes)                                                                                \
    {                                                                                              \
        (const uint8_t *)(bytes), sizeof(bytes) - 1                                                \
    }
#define A                                                                                          \
    "\x01\xa1"                                                                                     \
    "a"
#define AB                                                                                         \
    "\x02\xa1"                                                                                     \
    "a\xa1"                                                                                        \
    "b"

/* The type and what follows; the head and the length are put before it. */
static const struct {
    const char *name;
    struct bytes rest;
    const char *json; /* NULL: refused */
} messages[] = {
    {"one row", PACK("\x01" A "\0\x01\0\0\x05"), "[{\"a\":5}]"},
    {"a row like its base", PACK("\x01" A "\0\x02\0\0\x05\0\x01\0"), "[{\"a\":5},{\"a\":5}]"},
    {"a base further back", PACK("\x01" A "\0\x03\0\0\x05\0\0\x06\0\x02\0"),
     "[{\"a\":5},{\"a\":6},{\"a\":5}]"},
    {"all of a row differs", PACK("\x01" A "\0\x02\0\0\x05\0\x01\x01\x06"),
     "[{\"a\":5},{\"a\":6}]"},
    {"nothing in a row", PACK("\x01" A "\0\x02\0\0\xc1\0\x01\0"), "[{},{}]"},
    {"what the base lacks", PACK("\x01" AB "\0\x02\0\0\xc1\x07\0\x01\x01\x05"),
     "[{\"b\":7},{\"a\":5,\"b\":7}]"},
    {"what only the base has", PACK("\x01" AB "\0\x02\0\0\x05\x07\0\x01\x01\xc1"),
     "[{\"a\":5,\"b\":7},{\"b\":7}]"},
    {"arrays and maps inside", PACK("\x01" AB "\0\x01\0\0\x92\x01\x80\x81\xa1x\x90"),
     "[{\"a\":[1,{}],\"b\":{\"x\":[]}}]"},
    {"a name to escape", PACK("\x01\x01\xa1\"\0\x01\0\0\x05"), "[{\"\\\"\":5}]"},
    {"a name with a wide head",
     PACK("\x01\x01\xda\0\x01"
          "a\0\x01\0\0\x05"),
     "[{\"a\":5}]"},
    {"an instant", PACK("\x01" A "\0\x01\0\0\xd6\xff\xff\xff\xff\xff"),
     "[{\"a\":\"2106-02-07T06:28:15Z\"}]"},
    {"an instant with a fraction", PACK("\x01" A "\0\x01\0\0\xd7\xff\x77\x35\x94\0\0\0\0\x01"),
     "[{\"a\":\"1970-01-01T00:00:01.5Z\"}]"},
    {"an instant inside", PACK("\x01" A "\0\x01\0\0\x91\xd6\xff\0\0\0\0"),
     "[{\"a\":[\"1970-01-01T00:00:00Z\"]}]"},
    {"an instant of another type", PACK("\x01" A "\0\x01\0\0\xd6\x01\0\0\0\0"), NULL},
    {"half a microsecond", PACK("\x01" A "\0\x01\0\0\xd7\xff\0\0\x07\xd0\0\0\0\x01"), NULL},
    {"more than a second of fraction",
     PACK("\x01" A "\0\x01\0\0\xd7\xff\xff\xff\xff\xff\0\0\0\x01"), NULL},
    {"an instant behind the year 2200",
     PACK("\x01" A "\0\x01\0\0\xd7\xff\0\0\0\x03\xff\xff\xff\xff"), NULL},
    {"an instant for a name", PACK("\x01\x01\xd6\xff\0\0\0\0\0\x01\0\0\x05"), NULL},
    {"another type", PACK("\x02" A "\0\x01\0\0\x05"), NULL},
    {"no names", PACK("\x01\0\0\x01\0\0"), NULL},
    {"no rows", PACK("\x01" A "\0\0"), NULL},
    {"more rows than there may be", PACK("\x01" A "\x10\x01\0\0\x05"), NULL},
    {"more rows than there are", PACK("\x01" A "\0\x02\0\0\x05"), NULL},
    {"something behind the rows", PACK("\x01" A "\0\x01\0\0\x05\x05"), NULL},
    {"a number for a name", PACK("\x01\x01\x05\0\x01\0\0\x05"), NULL},
    {"a name that is no UTF-8", PACK("\x01\x01\xa1\xff\0\x01\0\0\x05"), NULL},
    {"a name longer than all",
     PACK("\x01\x01\xdb\xff\xff\xff\xff"
          "a\0\x01\0\0\x05"),
     NULL},
    {"a base of the first row", PACK("\x01" A "\0\x01\0\x01\0"), NULL},
    {"a base before the first row", PACK("\x01" A "\0\x02\0\0\x05\0\x02\0"), NULL},
    {"a bit for no name", PACK("\x01" A "\0\x02\0\0\x05\0\x01\x03\x05\x05"), NULL},
    {"rows inside of rows", PACK("\x01" A "\0\x01\0\0\xc9\0\0\0\x09\x01" A "\0\x01\0\0\x05"), NULL},
    {"the unused head inside a value", PACK("\x01" A "\0\x01\0\0\x91\xc1"), NULL},
    {"a value that goes on behind the end", PACK("\x01" A "\0\x01\0\0\x92\x01"), NULL},
};

/* In an array with a number behind it, so that a value could go on there. */
static void
pack_rows(const struct bytes *rest, size_t len, struct buf *out)
{
    buf_reset(out);
    buf_add(out, "\x92\xc9\0\0", 4);
    buf_add(out, (uint8_t[]){(uint8_t)((len - 1) >> 8), (uint8_t)(len - 1)}, 2);
    buf_add(out, rest->data, len);
    buf_add(out, "\x07", 1);
}

static bool
becomes(const char *json)
{
    buf_add(&text, "", 1);
    text.data[text.len - 4] = '\0'; /* `,7]` */
    return strcmp((const char *)text.data + 1, json) == 0;
}

static void
rows_are_written_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(messages); i++) {
        bool good;

        buf_reset(&text);
        pack_rows(&messages[i].rest, messages[i].rest.len, &rows);
        good = json_from_msgpack(of(&rows), &text);
        CHECK(messages[i].name, good == (messages[i].json != NULL));
        CHECK(messages[i].name, good ? becomes(messages[i].json) : text.len == 0);
    }
}

static void
instants_are_for_rows_alone(void **state)
{
    static const uint8_t bare[] = {0xd6, 0xff, 0, 0, 0, 0};

    (void)state;
    buf_reset(&text);
    assert_false(json_from_msgpack((struct bytes){bare, sizeof bare}, &text));
}

static void
rows_cut_anywhere_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(messages); i++) {
        if (messages[i].json == NULL)
            continue;
        for (size_t len = 1; len < messages[i].rest.len; len++) {
            buf_reset(&text);
            pack_rows(&messages[i].rest, len, &rows);
            CHECK(messages[i].name, !json_from_msgpack(of(&rows), &text));
        }
    }
}

/* So many rows that repeat the first, whose text has a megabyte. */
static bool
repeats(size_t count)
{
    enum { LONG = 1 << 20 };
    size_t len = 1 + sizeof(A) - 1 + 2 + 2 + 5 + LONG + (count - 1) * 3;
    uint8_t *long_text;

    buf_reset(&rows);
    buf_reset(&text);
    buf_add(&rows,
            (uint8_t[]){ROWS_EXT, 0, (uint8_t)((len - 1) >> 16), (uint8_t)((len - 1) >> 8),
                        (uint8_t)(len - 1), ROWS_TYPE},
            6);
    buf_add(&rows, A, sizeof(A) - 1);
    buf_add(&rows, (uint8_t[]){(uint8_t)(count >> 8), (uint8_t)count, 0, 0}, 4);
    buf_add(&rows, "\xdb\0\x10\0\0", 5);
    long_text = buf_reserve(&rows, LONG);
    memset(long_text, 'x', LONG);
    rows.len += LONG;
    for (size_t i = 1; i < count; i++)
        buf_add(&rows, "\0\x01\0", 3);
    return json_from_msgpack(of(&rows), &text);
}

static void
few_bytes_do_not_become_gigabytes(void **state)
{
    (void)state;
    assert_true(repeats(7));
    assert_true(text.len > 7 << 20);
    assert_false(repeats(8));
    assert_false(repeats(ROWS_MAX));
    assert_true(text.room <= 4 * ROWS_TEXT_MAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_written_or_refused),
        cmocka_unit_test(instants_are_for_rows_alone),
        cmocka_unit_test(rows_cut_anywhere_are_refused),
        cmocka_unit_test(few_bytes_do_not_become_gigabytes),
    };

    return cmocka_run_group_tests_name("json_rows", tests, NULL, tear_down);
}
