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
 * Was something dropped between two messages?  A number that is not above the one before is that of a
 * durable that was made anew, or of a replica that reads behind another: then only the sequence is known,
 * and a message that lies before the other shows nothing.
 */
static inline bool
feed_place_gap(struct feed_place from, struct feed_place to)
{
    int64_t places = to.sequence - from.sequence, numbers = to.number - from.number;

    if (from.number == 0 || places <= 0)
        return false;
    return numbers > 0 ? places > numbers : places > 1;
}

#endif
