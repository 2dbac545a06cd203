/*
 * columns - what the table has of an event beside the fields that the API shows.
 *
 * Ownership: results live in the request's arena and borrow the event.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_COLUMNS_H
#define SERVICES_EVENT_COLUMNS_H

#include "services/event/stored.h"

struct columns {
    struct texts rdates;   /* as dates.c keeps them */
    struct locals exdates; /* on the wall clock */
    bool is_series;
    struct instant series_start, series_end; /* of a series: [start, end) has all occurrences */
};

/* Computes series_start and series_end from all the rest.  A series without an occurrence gets two
 * that are equal. */
void columns_reach(struct request *rq, const struct event *e, struct columns *c);

#endif
