/*
 * access - the event service's copy of who may see which calendar.
 *
 * A read joins calendar_access.  A write asks access_write() first, which holds the calendar's
 * membership still until the transaction ends: a change of it commits before, or waits.
 */
#ifndef SERVICES_EVENT_ACCESS_H
#define SERVICES_EVENT_ACCESS_H

#include "gen/event/api.h"
#include "shared/actor/actor.h"

/*
 * OK when the caller may write events of the calendar; ERR_NOT_FOUND, worded `absent`, when the
 * caller may not even see it.
 */
enum err access_write(struct request *rq, struct uuid calendar_id, const char *absent)
    __attribute__((warn_unused_result));

/* access_write of the calendar that an event moves to, if it moves. */
enum err access_move(struct request *rq, const struct event *from, const struct event *to)
    __attribute__((warn_unused_result));

/* Everybody who may see a calendar that access_write holds. */
enum err access_audience(struct request *rq, struct uuid calendar_id, struct uuids *out)
    __attribute__((warn_unused_result));

consumer_call access_of_calendar;
consumer_rebuild access_rebuild;
job_call access_empty;

/*
 * 404 unless the caller sees every one of the calendars.  `rows` is how many a query has found in
 * them: one is proof of a calendar asked for alone.
 */
enum err access_read(struct request *rq, struct uuids ids, size_t rows)
    __attribute__((warn_unused_result));

#endif
