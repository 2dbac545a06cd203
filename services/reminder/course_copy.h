/*
 * course_copy - this service's copy of when events take place.
 *
 * The event service owns that; each event has a version.  A copy is made with the first reminder on an event, and read again
 * when the event has changed (stale.h).  It is replaced by later versions alone, so what comes twice, late or in
 * another order does no harm.
 *
 * Ownership: results live in the request's arena.
 * Threads:   as the request.
 */
#ifndef SERVICES_REMINDER_COURSE_COPY_H
#define SERVICES_REMINDER_COURSE_COPY_H

#include "gen/event/api.h"

struct course_copy {
    int64_t version;
    struct event_course course; /* when it cannot be read, as if it were deleted */
    bool is_damaged;
};

/* `*newer`: it has replaced what was known, or nothing was. */
enum err course_copy_put(struct request *rq, const struct event_course *course, bool *newer)
    __attribute__((warn_unused_result));

/* Whatever comes next replaces them. */
enum err course_copy_forget(struct request *rq, struct uuids event_ids)
    __attribute__((warn_unused_result));

/* Holds it until the transaction ends; ERR_NOT_FOUND when nothing is known. */
enum err course_copy_lock(struct request *rq, struct uuid event_id, struct course_copy *out)
    __attribute__((warn_unused_result));

/* Those of these events that are known and not deleted, by event_id. */
enum err course_copy_read(struct request *rq, struct uuids event_ids, struct course_copy **out,
                          size_t *count) __attribute__((warn_unused_result));
const struct course_copy *course_copy_of(const struct course_copy *copies, size_t count,
                                         struct uuid event_id);

#endif
