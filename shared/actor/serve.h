/*
 * serve - one request from the bus: read, run, end the transaction, answer, log.
 *
 * Threads: serve_received on the loop's thread, the rest of a request on a worker, an answer that
 * waits for asks after the commit on the loop's thread again.
 */
#ifndef SHARED_ACTOR_SERVE_H
#define SHARED_ACTOR_SERVE_H

#include "shared/actor/micro.h"
#include "shared/bus/bus.h"

/* Checks the actor's table: a message without a row, or with two, is refused by die(). */
void serve_init(struct micro *micro);
/* A bus_received: `svc.<service>.<operation>`, and `.health`. */
void serve_received(void *arg, struct bus_message *message);
/* Answers that wait for asks after their commit. */
size_t serve_pending(void);

#endif
