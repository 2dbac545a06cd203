/*
 * lock - the calendar that a request is about, as the caller sees it.
 *
 * To somebody who is not a member the calendar does not exist: ERR_NOT_FOUND.
 */
#ifndef SERVICES_CALENDAR_LOCK_H
#define SERVICES_CALENDAR_LOCK_H

#include "gen/calendar/api.h"

/* Without a lock, for reads. */
enum err calendar_see(struct request *rq, struct uuid id, struct calendar *out)
    __attribute__((warn_unused_result));

/* Locked until the transaction ends, and the caller's membership with it. */
enum err calendar_lock_seen(struct request *rq, struct uuid id, struct calendar *out)
    __attribute__((warn_unused_result));

/* The same; ERR_FORBIDDEN unless the caller is its owner. */
enum err calendar_lock_owned(struct request *rq, struct uuid id, struct calendar *out)
    __attribute__((warn_unused_result));

#endif
