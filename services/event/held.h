/*
 * held - the calendars and events that a request with many items has locked for all of them.
 *
 * access.h asks here when the request has such locks: an item then takes none of its own, and
 * what was not there when they were taken is not there for it.
 *
 * Ownership: the request's.
 * Threads:   as the request.
 */
#ifndef SERVICES_EVENT_HELD_H
#define SERVICES_EVENT_HELD_H

#include "gen/event/sql.h"

struct held;

/*
 * Locks the calendars in which these events stand, and `calendar_ids`, by one statement, and then
 * the events by their ids.  Both lists may name something twice, or what is not there.
 */
enum err held_lock(struct request *rq, struct uuids ids, struct uuids calendar_ids)
    __attribute__((warn_unused_result));

/* The caller's role in a calendar, "" in one that is not seen. */
const char *held_role(const struct held *held, struct uuid calendar_id);

bool held_has(const struct held *held, struct uuid event_id);

/* Everybody who may see one of the calendars: asked once. */
enum err held_audience(struct request *rq, struct uuid calendar_id, struct sql_audience *out)
    __attribute__((warn_unused_result));

#endif
