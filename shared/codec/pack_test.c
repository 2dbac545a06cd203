/* What is packed has the bytes that msgpack-c gives it: the shortest form of each value. */
#include "shared/codec/pack.h"

#include "shared/base/check.h"
#include "shared/base/must.h"

#include <msgpack.h>
#include <stdlib.h>

static struct buf ours, theirs;
static msgpack_packer packer;

static int
append(void *data, const char *bytes, size_t len)
{
    buf_add(data, bytes, len);
    return 0;
}

static int
begin(void **state)
{
    (void)state;
    buf_init(&ours);
    buf_init(&theirs);
    msgpack_packer_init(&packer, &theirs, append);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    buf_fini(&ours);
    buf_fini(&theirs);
    return 0;
}

static void
check_same(const char *what, size_t n)
{
    if (!bytes_equal((struct bytes){ours.data, ours.len}, (struct bytes){theirs.data, theirs.len}))
        fail_msg("%s %zu differs", what, n);
    buf_reset(&ours);
    buf_reset(&theirs);
}

/* Around every place where a form ends. */
static void
integers_are_the_shortest(void **state)
{
    (void)state;
    for (unsigned bit = 0; bit < 64; bit++) {
        for (int64_t near = -34; near <= 34; near++) {
            uint64_t n = (UINT64_C(1) << bit) + (uint64_t)near;

            pack_unsigned(&ours, n);
            msgpack_pack_uint64(&packer, n);
            pack_int(&ours, (int64_t)n);
            msgpack_pack_int64(&packer, (int64_t)n);
            pack_int(&ours, -(int64_t)(n >> 1));
            msgpack_pack_int64(&packer, -(int64_t)(n >> 1));
            check_same("an integer at bit", bit);
        }
    }
}

static void
lengths_have_the_shortest_heads(void **state)
{
    static const size_t lengths[] = {0,  1,  2,  3,  4,  5,   7,   8,   9,     15,    16,
                                     17, 30, 31, 32, 33, 255, 256, 257, 65535, 65536, 65537};
    uint8_t *data = calloc(1, 65537);

    (void)state;
    assert_non_null(data);
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
        struct bytes in = {data, lengths[i]};

        memset(data, 'a' + (int)i, in.len);
        pack_text(&ours, in);
        msgpack_pack_str_with_body(&packer, in.data, in.len);
        check_same("a text of", in.len);
        pack_binary(&ours, in);
        msgpack_pack_bin_with_body(&packer, in.data, in.len);
        check_same("a binary of", in.len);
        pack_extension(&ours, -7, in);
        msgpack_pack_ext_with_body(&packer, in.data, in.len, -7);
        check_same("an extension of", in.len);
        pack_array(&ours, in.len);
        msgpack_pack_array(&packer, in.len);
        check_same("an array of", in.len);
        pack_map(&ours, in.len);
        msgpack_pack_map(&packer, in.len);
        check_same("a map of", in.len);
    }
    free(data);
}

static void
the_others_are_what_they_are(void **state)
{
    (void)state;
    pack_nil(&ours);
    pack_word(&ours, NULL);
    pack_bool(&ours, false);
    pack_bool(&ours, true);
    pack_double(&ours, -1.5);
    pack_float(&ours, 0.25f);
    pack_word(&ours, "word");
    pack_uuid(&ours, (struct uuid){{1, 2, 3}});
    msgpack_pack_nil(&packer);
    msgpack_pack_nil(&packer);
    msgpack_pack_false(&packer);
    msgpack_pack_true(&packer);
    msgpack_pack_double(&packer, -1.5);
    msgpack_pack_float(&packer, 0.25f);
    msgpack_pack_str_with_body(&packer, "word", 4);
    msgpack_pack_str_with_body(&packer, "01020300-0000-0000-0000-000000000000", 36);
    check_same("one of all of them", 0);
}

static void
short_texts_are_written_in_place(void **state)
{
    (void)state;
    for (size_t len = 0; len < 32; len++) {
        static const char text[] = "abcdefghijklmnopqrstuvwxyz01234";

        strcpy(pack_short_text(&ours), text);
        pack_short_text_end(&ours, len);
        msgpack_pack_str_with_body(&packer, text, len);
        check_same("a short text of", len);
    }
}

static void
open_extensions_get_their_length(void **state)
{
    static const uint8_t expected[] = {0xc0, 0xc9, 0, 0, 0, 3, 0xff, 1, 0x02, 0x03};
    size_t begun;

    (void)state;
    pack_nil(&ours);
    begun = pack_extension_begin(&ours, -1);
    pack_number(&ours, 1, 1);
    pack_number(&ours, 0x010203, 2);
    pack_extension_end(&ours, begun);
    assert_int_equal(ours.len, sizeof expected);
    assert_memory_equal(ours.data, expected, sizeof expected);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(integers_are_the_shortest, begin, end),
        cmocka_unit_test_setup_teardown(lengths_have_the_shortest_heads, begin, end),
        cmocka_unit_test_setup_teardown(the_others_are_what_they_are, begin, end),
        cmocka_unit_test_setup_teardown(short_texts_are_written_in_place, begin, end),
        cmocka_unit_test_setup_teardown(open_extensions_get_their_length, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
