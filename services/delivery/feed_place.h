/*
 * feed_place - where a delivered message stands: its number among the durable's deliveries, and its
 * sequence in the stream.  Both count from 1; number 0: nowhere.
 *
 * Threads: any.
 */
#ifndef SERVICES_DELIVERY_FEED_PLACE_H
#define SERVICES_DELIVERY_FEED_PLACE_H

#include <stdbool.h>
#include <stdint.h>

struct feed_place {
    int64_t number, sequence;
};

/*
 * Was everything between two messages dropped?  Both are delivered for the first time, and nothing
 * was delivered between them, so the durable found nothing there.
 */
static inline bool
feed_place_skips(struct feed_place from, struct feed_place to)
{
    return from.number > 0 && to.number == from.number + 1 && to.sequence > from.sequence + 1;
}

#endif
