/* Values by key: what stays, what goes, and who may still read it. */
#include "shared/base/cache.h"

#include "shared/base/check.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

static struct cached *
value_of(const char *text, size_t size, atomic_int *gone)
{
    struct cached *cached = cached_new(LIMIT);

    cached->value = arena_strndup(cached->arena, text, strlen(text));
    memset(arena_array(cached->arena, char, size), 'x', size);
    arena_at_reset(cached->arena, note, gone);
    return cached;
}

static bool
put(struct cache *cache, const char *key, const char *text, size_t size, atomic_int *gone)
{
    struct cached *cached = value_of(text, size, gone);
    bool done = cache_put(cache, key_of(key), cached);

    cached_release(cached);
    return done;
}

/* "" when there is none. */
static const char *
find(struct cache *cache, const char *key)
{
    static char text[32];
    struct cached *cached = cache_find(cache, key_of(key));

    snprintf(text, sizeof text, "%s", cached != NULL ? (const char *)cached->value : "");
    if (cached != NULL)
        cached_release(cached);
    return text;
}

static void
a_value_is_found_by_its_key_until_it_is_dropped(void **state)
{
    struct cache *cache = cache_new(ROOM);
    atomic_int gone = 0;

    (void)state;
    assert_string_equal("", find(cache, "a"));
    assert_true(put(cache, "a", "one", 100, &gone));
    assert_true(put(cache, "ab", "two", 100, &gone));
    assert_string_equal("one", find(cache, "a"));
    assert_string_equal("two", find(cache, "ab"));
    cache_drop(cache, key_of("a"));
    cache_drop(cache, key_of("a"));
    assert_string_equal("", find(cache, "a"));
    assert_string_equal("two", find(cache, "ab"));
    assert_int_equal(1, gone);
    cache_destroy(&cache);
    assert_int_equal(2, gone);
}

static void
a_later_value_takes_the_place_of_an_earlier_one(void **state)
{
    struct cache *cache = cache_new(ROOM);
    atomic_int gone = 0;

    (void)state;
    assert_true(put(cache, "a", "one", 100, &gone));
    assert_true(put(cache, "a", "two", 100, &gone));
    assert_string_equal("two", find(cache, "a"));
    assert_int_equal(1, gone);
    cache_destroy(&cache);
}

static void
who_holds_a_value_may_read_it_when_it_is_out(void **state)
{
    struct cache *cache = cache_new(ROOM);
    atomic_int gone = 0;
    struct cached *cached;

    (void)state;
    assert_true(put(cache, "a", "one", 100, &gone));
    cached = cache_find(cache, key_of("a"));
    cache_destroy(&cache);
    assert_int_equal(0, gone);
    assert_string_equal("one", cached->value);
    cached_release(cached);
    assert_int_equal(1, gone);
}

static void
what_was_not_found_for_longest_goes_first(void **state)
{
    struct cache *cache = cache_new(ROOM);
    atomic_int gone = 0;
    char key[8];

    (void)state;
    assert_true(put(cache, "old", "old", 20000, &gone));
    for (int i = 0; gone == 0; i++) {
        snprintf(key, sizeof key, "%d", i);
        assert_true(put(cache, key, key, 20000, &gone));
        assert_string_equal("old", find(cache, "old"));
    }
    assert_string_equal("", find(cache, "0"));
    assert_string_equal("1", find(cache, "1"));
    cache_destroy(&cache);
}

static void
a_value_of_a_sixteenth_of_the_room_is_kept_and_no_larger_one(void **state)
{
    struct cached *cached = cached_new(LIMIT);
    atomic_int gone = 0;
    struct cache *cache;
    size_t least = 1;

    (void)state;
    /* The least room that takes it, to the byte. */
    memset(arena_array(cached->arena, char, 5000), 'x', 5000);
    while (true) {
        cache = cache_new(least * 16);
        if (cache_put(cache, key_of("a"), cached))
            break;
        cache_destroy(&cache);
        least++;
    }
    assert_in_range(least, arena_size(cached->arena) + 1, arena_size(cached->arena) + 200);
    cached_release(cached);
    assert_false(put(cache, "b", "two", 5000 + least, &gone));
    assert_int_equal(1, gone);
    cache_destroy(&cache);
}

/* Were the lock held, this would wait for ever: the alarm ends it. */
static void
use_cache(void *cache)
{
    assert_string_equal("here", find(cache, "stays"));
}

static void
put_user(struct cache *cache, const char *key, size_t size)
{
    struct cached *cached = cached_new(LIMIT);

    cached->value = "user";
    memset(arena_array(cached->arena, char, size), 'x', size);
    arena_at_reset(cached->arena, use_cache, cache);
    assert_true(cache_put(cache, key_of(key), cached));
    cached_release(cached);
}

/* Replaced, dropped, or gone for want of room. */
static void
a_value_is_freed_when_the_lock_is_left(void **state)
{
    struct cache *cache = cache_new(ROOM);
    atomic_int gone = 0;
    char key[8];

    (void)state;
    alarm(60);
    assert_true(put(cache, "stays", "here", 100, &gone));
    put_user(cache, "a", 100);
    put_user(cache, "a", 100);
    cache_drop(cache, key_of("a"));
    for (int i = 0; i < 100; i++) {
        snprintf(key, sizeof key, "%d", i);
        put_user(cache, key, 20000);
        assert_string_equal("here", find(cache, "stays"));
    }
    for (int i = 0; i < 100; i++) {
        snprintf(key, sizeof key, "%d", i);
        cache_drop(cache, key_of(key));
    }
    alarm(0);
    cache_destroy(&cache);
}

enum { THREADS = 4, ROUNDS = 5000, KEYS = 7 };

static void *
find_and_put(void *arg)
{
    struct cache *cache = arg;
    atomic_int gone = 0;
    char key[8];

    for (int i = 0; i < ROUNDS; i++) {
        struct cached *cached;

        snprintf(key, sizeof key, "k%d", i % KEYS);
        cached = cache_find(cache, key_of(key));
        if (cached == NULL) {
            cached = cached_new(LIMIT);
            cached->value = arena_strndup(cached->arena, key, strlen(key));
            cache_put(cache, key_of(key), cached);
        } else if (i % 11 == 0) {
            cache_drop(cache, key_of(key));
        }
        if (strcmp(key, cached->value) != 0)
            atomic_fetch_add(&gone, 1);
        cached_release(cached);
    }
    return (void *)(intptr_t)gone;
}

static void
threads_share_a_cache(void **state)
{
    struct cache *cache = cache_new(ROOM);
    pthread_t threads[THREADS];
    void *wrong;

    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, find_and_put, cache));
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(0, pthread_join(threads[i], &wrong));
        assert_null(wrong);
    }
    cache_destroy(&cache);
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
        cmocka_unit_test(a_value_is_freed_when_the_lock_is_left),
        cmocka_unit_test(threads_share_a_cache),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
