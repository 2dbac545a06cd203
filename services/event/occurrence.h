/*
 * occurrence - one occurrence of a series: what a client means, its override, how it is shown.
 *
 * Ownership: results live in the request's arena and borrow the series.
 */
#ifndef SERVICES_EVENT_OCCURRENCE_H
#define SERVICES_EVENT_OCCURRENCE_H

#include "services/event/stored.h"

/* Refuses an event that is no series; ERR_NOT_FOUND when the series has none there. */
enum err occurrence_find(struct request *rq, const struct sql_stored *series,
                         const struct moment *at, struct occurrence *out)
    __attribute__((warn_unused_result));

enum err occurrence_show(struct request *rq, const struct sql_stored *series,
                         const struct moment *at, struct event *out)
    __attribute__((warn_unused_result));

/* Nothing comes before it: then this and all that follow are all. */
bool occurrence_is_first(struct request *rq, const struct sql_stored *series,
                         const struct occurrence *o);

#endif
