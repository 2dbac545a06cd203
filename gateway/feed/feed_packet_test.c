#include "gateway/feed/feed_packet.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

static void
what_is_held_twice_lives_until_both_have_released_it(void **state)
{
    struct packet *packet = packet_of(bytes_of("x"));

    (void)state;
    assert_ptr_equal(packet_keep(packet), packet);
    packet_release(packet);
    assert_int_equal(packet->len, 1);
    assert_int_equal(packet->data[0], 'x');
    assert_true(uuid_is_nil(packet->id));
    packet_release(packet);
    packet_release(NULL);
}

static struct packet *
numbered(unsigned n)
{
    return packet_new((struct uuid){{(uint8_t)n, (uint8_t)(n >> 8)}}, n % 10);
}

/* What leaves makes room that is used again, and the queue grows when it is full. */
static void
what_waits_leaves_in_the_order_in_which_it_came(void **state)
{
    struct packet_queue queue = {.ring = NULL};
    unsigned in = 0, out = 0;
    size_t bytes = 0;

    (void)state;
    for (unsigned round = 1; round < 60; round++) {
        for (unsigned i = 0; i < round; i++, in++) {
            packets_push(&queue, numbered(in));
            bytes += in % 10;
        }
        for (unsigned i = 0; i < round - round / 4; i++, out++) {
            struct packet *packet = packets_take(&queue);

            assert_int_equal(packet->id.b[0] | packet->id.b[1] << 8, out);
            bytes -= packet->len;
            packet_release(packet);
        }
        assert_int_equal(queue.count, in - out);
        assert_int_equal(queue.bytes, bytes);
    }
    packets_clear(&queue);
    assert_int_equal(queue.count + queue.bytes, 0);
    assert_null(packets_take(&queue));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_held_twice_lives_until_both_have_released_it),
        cmocka_unit_test(what_waits_leaves_in_the_order_in_which_it_came),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
