/*
 * noted - the occurrences of a series of which more is known than its rule says: those that were
 * changed, cancelled or added.
 *
 * Ownership: results live in the request's arena.
 */
#ifndef SERVICES_EVENT_NOTED_H
#define SERVICES_EVENT_NOTED_H

#include "services/event/overrides.h"

/* Their places.  An exception that stands for no occurrence is none of them. */
struct locals noted_places(struct request *rq, const struct series_definition *d,
                           const struct overrides *overrides);

/* How many of the places lie before the split. */
int32_t noted_before(const struct course_split *split, struct locals places);

/* All of them stay. */
enum err noted_kept(struct request *rq, const struct sql_stored *series, struct course_count *out)
    __attribute__((warn_unused_result));

/* What a deletion makes of them: of one occurrence, of it and all that follow, or with NULL of all. */
enum err noted_deleted(struct request *rq, const struct sql_stored *series,
                       const struct occurrence *o, bool following, struct course_count *out)
    __attribute__((warn_unused_result));

#endif
