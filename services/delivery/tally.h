/*
 * tally - counts of deliveries, for $SRV.STATS.
 *
 *     <channel>_sent, _failed, _unknown   attempts of this process, since it started; failed: for good
 *     <channel>_waiting, _set_aside       rows, counted no further than TALLY_COUNTED
 *     <channel>_oldest_ms                 how long the oldest of those that wait has waited
 *
 * Threads: any.
 */
#ifndef SERVICES_DELIVERY_TALLY_H
#define SERVICES_DELIVERY_TALLY_H

#include "services/delivery/channel.h"
#include "shared/actor/actor.h"

enum { TALLY_COUNTED = 100000 };

struct tally;

/* One channel with each name; the names are kept by pointer. */
struct tally *tally_new(const struct channel *const *channels, size_t count);
void tally_destroy(struct tally **tally);

void tally_add(struct tally *tally, const char *channel, enum outcome outcome);
/* Reads what waits; the request's transaction goes on. */
enum err tally_measure(struct tally *tally, struct request *rq, struct instant now)
    __attribute__((warn_unused_result));
void tally_tell(const struct tally *tally, counter_tell *tell, void *arg);

#endif
