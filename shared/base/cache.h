/*
 * cache - what one request made and later ones may read: immutable values by key, as many as fit.
 *
 * A value is made in an arena of its own (cached_new), put under its key and lent to whoever finds
 * it.  It is freed when it is out of the cache and nobody holds it.  When the cache is full, the
 * value goes that was not found for longest.
 *
 * Ownership: cached_new and cache_find give a hold, cached_release takes it back.
 * Units:     bytes that the arenas have of the machine.  A value that takes more than a sixteenth
 *   of the cache is not put into it.
 * Threads:   a cache is for any thread; a value is written only before it is put.
 */
#ifndef SHARED_BASE_CACHE_H
#define SHARED_BASE_CACHE_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

#include <stdbool.h>

struct cache;

struct cached {
    struct arena *arena;
    const void *value; /* in the arena, for the maker to set */
};

struct cache *cache_new(size_t bytes_max);
/* Values that somebody holds live on. */
void cache_destroy(struct cache **cache);

/* Held, with an arena of at most `limit` bytes. */
struct cached *cached_new(size_t limit);
void cached_release(struct cached *cached);

/* Held, or NULL. */
struct cached *cache_find(struct cache *cache, struct bytes key);
/* In place of what the key had.  False: too large. */
bool cache_put(struct cache *cache, struct bytes key, struct cached *cached);
void cache_drop(struct cache *cache, struct bytes key);

#endif
