/*
 * keep - what one request made and later ones may read: immutable values by key, as many as fit.
 *
 * A value is made in an arena of its own (kept_new), put under its key and lent to whoever finds
 * it.  It is freed when it is out of the keep and nobody holds it.  What was not found for longest
 * goes first.
 *
 * Ownership: kept_new and keep_find give a hold, kept_release takes it back.
 * Units:     bytes that the arenas have of the machine; what alone takes a sixteenth is not kept.
 * Threads:   a keep is for any thread; a value is written only before it is put.
 */
#ifndef SHARED_KEEP_H
#define SHARED_KEEP_H

#include "arena.h"
#include "bytes.h"

#include <stdbool.h>

struct keep;

struct kept {
    struct arena *arena;
    const void *value; /* in the arena, for the maker to set */
};

struct keep *keep_new(size_t bytes_max);
/* Values that somebody holds live on. */
void keep_destroy(struct keep **keep);

/* Held, with an arena of at most `limit` bytes. */
struct kept *kept_new(size_t limit);
/* Once more. */
void kept_hold(struct kept *kept);
void kept_release(struct kept *kept);

/* Held, or NULL. */
struct kept *keep_find(struct keep *keep, struct bytes key);
/* Instead of what the key had.  False: too large. */
bool keep_put(struct keep *keep, struct bytes key, struct kept *kept);
void keep_drop(struct keep *keep, struct bytes key);

#endif
