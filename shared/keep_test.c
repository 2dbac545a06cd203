/* Values by key: what stays, what goes, and who may still read it. */
#include "shared/keep.h"

#include "shared/check.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { ROOM = 1 << 20, LIMIT = 1 << 20 };

static struct bytes
key_of(const char *text)
{
    return (struct bytes){(const uint8_t *)text, strlen(text)};
}

/* Gone: nobody holds it any more. */
static void
note(void *gone)
{
    atomic_fetch_add((atomic_int *)gone, 1);
}

static struct kept *
value_of(const char *text, size_t size, atomic_int *gone)
{
    struct kept *kept = kept_new(LIMIT);

    kept->value = arena_strndup(kept->arena, text, strlen(text));
    memset(arena_array(kept->arena, char, size), 'x', size);
    arena_at_reset(kept->arena, note, gone);
    return kept;
}

static bool
put(struct keep *keep, const char *key, const char *text, size_t size, atomic_int *gone)
{
    struct kept *kept = value_of(text, size, gone);
    bool done = keep_put(keep, key_of(key), kept);

    kept_release(kept);
    return done;
}

/* "" when there is none. */
static const char *
find(struct keep *keep, const char *key)
{
    static char text[32];
    struct kept *kept = keep_find(keep, key_of(key));

    snprintf(text, sizeof text, "%s", kept ? (const char *)kept->value : "");
    if (kept)
        kept_release(kept);
    return text;
}

static void
a_value_is_found_by_its_key_until_it_is_dropped(void **state)
{
    struct keep *keep = keep_new(ROOM);
    atomic_int gone = 0;

    (void)state;
    assert_string_equal("", find(keep, "a"));
    assert_true(put(keep, "a", "one", 100, &gone));
    assert_true(put(keep, "ab", "two", 100, &gone));
    assert_string_equal("one", find(keep, "a"));
    assert_string_equal("two", find(keep, "ab"));
    keep_drop(keep, key_of("a"));
    keep_drop(keep, key_of("a"));
    assert_string_equal("", find(keep, "a"));
    assert_string_equal("two", find(keep, "ab"));
    assert_int_equal(1, gone);
    keep_destroy(&keep);
    assert_int_equal(2, gone);
}

static void
a_later_value_takes_the_place_of_an_earlier_one(void **state)
{
    struct keep *keep = keep_new(ROOM);
    atomic_int gone = 0;

    (void)state;
    assert_true(put(keep, "a", "one", 100, &gone));
    assert_true(put(keep, "a", "two", 100, &gone));
    assert_string_equal("two", find(keep, "a"));
    assert_int_equal(1, gone);
    keep_destroy(&keep);
}

static void
who_holds_a_value_may_read_it_when_it_is_out(void **state)
{
    struct keep *keep = keep_new(ROOM);
    atomic_int gone = 0;
    struct kept *kept;

    (void)state;
    assert_true(put(keep, "a", "one", 100, &gone));
    kept = keep_find(keep, key_of("a"));
    keep_destroy(&keep);
    assert_int_equal(0, gone);
    assert_string_equal("one", kept->value);
    kept_release(kept);
    assert_int_equal(1, gone);
}

static void
what_was_not_found_for_longest_goes_first(void **state)
{
    struct keep *keep = keep_new(ROOM);
    atomic_int gone = 0;
    char key[8];

    (void)state;
    assert_true(put(keep, "old", "old", 20000, &gone));
    for (int i = 0; gone == 0; i++) {
        snprintf(key, sizeof key, "%d", i);
        assert_true(put(keep, key, key, 20000, &gone));
        assert_string_equal("old", find(keep, "old"));
    }
    assert_string_equal("", find(keep, "0"));
    assert_string_equal("1", find(keep, "1"));
    keep_destroy(&keep);
}

static void
a_value_of_a_sixteenth_of_the_room_is_kept_and_no_larger_one(void **state)
{
    struct kept *kept = kept_new(LIMIT);
    atomic_int gone = 0;
    struct keep *keep;
    size_t least = 1;

    (void)state;
    /* The least room that takes it, to the byte. */
    memset(arena_array(kept->arena, char, 5000), 'x', 5000);
    while (true) {
        keep = keep_new(least * 16);
        if (keep_put(keep, key_of("a"), kept))
            break;
        keep_destroy(&keep);
        least++;
    }
    assert_in_range(least, arena_size(kept->arena) + 1, arena_size(kept->arena) + 200);
    kept_release(kept);
    assert_false(put(keep, "b", "two", 5000 + least, &gone));
    assert_int_equal(1, gone);
    keep_destroy(&keep);
}

enum { THREADS = 4, ROUNDS = 5000, KEYS = 7 };

static void *
find_and_put(void *arg)
{
    struct keep *keep = arg;
    atomic_int gone = 0;
    char key[8];

    for (int i = 0; i < ROUNDS; i++) {
        struct kept *kept;

        snprintf(key, sizeof key, "k%d", i % KEYS);
        kept = keep_find(keep, key_of(key));
        if (kept == NULL) {
            kept = kept_new(LIMIT);
            kept->value = arena_strndup(kept->arena, key, strlen(key));
            keep_put(keep, key_of(key), kept);
        } else if (i % 11 == 0) {
            keep_drop(keep, key_of(key));
        }
        if (strcmp(key, kept->value) != 0)
            atomic_fetch_add(&gone, 1);
        kept_release(kept);
    }
    return (void *)(intptr_t)gone;
}

static void
threads_share_a_keep(void **state)
{
    struct keep *keep = keep_new(ROOM);
    pthread_t threads[THREADS];
    void *wrong;

    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, find_and_put, keep));
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(0, pthread_join(threads[i], &wrong));
        assert_null(wrong);
    }
    keep_destroy(&keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_found_by_its_key_until_it_is_dropped),
        cmocka_unit_test(a_later_value_takes_the_place_of_an_earlier_one),
        cmocka_unit_test(who_holds_a_value_may_read_it_when_it_is_out),
        cmocka_unit_test(what_was_not_found_for_longest_goes_first),
        cmocka_unit_test(a_value_of_a_sixteenth_of_the_room_is_kept_and_no_larger_one),
        cmocka_unit_test(threads_share_a_keep),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
