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
    bool has_start;        /* else what the clock shows at start_time */
    struct local start;    /* of a series, on the wall clock */
    struct texts rdates;   /* as dates.c keeps them */
    struct locals exdates; /* on the wall clock */
    bool is_series, is_override;
    bool is_split; /* of an event that is inserted: */
    struct uuid split_from;
    bool revised; /* sequence rises whether or not the row itself shows why */
    struct instant series_start, series_end; /* of a series: [start, end) has all occurrences */
};

/* All but series_start and series_end.  No series: without a rule and dates. */
void columns_define(struct request *rq, const struct series_definition *d, struct columns *out);

/* Those of a series that is stored. */
void columns_stored(const struct sql_stored *row, struct columns *out);

/* Computes series_start and series_end from all the rest.  A series without an occurrence gets two
 * that are equal. */
void columns_reach(struct request *rq, const struct event *e, struct columns *c);

#endif
