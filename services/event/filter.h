/*
 * filter - `search` and `tag` of a list as a tsquery over terms (terms.h), and nothing else decides what they find.
 *
 * Every word that is typed, and every tag, must be there.  A word is found by its beginning.
 *
 * Ownership: in the request's arena.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_FILTER_H
#define SERVICES_EVENT_FILTER_H

#include "gen/event/api.h"

/*
 * Parts of tsqueries.  The key of a calendar stands between two parts, so that one filter serves all calendars; the
 * statements put them together, twice where the caller sees what is hidden too (terms_query).
 */
struct filter {
    struct texts parts;         /* everything that matches */
    struct texts series_parts;  /* of that the series */
    struct texts changed_parts; /* of that the occurrences that were changed by themselves */
    const char *text;           /* the same for equal filters */
};

/* NULL when the list has none.  What cannot be looked for becomes a problem of the request. */
const struct filter *filter_read(struct request *rq, const char *search, struct texts tags);

#endif
