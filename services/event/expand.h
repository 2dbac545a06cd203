/*
 * expand - the occurrences of many series inside a window, in one order.
 *
 * Occurrences that have an override are left out: overrides are rows of their own.
 *
 * Ownership: in the request's arena; the series are borrowed.
 * Cost:      beginning jumps to the window; a step is one of a series and one of a heap.
 * Threads:   one request's.
 */
#ifndef SERVICES_EVENT_EXPAND_H
#define SERVICES_EVENT_EXPAND_H

#include "services/event/stored.h"

struct expansion;

/*
 * The position of an event on the asker's time line.  Where a zone skips a date (Samoa had no
 * 30 December 2011), two dates begin at one instant, and `day` tells them apart.  An occurrence has
 * the same place with or without an override, so a cursor holds when it gets or loses one.
 */
struct place {
    struct instant at;
    struct day day;    /* of an all-day event its date, else the asker's */
    struct uuid id;    /* of the event, or of the series */
    struct local wall; /* which of the series; of a single event PLACE_SINGLE */
};
extern const struct local PLACE_SINGLE;
int place_compare(const struct place *a, const struct place *b);
/* The latest date that has begun by then. */
struct day place_day(const struct tz *asker, struct instant at);

struct expanded {
    const struct ready_series *of;
    struct occurrence occurrence;
    struct place place;
};

/* What overlaps [from, until), of series made ready for `asker` and this window or a longer one. */
struct expansion *expansion_begin(struct request *rq, const struct ready_series *series,
                                  size_t count, struct instant from, struct instant until,
                                  const struct tz *asker);

/* By place; false: no more. */
bool expansion_next(struct expansion *x, struct expanded *out);

/* One series alone: the next occurrence that no override stands for. */
bool expand_next(const struct sql_series *row, struct series_iter *it, struct occurrence *out);

#endif
