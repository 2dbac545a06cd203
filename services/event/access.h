/*
 * access - the event service's copy of who may see which calendar.
 *
 * A read joins calendar_access.  A write asks access_write() or access_lock_event() first, which
 * hold the membership of its calendars still until the transaction ends: a change of it commits before,
 * or waits.  Within a batch they take no locks: it has them all (held.h).
 */
#ifndef SERVICES_EVENT_ACCESS_H
#define SERVICES_EVENT_ACCESS_H

#include "gen/event/sql.h"
#include "shared/actor/actor.h"

/*
 * OK when the caller may write events of the calendar; ERR_NOT_FOUND, worded `absent`, when the
 * caller may not even see it.  Before any other statement that locks.
 */
enum err access_write(struct request *rq, struct uuid calendar_id, const char *absent)
    __attribute__((warn_unused_result));

/*
 * Locks the row of an event, and before it the calendar in which it stands and `target`, to which
 * the caller may want to move it (NULL: to none); nothing says yet that it may go there.  OK, and
 * ERR_NOT_FOUND, as of access_write.
 */
enum err access_lock_event(struct request *rq, struct uuid id, const struct uuid *target,
                           struct sql_stored *out) __attribute__((warn_unused_result));

/*
 * The same for who may only read the event: `*may_write` is true for an editor and the owner.
 */
enum err access_lock_seen(struct request *rq, struct uuid id, struct sql_stored *out,
                          bool *may_write) __attribute__((warn_unused_result));

/* As access_write, of the calendar that an event moves to, if it moves: the `target` it was locked with. */
enum err access_move(struct request *rq, const struct event *from, const struct event *to)
    __attribute__((warn_unused_result));

/*
 * Everybody who may read the event, which is locked, and who may see a calendar that access_write holds: those who see
 * all, and viewers.
 */
enum err access_readers(struct request *rq, const struct event *e, struct sql_audience *out)
    __attribute__((warn_unused_result));
enum err access_audience(struct request *rq, struct uuid calendar_id, struct sql_audience *out)
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
