/*
 * arena - memory that lives exactly as long as one request.
 *
 * The skeleton makes an arena for each request and empties it after the reply is sent.  Handlers
 * allocate and forget.
 *
 * Ownership: what comes from an arena belongs to the arena.  Nobody frees it, and nobody uses it
 *   after the reply.  What must outlive the request is copied by the module that needs it longer.
 * Failure:   allocation never returns NULL.  Requests are bounded before they get here, so passing
 *   the arena's limit is our bug: must() ends the process.
 * Units:     sizes are bytes, and the limit counts what was requested; counts are elements and are
 *   checked for overflow.
 * Threads:   an arena belongs to one thread at a time and takes no lock.
 */
#ifndef SHARED_BASE_ARENA_H
#define SHARED_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* A new arena of at most `limit` bytes.  The caller destroys it. */
struct arena *arena_new(size_t limit);
void arena_destroy(struct arena *a);

/* Forget everything at once; every pointer taken from `a` is dead.  Keeps one block for reuse. */
void arena_reset(struct arena *a);

/* Calls `run` when `a` is reset or destroyed, the last one given first. */
void arena_at_reset(struct arena *a, void (*run)(void *), void *argument);

/* Bytes that `a` has of the machine. */
size_t arena_size(const struct arena *a);

/* `count` zeroed elements of `type`, aligned for it. */
#define arena_array(a, type, count)                                                                \
    ((type *)arena_alloc((a), (count), sizeof(type), _Alignof(type)))
#define arena_one(a, type) arena_array(a, type, 1)
void *arena_alloc(struct arena *a, size_t count, size_t size, size_t align)
    __attribute__((returns_nonnull, warn_unused_result, alloc_size(2, 3)));

/* A NUL-terminated copy of `len` bytes at `s`. */
char *arena_strndup(struct arena *a, const char *s, size_t len)
    __attribute__((returns_nonnull, warn_unused_result));

char *arena_printf(struct arena *a, const char *format, ...)
    __attribute__((returns_nonnull, warn_unused_result, format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args)
    __attribute__((returns_nonnull, warn_unused_result, format(printf, 2, 0)));

#endif
