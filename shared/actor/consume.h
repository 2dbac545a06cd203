/*
 * consume - hears other services' domain events and applies each once.
 *
 * Each consumer_row of the actor is a durable push consumer (x-hears of the contract).  An event is applied by
 * a write worker: the row that notes its id and the consumer's own changes commit together, and
 * only then the event is acknowledged.
 *
 * What a consumer did not hear it reads from the owner (rebuild.h).
 *
 * Failure: after an error the event comes again, with a delay that grows; what can never succeed is
 *   logged as an error and comes again much later, so that a corrected release can apply it.
 * Threads: consume_start is called once, from the loop's thread, before the first bus_turn.
 */
#ifndef SHARED_ACTOR_CONSUME_H
#define SHARED_ACTOR_CONSUME_H

/* The consumers of the_service's actor. */
void consume_start(void);

#endif
