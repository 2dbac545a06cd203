/*
 * jobs - what a service does by itself.
 *
 * A job runs when the service starts, after every reconnect of the bus, and once in a period.  One
 * thread runs the actor's jobs and the runtime's own, which purge and rebuild, one after the other, on a
 * connection of its own; a second one those that wait for others.  A job that is not for every replica runs under
 * an advisory lock.
 *
 * Ownership: jobs_start's caller owns the jobs and stops them.
 * Failure:   a job that fails is logged and comes again with back-off.
 * Threads:   all functions are for any thread.
 */
#ifndef SHARED_ACTOR_JOBS_H
#define SHARED_ACTOR_JOBS_H

#include "shared/actor/actor.h"

struct jobs;

/* Those that wait for others, or the rest; NULL when there are none. */
struct jobs *jobs_start(const struct actor *actor, bool waits);
/* These take NULL. */
void jobs_bus_returned(struct jobs *jobs);
/* Waits for the job in hand. */
void jobs_stop(struct jobs **jobs);

#endif
