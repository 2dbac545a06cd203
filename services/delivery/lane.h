/*
 * lane - the deliveries to one receiver that a worker has in hand.
 *
 * A receiver that is slow or away must not take the places of the others.  So a lane starts no more
 * than its channel's `at_once` at a time, holds what waits for its turn, and has a limit to that:
 * at first LANE_TRUST, and then twice what ended within the last second, LANE_LEAST at least.  What is
 * above the limit goes back, to be claimed when its turn will be at that speed, or, while nothing ends,
 * a second later, two, four, up to a minute; and everything does when the receiver says, or its silence
 * does, that it takes nothing now.  What the channel has no room for stays.
 *
 *     claimed ──> lane_add ──> waiting ──> lane_next ──> send ──> lane_done
 *                    │             │
 *                    └── too many ─┴── lane_excess: goes back
 *
 * Ownership: lanes own themselves; a lane is gone when nothing is in it and it is not put off.
 * Units:     milliseconds of monotonic_ms().
 * Threads:   one.
 */
#ifndef SERVICES_DELIVERY_LANE_H
#define SERVICES_DELIVERY_LANE_H

#include "services/delivery/channel.h"

enum { LANE_TRUST = 512, LANE_LEAST = 32 };

struct lanes;

struct lanes *lanes_new(void);
void lanes_destroy(struct lanes **lanes);
/* So long the worker had nothing to do but wait for receivers: their speed is measured by that time alone. */
void lanes_waited(struct lanes *lanes, int64_t ms);

/* It waits for its turn in the lane of its receiver. */
void lane_add(struct lanes *lanes, struct sending *s);
/* The next whose turn it is, of any lane; NULL: none. */
struct sending *lane_next(struct lanes *lanes, int64_t now_ms);
/* It has ended, or is given back, and is not in its lane any more. */
void lane_done(struct lanes *lanes, struct sending *s, int64_t now_ms);
/* Nothing more to this one's receiver until then. */
void lane_put_off(struct sending *s, int64_t until_ms);
/* One that waits, in any lane; NULL: none.  It is not in its lane any more. */
struct sending *lane_any(struct lanes *lanes);
/*
 * One that is to be given back, and in how many milliseconds it may come again; NULL: none.  It is
 * not in its lane any more.
 */
struct sending *lane_excess(struct lanes *lanes, int64_t now_ms, int64_t *wait_ms);

#endif
