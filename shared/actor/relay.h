/*
 * relay - carries the outbox to JetStream, once and in order.
 *
 * Every process of a service runs one relay thread; the one that holds the database's advisory lock
 * publishes.  It reads unpublished rows in the order of `seq`, asks JetStream to store each in
 * EVENTS and in the feed of everybody in its audience, and marks what was acknowledged everywhere.
 * At the first failure it stops, backs off and begins again at the first row that is not marked, so
 * consumers may see an event twice but never lose one.
 *
 * A commit that announced something wakes the relays by the core subject `wake.<service>`
 * (outbox.c); twice a second each looks for what no wake has told it.  When the bus comes back
 * as another server, or one that was started anew, the relay first sends again the last five
 * minutes that were published: the packaged nats-server does not fsync, and it drops by the message
 * id what it has.
 *
 * Ownership: relay_start's caller owns the relay; relay_stop ends the thread and its connection.
 * Failure:   a database or bus that is away is waited for, with back-off, for ever; what waits
 *   longer than ten seconds is logged.
 * Threads:   start and stop belong to the loop's thread, the rest is for any.
 */
#ifndef SHARED_ACTOR_RELAY_H
#define SHARED_ACTOR_RELAY_H

#include <jansson.h>
#include <stdbool.h>

struct relay;

/* Of the_service. */
struct relay *relay_start(void);
/* The bus came back: publish again what it may have forgotten. */
void relay_bus_returned(struct relay *relay);
/* For ten seconds something has waited to be published, or nobody could look. */
bool relay_is_late(void);
/*
 * For $SRV.STATS: messages stored since the start and attempts that were not, rows that wait now
 * (up to 100,000) and how many milliseconds the oldest has.
 */
void relay_describe(void *relay, json_t *data);
/*
 * Publishes what is there and ends; a few seconds at most.  From the loop's thread, after
 * bus_drain: it turns the bus meanwhile.
 */
void relay_stop(struct relay **relay);

#endif
