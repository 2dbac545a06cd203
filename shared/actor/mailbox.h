/*
 * mailbox - the skeleton that runs every service.
 *
 * mailbox_main reads the settings, opens the database and the bus, answers the actor's operations
 * until SIGTERM, then drains: stops taking, finishes, flushes, leaves.
 *
 * One thread reads the bus and puts messages into bounded queues, one per class of handler; workers
 * take up to 16 at a time, decode, validate, run the handler, end the transaction, encode, reply to
 * all and flush once.  A full queue answers ERR_OVERLOADED at once; a message whose Deadline has
 * passed is dropped.
 *
 * Threads: handlers run on worker threads, several at once, never two on one request.
 */
#ifndef SHARED_ACTOR_MAILBOX_H
#define SHARED_ACTOR_MAILBOX_H

#include "shared/actor/actor.h"

int mailbox_main(int argc, char **argv, const struct actor *actor);

#endif
