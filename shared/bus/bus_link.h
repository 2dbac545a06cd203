/*
 * bus_link - makes connections to NATS on a thread of its own, one at a time, for ever.
 *
 * nats.c could reconnect by itself, but it gives up after two refused logins, gathers up to 8 MiB
 * of publishes meanwhile, and its first connection would block.  So its reconnecting is switched
 * off: a connection lives once, and this thread makes the next one when it is asked to.
 *
 * Ownership: link_taken gives the connection away.
 * Failure:   a server that is away or refuses is tried again, 50 ms to 2 s apart.
 * Threads:   link_want and link_taken belong to the loop's thread.
 */
#ifndef SHARED_BUS_BUS_LINK_H
#define SHARED_BUS_BUS_LINK_H

#include "shared/bus/bus.h"

#include <nats/nats.h>

struct bus_link;

/*
 * Takes the options.  Both are called on the link's thread: `ready` when link_taken has something to
 * give, `refused` when the server does not let us in.
 */
struct bus_link *link_start(natsOptions *options, void (*ready)(void *arg),
                            void (*refused)(void *arg, const char *why), void *arg);
/* Waits for an attempt under way: at most the connect timeout. */
void link_stop(struct bus_link **link);

void link_want(struct bus_link *link);
natsConnection *link_taken(struct bus_link *link); /* NULL when there is none yet */

#endif
