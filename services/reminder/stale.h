/*
 * stale - events whose course has to be read again, because somebody told that it may be another one: the event has changed, its
 * calendar has other members, a user lives elsewhere.  refresh.h reads them.
 *
 * Each is noted in the transaction that heard of it, and stays until it was read after that.
 *
 * Threads: as the request.
 */
#ifndef SERVICES_REMINDER_STALE_H
#define SERVICES_REMINDER_STALE_H

#include "gen/event/api.h"
#include "gen/reminder/sql.h"
#include "shared/actor/actor.h"

/* All of these wake the threads that read when the transaction is committed. */
enum err stale_note(struct request *rq, struct uuid event_id) __attribute__((warn_unused_result));
/* Something of it has come due: it is read before the others. */
enum err stale_note_due(struct request *rq, struct uuid event_id)
    __attribute__((warn_unused_result));
enum err stale_note_user(struct request *rq, struct uuid user_id)
    __attribute__((warn_unused_result));

consumer_call stale_of_event, stale_of_calendar;
consumer_rebuild stale_rebuild_events, stale_rebuild_calendars;

#endif
