/*
 * rebuild - how a consumer gets what it did not hear.
 *
 * The stream of domain events is bounded in days and bytes: a consumer that was away for longer
 * finds its next event gone.  So each consumer can also read the present state from the service
 * that owns it, in pages and from where it last ended (struct consumer_row).  The job does so when
 * the service starts, whenever the bus returns, and twice a minute, whether anything was missed or
 * not: a gap need not be found out to be filled.
 *
 * Failure: as the owner's answer, or an error of the database.  A consumer that fails does not keep
 *   the others from reading.
 * Threads: the jobs'.
 */
#ifndef SHARED_ACTOR_REBUILD_H
#define SHARED_ACTOR_REBUILD_H

#include "shared/actor/actor.h"

enum { REBUILD_PERIOD_MS = 30 * 1000 };

/* All consumers of the_service's actor. */
job_call rebuild_consumers;

#endif
