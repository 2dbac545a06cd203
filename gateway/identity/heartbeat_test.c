#include "gateway/identity/heartbeat.h"
#include "shared/base/check.h"
#include "shared/codec/pack.h"

static const struct uuid user = {{1}}, session = {{2}};

static void
pack_revocation(struct buf *out, int64_t number, bool whole_user)
{
    static const uint8_t nil = 0xc0;

    pack_map(out, 3);
    pack_word(out, "number");
    pack_int(out, number);
    pack_word(out, "session_id");
    if (whole_user)
        buf_add(out, &nil, 1);
    else
        pack_uuid(out, session);
    pack_word(out, "user_id");
    pack_uuid(out, user);
}

/* The revocations `first` to `last`; none when last < first. */
static bool
read_beat(int64_t number, int64_t first, int64_t last, struct heartbeat *h)
{
    struct buf out;
    bool good;

    buf_init(&out);
    pack_map(&out, 2);
    pack_word(&out, "number");
    pack_int(&out, number);
    pack_word(&out, "recent");
    pack_array(&out, last >= first ? (size_t)(last - first + 1) : 0);
    for (int64_t n = first; n <= last; n++)
        pack_revocation(&out, n, n % 2 == 0);
    good = heartbeat_read((struct bytes){out.data, out.len}, h);
    buf_fini(&out);
    return good;
}

static void
beats_are_read(void **state)
{
    struct heartbeat h;

    (void)state;
    assert_true(read_beat(8, 7, 8, &h));
    assert_int_equal(h.number, 8);
    assert_int_equal(h.count, 2);
    assert_false(h.recent[0].whole_user);
    assert_true(uuid_equal(h.recent[0].session_id, session));
    assert_true(h.recent[1].whole_user);
    assert_true(uuid_equal(h.recent[1].user_id, user));
}

static const struct {
    const char *name;
    int64_t known, number, first, last;
    bool covers;
} cases[] = {
    {"nothing is new", 8, 8, 1, 0, true},
    {"nothing was ever revoked", 0, 0, 1, 0, true},
    {"one is new and listed", 7, 8, 8, 8, true},
    {"older ones are listed too", 7, 8, 5, 8, true},
    {"one is new and not listed", 7, 8, 1, 0, false},
    {"the list begins too late", 5, 8, 7, 8, false},
    {"the list ends too early", 5, 8, 6, 7, false},
};

static void
gaps_are_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct heartbeat h;

        assert_true(read_beat(cases[i].number, cases[i].first, cases[i].last, &h));
        CHECK(cases[i].name, heartbeat_covers(&h, cases[i].known) == cases[i].covers);
    }
}

static void
anything_else_is_refused(void **state)
{
    static const uint8_t number[] = {0x07}, empty[] = {0x80};
    struct heartbeat h;

    (void)state;
    assert_false(heartbeat_read((struct bytes){number, 1}, &h));
    assert_false(heartbeat_read((struct bytes){empty, 1}, &h));
    assert_false(heartbeat_read((struct bytes){empty, 0}, &h));
    assert_true(read_beat(REVOCATIONS_MAX, 1, REVOCATIONS_MAX, &h));
    assert_false(read_beat(REVOCATIONS_MAX + 1, 1, REVOCATIONS_MAX + 1, &h));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beats_are_read),
        cmocka_unit_test(gaps_are_seen),
        cmocka_unit_test(anything_else_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
