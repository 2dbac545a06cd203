/*
 * recompute - what comes due of an event that has changed, for all who have reminders on it.
 *
 * Failure: errors of the statements.  A row that cannot be computed is set aside (due.h), and keeps no other.
 * Threads: the runner's.
 */
#ifndef SERVICES_REMINDER_RECOMPUTE_H
#define SERVICES_REMINDER_RECOMPUTE_H

#include "services/reminder/course_copy.h"

/* The course is locked, and is again when this ends, also when it has committed in between; `course` is then the one that is
 * there now. */
enum err recompute_event(struct request *rq, struct course_copy *course)
    __attribute__((warn_unused_result));

#endif
