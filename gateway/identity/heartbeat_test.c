#include "gateway/identity/heartbeat.h"
#include "shared/base/check.h"
#include "shared/base/test_arena.h"

static const struct uuid user = {{1}}, session = {{2}};

static struct revocation list[REVOCATIONS_MAX + 2];

static bool
read_packed(const struct heartbeat *told, struct heartbeat *h)
{
    struct buf out;
    bool good;

    buf_init(&out);
    wire_encode(&out, &heartbeat_shape, told);
    good = heartbeat_read(arena, (struct bytes){out.data, out.len}, h);
    buf_fini(&out);
    return good;
}

/* The revocations `first` to `last`, even ones of all that the user has; none when last < first. */
static bool
read_beat(int64_t number, int64_t first, int64_t last, struct heartbeat *h)
{
    struct heartbeat told = {.number = number, .recent = {.items = list}};

    for (int64_t n = first; n <= last; n++)
        list[told.recent.count++] = (struct revocation){
            .number = n,
            .has_session_id = n % 2 != 0,
            .session_id = session,
            .user_id = user,
        };
    return read_packed(&told, h);
}

static void
beats_are_read(void **state)
{
    struct heartbeat h;

    (void)state;
    assert_true(read_beat(8, 7, 8, &h));
    assert_int_equal(h.number, 8);
    assert_int_equal(h.recent.count, 2);
    assert_false(revocation_is_of_all(&h.recent.items[0]));
    assert_true(uuid_equal(h.recent.items[0].session_id, session));
    assert_true(revocation_is_of_all(&h.recent.items[1]));
    assert_true(uuid_equal(h.recent.items[1].user_id, user));
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
    assert_false(heartbeat_read(arena, (struct bytes){number, 1}, &h));
    assert_false(heartbeat_read(arena, (struct bytes){empty, 1}, &h));
    assert_false(heartbeat_read(arena, (struct bytes){empty, 0}, &h));
    assert_true(read_beat(REVOCATIONS_MAX, 1, REVOCATIONS_MAX, &h));
    assert_false(read_beat(REVOCATIONS_MAX + 1, 1, REVOCATIONS_MAX + 1, &h));
}

static void
a_revocation_has_a_number_and_a_user(void **state)
{
    struct revocation one = {.number = 1, .user_id = user};
    const struct heartbeat told = {.number = 1, .recent = {&one, 1}};
    struct heartbeat h;

    (void)state;
    assert_true(read_packed(&told, &h));
    one.number = 0;
    assert_false(read_packed(&told, &h));
    one = (struct revocation){.number = 1};
    assert_false(read_packed(&told, &h));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beats_are_read),
        cmocka_unit_test(gaps_are_seen),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(a_revocation_has_a_number_and_a_user),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
