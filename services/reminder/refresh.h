/*
 * refresh - reads the courses of events again that are stale, and computes anew what comes due.
 *
 *     claim      some of them, so that replicas share the work; committed
 *     ask        who of those with reminders may still read the events, and then the courses
 *     store      reminders of others go, the rest is computed; committed event by event, so that nobody waits for two
 *                of them, and one that fails keeps no other
 *
 * What fails stays stale, and is claimed again a little later.  Two that do the same at once do no harm: a
 * course is put in once, and its row is held while what depends on it is computed.
 *
 * Failure: errors of the statements, and of the event service.
 * Threads: the runner's.
 */
#ifndef SERVICES_REMINDER_REFRESH_H
#define SERVICES_REMINDER_REFRESH_H

#include "shared/request/request.h"

enum { CLAIM_LEASE_MS = 3000 }; /* nobody else takes what is claimed; longer than an ask takes */

/* `*count`: how many there were; 0: none is stale. */
enum err refresh_some(struct request *rq, size_t *count) __attribute__((warn_unused_result));

#endif
