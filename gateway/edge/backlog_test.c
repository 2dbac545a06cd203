#include "gateway/edge/backlog.h"
#include "shared/base/check.h"

#include <stdlib.h>

enum { PIECE = 64 };

static void
bytes_come_back_in_order(void **state)
{
    struct backlog b = {0};
    uint8_t out[16] = {0};

    (void)state;
    backlog_put_back(&b, bytes_of("abcdefgh"));
    assert_int_equal(backlog_len(&b), 8);
    backlog_take(&b, out, 5);
    assert_memory_equal(out, "abcde", 5);
    backlog_put_back(&b, (struct bytes){out + 3, 2});
    backlog_take(&b, out, 5);
    assert_memory_equal(out, "defgh", 5);
    assert_int_equal(backlog_len(&b), 0);
    backlog_fini(&b);
}

/* A last piece may have gone on from the socket: that is a backlog of its own. */
static void
what_is_put_back_when_it_is_empty_may_be_anything(void **state)
{
    struct backlog b = {0};
    uint8_t out[16];

    (void)state;
    backlog_put_back(&b, bytes_of("ab"));
    backlog_take(&b, out, 2);
    backlog_put_back(&b, bytes_of("bcdef"));
    backlog_take(&b, out, 5);
    assert_memory_equal(out, "bcdef", 5);
    backlog_take(&b, out, 0);
    assert_int_equal(backlog_len(&b), 0);
    backlog_fini(&b);
}

static void
its_memory_goes_with_its_last_byte(void **state)
{
    struct backlog b = {0};
    uint8_t out[3];

    (void)state;
    backlog_put_back(&b, bytes_of("abc"));
    backlog_take(&b, out, 3);
    assert_null(b.held.data);
}

/* Requests of ten bytes each, 10,000 at once: none of them moves what lies behind it. */
static void
what_lies_behind_is_not_copied_with_each_request(void **state)
{
    enum { REQUEST = 10, COUNT = 10000 };
    struct backlog b = {0};
    uint8_t *all = calloc(COUNT, REQUEST), piece[PIECE];
    const uint8_t *held;
    size_t left = COUNT;

    (void)state;
    assert_non_null(all);
    backlog_put_back(&b, (struct bytes){all, (size_t)COUNT * REQUEST});
    held = b.held.data;
    for (; backlog_len(&b) > PIECE; left--) {
        backlog_take(&b, piece, PIECE);
        backlog_put_back(&b, (struct bytes){piece + REQUEST, PIECE - REQUEST});
        assert_ptr_equal(b.held.data, held);
        assert_int_equal(b.held.len, COUNT * REQUEST);
        assert_int_equal(backlog_len(&b), (left - 1) * REQUEST);
    }
    backlog_fini(&b);
    free(all);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_back_in_order),
        cmocka_unit_test(what_is_put_back_when_it_is_empty_may_be_anything),
        cmocka_unit_test(its_memory_goes_with_its_last_byte),
        cmocka_unit_test(what_lies_behind_is_not_copied_with_each_request),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
