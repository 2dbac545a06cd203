/*
 * expand - the occurrences of many series inside a window, in one order.
 *
 * Occurrences that stand by themselves (overrides) are left out: they are rows of their own.
 *
 * Ownership: in the request's arena; the series are borrowed.
 * Cost:      beginning jumps to the window, each step is that of one series and a heap's.
 * Threads:   one request's.
 */
#ifndef SERVICES_EVENT_EXPAND_H
#define SERVICES_EVENT_EXPAND_H

#include "services/event/stored.h"

struct expansion;

/*
 * Where something stands on the asker's time line; the date tells apart what a zone that skips a
 * date lets begin at one instant (Samoa had no 30 December 2011).  An occurrence has the same
 * place whether its series has it or an override, so it stays when it gets or loses a row.
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
