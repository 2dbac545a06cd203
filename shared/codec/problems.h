/*
 * problems - what is wrong with an input, all at once.
 *
 * Ownership: paths and sentences are copied into the arena.
 * Threads:   a list belongs to one thread.
 */
#ifndef SHARED_CODEC_PROBLEMS_H
#define SHARED_CODEC_PROBLEMS_H

#include "shared/base/arena.h"

#include <stdarg.h>

struct problem {
    const char *field, *what; /* its path, as in `attendees[3].email`; a sentence without it */
    struct problem *next;
};

enum { PROBLEMS_MAX = 100 }; /* further ones are counted, not kept */

struct problems {
    struct arena *arena;
    struct problem *first, **tail;
    unsigned count;
};

void problems_init(struct problems *p, struct arena *a);
void problems_add(struct problems *p, const char *field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void problems_add_args(struct problems *p, const char *field, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

#endif
