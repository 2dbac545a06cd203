/*
 * feed_in - reads the messages of all feeds and makes deliveries of those that webhooks hear.
 *
 * The replicas fetch side by side from one durable of the stream FEED (shared/bus/feed.h).  A process
 * has at most FEED_BATCH messages in hand: those that it has asked for, those that wait for a worker,
 * and those that a worker makes deliveries of, each batch in one transaction (feed_batch.h).
 * Acknowledged is what is committed.  What is not, because a process died, comes again after half
 * a minute, and makes the same deliveries once more, which changes nothing.
 *
 * Failure: what is asked for in vain, because the bus was away, is asked for again after 3 s.
 * Threads: messages come on the loop's, feed_in_tend runs on the jobs', batches on workers.
 */
#ifndef SERVICES_DELIVERY_FEED_IN_H
#define SERVICES_DELIVERY_FEED_IN_H

#include "shared/actor/actor.h"

/* Every second, in every replica: begins, and goes on with what was interrupted. */
job_call feed_in_tend;

#endif
