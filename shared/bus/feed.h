/*
 * feed - each user's stream of changes.
 *
 * The relay publishes a domain event to `in.feed.<user>.<noun>.<verb>` for everybody who may see
 * the object; the stream FEED keeps it and republishes it to `feed.<user>.<noun>.<verb>`.  Nothing
 * but a relay may write there.
 *
 * Threads: any; constant.
 */
#ifndef SHARED_BUS_FEED_H
#define SHARED_BUS_FEED_H

#define FEED_STREAM "FEED"

/* What the contract promises: how long a message is kept, and how many of one user, noun and verb.
 */
enum { FEED_DAYS = 7, FEED_KEPT = 1000 };

#endif
