/*
 * mailbox - the skeleton that runs every service.
 *
 * mailbox_main reads the settings, opens the database and the bus, answers the actor's operations
 * until SIGTERM or SIGINT, and then drains: takes nothing more, finishes, flushes, leaves.
 *
 *   serve.c                 a request: read, run, commit, answer
 *     idempotency.c         answers that are stored under an Idempotency-Key
 *     before.c              asks to other services before the handler's transaction
 *     retry.c               a handler whose transaction was undone for another's sake
 *     after.c               asks to other services after it
 *   consume.c               domain events of other services
 *   jobs.c                  what a service does by itself
 *   outbox.c, relay*.c      announcements
 *   micro.c                 $SRV: what the service is, and counts
 *   workers.c, pool.c       threads, bounded queues, database connections
 *   task.c                  a connection and an arena for relay and jobs
 *
 * Failure: unusable settings end in die(); a bus or database that is away is waited for.
 * Threads: one thread reads the bus; handlers run on workers, several at once, never two on one
 *   request.
 */
#ifndef SHARED_ACTOR_MAILBOX_H
#define SHARED_ACTOR_MAILBOX_H

#include "shared/actor/actor.h"

int mailbox_main(int argc, char **argv, const struct actor *actor);

#endif
