/*
 * schedule - when an attempt that failed is made again.
 *
 *   after attempt   1     2      3      4       5       6    7    8 and later
 *   wait            5 s   30 s   2 min  10 min  30 min  1 h  2 h  4 h
 *
 * and up to a fifth more, so that what failed together does not come back together.  A receiver's
 * Retry-After counts when it is longer.  A day after the first attempt is the last one.
 *
 * Units:   microseconds.
 * Threads: any.
 */
#ifndef SERVICES_DELIVERY_SCHEDULE_H
#define SERVICES_DELIVERY_SCHEDULE_H

#include "shared/base/clock.h"

struct attempt {
    int64_t number;          /* this one is the first: 1 */
    int64_t retry_after_s;   /* 0: the receiver said nothing */
    struct instant first_at; /* when the first one ended */
    struct instant now;
    uint32_t chance; /* any number */
};

/* How long until the next attempt; -1: there is none. */
int64_t schedule_wait_us(const struct attempt *attempt);

#endif
