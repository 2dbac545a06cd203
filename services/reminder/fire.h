/*
 * fire - tells what has come due.
 *
 *     claim    some of it, so that replicas share the work; committed
 *     check    the event service is asked whether each user still reads the event, and whether it is as it was when this was
 *              computed
 *     store    reminder.due is announced, and what is to come next is written; committed
 *
 * A claim saves work and no more: nobody else looks at a claimed row for CLAIM_LEASE_MS.  What makes a firing happen once is its row,
 * which has another `turn` after each change: the last transaction goes through for who finds the turn that was
 * claimed, whatever the clocks say and however long a process stood still in between.  While the event service is away
 * everything waits.  What was computed from another version of the event is read again first (stale.h).
 *
 * Failure: errors of the statements, and of the event service.
 * Threads: the runner's.
 */
#ifndef SERVICES_REMINDER_FIRE_H
#define SERVICES_REMINDER_FIRE_H

#include "shared/request/request.h"

enum { FIRE_ROWS = 256 };

/* `*claimed`: how many were; 0: nothing is due. */
enum err fire_some(struct request *rq, size_t *claimed) __attribute__((warn_unused_result));

#endif
