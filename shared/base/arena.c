/*
 * An arena is a list of blocks, the newest first; allocation takes from the newest and adds a
 * block, twice as large, when it is full.
 *
 *   block   older | size | used | data ...
 *
 * A reset frees all blocks but the largest of at most KEPT_BLOCK bytes: a steady load allocates
 * nothing of the machine, and one large request does not hold its memory for ever.
 *
 * `limit` and `used` count what was requested, not what blocks waste, so that the limit is reached
 * at the same request whatever came in which order.
 */
#include "shared/base/arena.h"

#include "shared/base/must.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif

/*
 * Under AddressSanitizer everything not handed out is poisoned, and a gap follows each allocation,
 * so that overruns and uses after a reset are found as they are with malloc.
 */
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define POISON(p, len)   ASAN_POISON_MEMORY_REGION(p, len)
#define UNPOISON(p, len) ASAN_UNPOISON_MEMORY_REGION(p, len)
enum { GAP = 16, LEAST_ALIGN = 8 };
#else
#define POISON(p, len)   ((void)(p), (void)(len))
#define UNPOISON(p, len) ((void)(p), (void)(len))
enum { GAP = 0, LEAST_ALIGN = 1 };
#endif

enum { FIRST_BLOCK = 4096, KEPT_BLOCK = 256 * 1024 };

struct block {
    struct block *older;
    size_t size, used; /* of data, in bytes */
    _Alignas(max_align_t) uint8_t data[];
};

struct hook {
    void (*run)(void *);
    void *argument;
    struct hook *older;
};

struct arena {
    size_t limit, used;
    struct block *newest;
    struct hook *hooks;
};

struct arena *
arena_new(size_t limit)
{
    struct arena *a = calloc(1, sizeof *a);

    must(a != NULL);
    a->limit = limit;
    return a;
}

static void
block_free(struct block *b)
{
    UNPOISON(b->data, b->size);
    free(b);
}

static void
run_hooks(struct arena *a)
{
    for (struct hook *h = a->hooks; h != NULL; h = h->older)
        h->run(h->argument);
    a->hooks = NULL;
}

void
arena_at_reset(struct arena *a, void (*run)(void *), void *argument)
{
    struct hook *h = arena_one(a, struct hook);

    *h = (struct hook){run, argument, a->hooks};
    a->hooks = h;
}

size_t
arena_size(const struct arena *a)
{
    size_t size = sizeof *a;

    for (const struct block *b = a->newest; b != NULL; b = b->older)
        size += sizeof *b + b->size;
    return size;
}

void
arena_destroy(struct arena *a)
{
    struct block *older;

    if (a == NULL)
        return;
    run_hooks(a);
    for (struct block *b = a->newest; b != NULL; b = older) {
        older = b->older;
        block_free(b);
    }
    free(a);
}

/* Of the blocks, the largest that is not unusually large stays. */
void
arena_reset(struct arena *a)
{
    struct block *kept = NULL, *older;

    run_hooks(a);
    for (struct block *b = a->newest; b != NULL; b = older) {
        older = b->older;
        if (b->size > KEPT_BLOCK || (kept != NULL && kept->size >= b->size)) {
            block_free(b);
            continue;
        }
        if (kept != NULL)
            block_free(kept);
        kept = b;
    }
    if (kept != NULL) {
        kept->older = NULL;
        kept->used = 0;
        POISON(kept->data, kept->size);
    }
    a->newest = kept;
    a->used = 0;
}

/* Twice the last block, but not more than the limit can still ask for, and enough for `need`. */
static void
add_block(struct arena *a, size_t need)
{
    size_t size = a->newest == NULL ? FIRST_BLOCK : 2 * a->newest->size;
    struct block *b;

    if (size > a->limit - a->used)
        size = a->limit - a->used;
    if (size < need)
        size = need;
    b = malloc(sizeof *b + size);
    must(b != NULL);
    b->older = a->newest;
    b->size = size;
    b->used = 0;
    POISON(b->data, b->size);
    a->newest = b;
}

static size_t
padding(const struct block *b, size_t align)
{
    return (size_t)(-(uintptr_t)(b->data + b->used) & (align - 1));
}

static bool
fits(const struct block *b, size_t len, size_t align)
{
    size_t left = b->size - b->used, pad = padding(b, align);

    return left >= pad && left - pad >= len + GAP;
}

void *
arena_alloc(struct arena *a, size_t count, size_t size, size_t align)
{
    size_t len;
    struct block *b;
    uint8_t *out;

    must(align != 0 && (align & (align - 1)) == 0);
    must(!__builtin_mul_overflow(count, size, &len) && len <= a->limit - a->used);
    a->used += len;
    if (align < LEAST_ALIGN)
        align = LEAST_ALIGN;
    if (a->newest == NULL || !fits(a->newest, len, align))
        add_block(a, len + align + GAP);
    b = a->newest;
    b->used += padding(b, align);
    out = b->data + b->used;
    b->used += len + GAP;
    UNPOISON(out, len);
    return memset(out, 0, len);
}

char *
arena_strndup(struct arena *a, const char *s, size_t len)
{
    char *out = arena_array(a, char, len + 1);

    if (len > 0)
        memcpy(out, s, len);
    return out;
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    char *out;

    va_start(args, format);
    out = arena_vprintf(a, format, args);
    va_end(args);
    return out;
}

char *
arena_vprintf(struct arena *a, const char *format, va_list args)
{
    va_list again;
    int len;
    char *out;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    must(len >= 0);
    out = arena_array(a, char, (size_t)len + 1);
    vsnprintf(out, (size_t)len + 1, format, args);
    return out;
}
