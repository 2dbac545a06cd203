/*
 * bus_link - makes connections to NATS on a thread of its own, one at a time, for ever.
 *
 * nats.c could reconnect by itself, but it gives up after two refused logins, gathers up to 8 MiB
 * of messages meanwhile, and its first connection would block.  So its reconnecting is switched
 * off: a connection lives once, and this thread makes the next one when it is wanted.
 *
 *   idle         link_want: connecting
 *   connecting   made: idle, and `ready` is called; failed: pausing
 *   pausing      50 ms to 2 s, doubled at each failure, half of it random: connecting
 *
 * A connection that is lost within five seconds does not reset the pause: so a server that accepts
 * and closes at once is not asked at full speed.
 *
 * Ownership: link_taken gives the connection away.
 * Threads:   link_want and link_taken belong to the loop's thread; `ready` and `refused` are called
 *   on the link's.
 */
#ifndef SHARED_BUS_BUS_LINK_H
#define SHARED_BUS_BUS_LINK_H

#include "shared/bus/bus.h"

#include <nats/nats.h>

struct bus_link;

/* Takes the options.  `ready`: link_taken has a connection; `refused`: the server refuses us. */
struct bus_link *link_start(natsOptions *options, void (*ready)(void *arg),
                            void (*refused)(void *arg, const char *why), void *arg);
/* Waits for an attempt under way: at most the connect timeout. */
void link_stop(struct bus_link **link);
/* Once for each connection. */
void link_want(struct bus_link *link);
natsConnection *link_taken(struct bus_link *link); /* NULL when there is none yet */

#endif
