/*
 * A hash table whose order is that of use: uthash lists its entries in the order in which they were
 * added, and cache_find adds an entry anew.  The first is the one that goes when there is no room.
 *
 * An entry has as many holds as it was lent out, and one of the cache's own while it is in there.
 * The last hold that is released frees the arena and the entry; the cache releases its own when it
 * has left the lock, because to free much takes long.
 */
#include "shared/base/cache.h"

#include "shared/base/hash.h"
#include "shared/base/must.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { LARGE = 16 }; /* this part of a cache is too much for one value */

struct entry {
    struct cached cached; /* first: callers know the entry by it */
    atomic_int holds;     /* the cache's own among them */
    uint8_t *key;
    size_t size;
    struct entry *next; /* of those that were taken out together */
    UT_hash_handle hh;
};

struct cache {
    pthread_mutex_t lock;
    struct entry *entries; /* in the order in which they were last found */
    size_t size, size_max;
};

struct cache *
cache_new(size_t bytes_max)
{
    struct cache *cache = calloc(1, sizeof *cache);

    must(cache != NULL);
    cache->size_max = bytes_max;
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

struct cached *
cached_new(size_t limit)
{
    struct entry *entry = calloc(1, sizeof *entry);

    must(entry != NULL);
    entry->cached.arena = arena_new(limit);
    atomic_init(&entry->holds, 1);
    return &entry->cached;
}

static struct entry *
entry_of(struct cached *cached)
{
    return (struct entry *)cached;
}

static void
cached_hold(struct cached *cached)
{
    atomic_fetch_add(&entry_of(cached)->holds, 1);
}

void
cached_release(struct cached *cached)
{
    struct entry *entry = entry_of(cached);

    if (atomic_fetch_sub(&entry->holds, 1) > 1)
        return;
    arena_destroy(cached->arena);
    free(entry->key);
    free(entry);
}

static struct entry *
cache_entry_of(struct cache *cache, struct bytes key)
{
    struct entry *entry;

    HASH_FIND(hh, cache->entries, key.data, key.len, entry);
    return entry;
}

/* Onto the list `out`, whose holds are the caller's now. */
static void
take_out(struct cache *cache, struct entry *entry, struct entry **out)
{
    HASH_DEL(cache->entries, entry);
    cache->size -= entry->size;
    entry->next = *out;
    *out = entry;
}

static void
release_all(struct entry *out)
{
    struct entry *entry;

    while ((entry = out) != NULL) {
        out = entry->next;
        cached_release(&entry->cached);
    }
}

static void
add(struct cache *cache, struct entry *entry, size_t key_len)
{
    HASH_ADD_KEYPTR(hh, cache->entries, entry->key, key_len, entry);
}

struct cached *
cache_find(struct cache *cache, struct bytes key)
{
    struct entry *entry;

    pthread_mutex_lock(&cache->lock);
    entry = cache_entry_of(cache, key);
    if (entry != NULL) {
        HASH_DEL(cache->entries, entry);
        add(cache, entry, key.len);
        cached_hold(&entry->cached);
    }
    pthread_mutex_unlock(&cache->lock);
    return entry != NULL ? &entry->cached : NULL;
}

bool
cache_put(struct cache *cache, struct bytes key, struct cached *cached)
{
    struct entry *entry = entry_of(cached), *old, *out = NULL;
    size_t size = sizeof *entry + key.len + arena_size(cached->arena);

    must(entry->key == NULL && key.len > 0);
    if (size > cache->size_max / LARGE)
        return false;
    entry->size = size;
    entry->key = malloc(key.len);
    must(entry->key != NULL);
    memcpy(entry->key, key.data, key.len);
    cached_hold(cached);
    pthread_mutex_lock(&cache->lock);
    old = cache_entry_of(cache, key);
    if (old != NULL)
        take_out(cache, old, &out);
    add(cache, entry, key.len);
    cache->size += size;
    while (cache->size > cache->size_max)
        take_out(cache, cache->entries, &out);
    pthread_mutex_unlock(&cache->lock);
    release_all(out);
    return true;
}

void
cache_drop(struct cache *cache, struct bytes key)
{
    struct entry *entry, *out = NULL;

    pthread_mutex_lock(&cache->lock);
    entry = cache_entry_of(cache, key);
    if (entry != NULL)
        take_out(cache, entry, &out);
    pthread_mutex_unlock(&cache->lock);
    release_all(out);
}

void
cache_destroy(struct cache **where)
{
    struct cache *cache = *where;
    struct entry *out = NULL;

    while (cache->entries != NULL)
        take_out(cache, cache->entries, &out);
    release_all(out);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
    *where = NULL;
}
