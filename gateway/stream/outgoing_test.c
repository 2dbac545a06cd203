#include "gateway/stream/outgoing.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

enum { KB = 1024 };

/* A packet of a message; of 0 of none. */
static void
wait_for_turn(struct outgoing *out, unsigned message, size_t len)
{
    packets_push(&out->waiting, packet_new((struct uuid){{(uint8_t)message}}, len));
}

static const struct {
    const char *name;
    size_t packets, len;
    unsigned written; /* in the first write */
} cases[] = {
    {"nothing waits", 0, 0, 0},
    {"one", 1, 10, 1},
    {"all that waits", 20, 100, 20},
    {"no more packets than one write carries", 100, 10, OUTGOING_PACKETS},
    {"no more bytes", 100, 8 * KB, 8},
    {"but for the last packet", 100, 9 * KB, 8},
    {"a packet that is larger than a write goes alone", 3, 100 * KB, 1},
};

static void
what_waits_leaves_in_writes_that_are_not_too_large(void **state)
{
    h2o_iovec_t parts[OUTGOING_PACKETS];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct outgoing out = {.writing_count = 0};
        unsigned count;

        for (size_t p = 0; p < cases[i].packets; p++)
            wait_for_turn(&out, 0, cases[i].len);
        count = outgoing_start(&out, parts);
        CHECK(cases[i].name, count == cases[i].written);
        CHECK(cases[i].name, count == 0 || parts[count - 1].len == cases[i].len);
        CHECK(cases[i].name, out.waiting.count == cases[i].packets - count);
        CHECK(cases[i].name, outgoing_is_writing(&out) == (count > 0));
        outgoing_fini(&out);
    }
}

static void
while_a_write_is_on_its_way_no_other_starts(void **state)
{
    struct outgoing out = {.writing_count = 0};
    h2o_iovec_t parts[OUTGOING_PACKETS];

    (void)state;
    wait_for_turn(&out, 0, 1);
    assert_int_equal(outgoing_start(&out, parts), 1);
    wait_for_turn(&out, 0, 2);
    assert_int_equal(outgoing_start(&out, parts), 0);
    outgoing_written(&out);
    assert_false(outgoing_is_writing(&out));
    assert_int_equal(outgoing_start(&out, parts), 1);
    assert_int_equal(parts[0].len, 2);
    outgoing_fini(&out);
}

static void
the_last_message_given_is_known(void **state)
{
    struct outgoing out = {.writing_count = 0};
    h2o_iovec_t parts[OUTGOING_PACKETS];

    (void)state;
    wait_for_turn(&out, 1, 1);
    wait_for_turn(&out, 2, 1);
    wait_for_turn(&out, 0, 1); /* not of a message */
    assert_true(uuid_is_nil(out.given_id));
    assert_int_equal(outgoing_start(&out, parts), 3);
    wait_for_turn(&out, 3, 1); /* still waits */
    assert_int_equal(out.given_id.b[0], 2);
    outgoing_fini(&out);
}

static void
there_is_room_for_stored_messages_in_half_of_the_queue(void **state)
{
    struct outgoing out = {.writing_count = 0};

    (void)state;
    wait_for_turn(&out, 0, 49);
    assert_true(outgoing_has_room(&out, 100));
    wait_for_turn(&out, 0, 1);
    assert_false(outgoing_has_room(&out, 100));
    wait_for_turn(&out, 0, 49);
    assert_false(outgoing_is_full(&out, 100));
    wait_for_turn(&out, 0, 1);
    assert_true(outgoing_is_full(&out, 100));
    outgoing_fini(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_waits_leaves_in_writes_that_are_not_too_large),
        cmocka_unit_test(while_a_write_is_on_its_way_no_other_starts),
        cmocka_unit_test(the_last_message_given_is_known),
        cmocka_unit_test(there_is_room_for_stored_messages_in_half_of_the_queue),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
