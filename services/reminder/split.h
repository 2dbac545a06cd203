/*
 * split - when a series is split, its second half, an event of its own, has the reminders of the first one as well.
 *
 * The course of the first half names what was split off.  A second half of which nothing is known yet is read
 * next, and gets reminders whose ids follow from the first half's, so doing that twice changes nothing.
 *
 * Threads: the runner's.
 */
#ifndef SERVICES_REMINDER_SPLIT_H
#define SERVICES_REMINDER_SPLIT_H

#include "gen/event/api.h"

/* The second halves of this one are to be read. */
enum err split_note(struct request *rq, const struct event_course *course)
    __attribute__((warn_unused_result));

/* The course of the second half is locked. */
enum err split_copy(struct request *rq, const struct event_course *course, struct uuid from)
    __attribute__((warn_unused_result));

#endif
