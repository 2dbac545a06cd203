#include "shared/keep.h"

#include "shared/must.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Its own choice falls through cases in a way that clang warns of. */
#define HASH_FUNCTION(key, len, hash) HASH_OAT(key, len, hash)
#include <uthash.h>

enum { LARGE = 16 }; /* this part of a keep is too much for one value */

struct entry {
    struct kept kept; /* first: callers know the entry by it */
    atomic_int holds; /* the keep's own among them */
    uint8_t *key;
    size_t size;
    UT_hash_handle hh;
};

struct keep {
    pthread_mutex_t lock;
    struct entry *entries; /* in the order in which they were last found */
    size_t size, size_max;
};

struct keep *
keep_new(size_t bytes_max)
{
    struct keep *keep = calloc(1, sizeof *keep);

    must(keep != NULL);
    keep->size_max = bytes_max;
    pthread_mutex_init(&keep->lock, NULL);
    return keep;
}

struct kept *
kept_new(size_t limit)
{
    struct entry *entry = calloc(1, sizeof *entry);

    must(entry != NULL);
    entry->kept.arena = arena_new(limit);
    atomic_init(&entry->holds, 1);
    return &entry->kept;
}

static struct entry *
entry_of(struct kept *kept)
{
    return (struct entry *)kept;
}

void
kept_hold(struct kept *kept)
{
    atomic_fetch_add(&entry_of(kept)->holds, 1);
}

void
kept_release(struct kept *kept)
{
    struct entry *entry = entry_of(kept);

    if (atomic_fetch_sub(&entry->holds, 1) > 1)
        return;
    arena_destroy(kept->arena);
    free(entry->key);
    free(entry);
}

static struct entry *
find(struct keep *keep, struct bytes key)
{
    struct entry *entry;

    HASH_FIND(hh, keep->entries, key.data, key.len, entry);
    return entry;
}

static void
take_out(struct keep *keep, struct entry *entry)
{
    HASH_DEL(keep->entries, entry);
    keep->size -= entry->size;
    kept_release(&entry->kept);
}

static void
add(struct keep *keep, struct entry *entry, size_t key_len)
{
    HASH_ADD_KEYPTR(hh, keep->entries, entry->key, key_len, entry);
}

struct kept *
keep_find(struct keep *keep, struct bytes key)
{
    struct entry *entry;

    pthread_mutex_lock(&keep->lock);
    entry = find(keep, key);
    if (entry != NULL) {
        HASH_DEL(keep->entries, entry);
        add(keep, entry, key.len);
        kept_hold(&entry->kept);
    }
    pthread_mutex_unlock(&keep->lock);
    return entry != NULL ? &entry->kept : NULL;
}

bool
keep_put(struct keep *keep, struct bytes key, struct kept *kept)
{
    struct entry *entry = entry_of(kept), *old;
    size_t size = sizeof *entry + key.len + arena_size(kept->arena);

    must(entry->key == NULL && key.len > 0);
    if (size > keep->size_max / LARGE)
        return false;
    entry->size = size;
    entry->key = malloc(key.len);
    must(entry->key != NULL);
    memcpy(entry->key, key.data, key.len);
    kept_hold(kept);
    pthread_mutex_lock(&keep->lock);
    old = find(keep, key);
    if (old != NULL)
        take_out(keep, old);
    add(keep, entry, key.len);
    keep->size += size;
    while (keep->size > keep->size_max)
        take_out(keep, keep->entries);
    pthread_mutex_unlock(&keep->lock);
    return true;
}

void
keep_drop(struct keep *keep, struct bytes key)
{
    struct entry *entry;

    pthread_mutex_lock(&keep->lock);
    entry = find(keep, key);
    if (entry != NULL)
        take_out(keep, entry);
    pthread_mutex_unlock(&keep->lock);
}

void
keep_destroy(struct keep **where)
{
    struct keep *keep = *where;

    while (keep->entries != NULL)
        take_out(keep, keep->entries);
    pthread_mutex_destroy(&keep->lock);
    free(keep);
    *where = NULL;
}
