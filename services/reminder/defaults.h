/*
 * defaults - reminders that somebody wants on every event of a calendar.
 *
 * Each is a row of `defaults`, whose id follows from what it says.  An event gets them as reminders of its own, whose ids
 * follow from the default's and the event's, when what they tell is near (DEFAULTS_AHEAD_US): as soon as the event is read
 * because it has changed, or because a walk through the calendar came to it.
 *
 *   defaults.c         what users say
 *   defaults_apply.c   the reminders of one event
 *   defaults_walk.c    the walks: when somebody has set some, when other people see the calendar, and once a day for
 *                      what has come near
 *
 * Threads: as the request.
 */
#ifndef SERVICES_REMINDER_DEFAULTS_H
#define SERVICES_REMINDER_DEFAULTS_H

#include "services/reminder/course_copy.h"
#include "shared/actor/actor.h"

#define DEFAULTS_AHEAD_US (32 * DAY_US)
/* The longest time that a reminder comes before what it is for. */
#define DEFAULTS_BEFORE_US (40320 * MINUTE_US)

/* The course is locked.  What comes due is computed with the other reminders of the event. */
enum err defaults_apply(struct request *rq, const struct course_copy *course)
    __attribute__((warn_unused_result));

job_call defaults_walk;

#endif
