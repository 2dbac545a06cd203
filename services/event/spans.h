/*
 * spans - sets of time: half-open stretches, in order and apart from each other.
 *
 * They are collected in any order by spans_add and become a set by spans_settle.  Stretches that
 * touch are one; a stretch of no length is nothing.
 *
 * Ownership: in the request's arena.
 * Threads:   one request's.
 */
#ifndef SERVICES_EVENT_SPANS_H
#define SERVICES_EVENT_SPANS_H

#include "gen/event/api.h"

struct spans {
    struct arena *arena;
    struct span *items;
    size_t count, room;
};

/* The part of [start, end) that lies in `window`. */
void spans_add(struct spans *s, const struct span *window, struct instant start,
               struct instant end);
void spans_settle(struct spans *s);

/* What of `window` is not in `s`; both sets have settled. */
struct spans spans_free(struct arena *a, const struct spans *s, const struct span *window);
struct spans spans_common(const struct spans *a, const struct spans *b);
struct spans spans_copy(const struct spans *s, struct arena *into);

#endif
