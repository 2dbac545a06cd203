/*
 * feed - each user's stream of changes.
 *
 *   in.feed.<user>.<noun>.<verb>   a relay publishes a domain event once for each user who may see
 *                                  the object; the stream FEED stores it
 *   feed.<user>.<noun>.<verb>      where the stream republishes what it has stored
 *
 * Nothing but a relay may write there.
 *
 * Threads: any; constant.
 */
#ifndef SHARED_BUS_FEED_H
#define SHARED_BUS_FEED_H

#define FEED_STREAM "FEED"

/* The durable from which the replicas of one service fetch the messages of all feeds. */
#define FEED_READER         "delivery_feed"
#define FEED_READER_SERVICE "delivery"
#define FEED_READER_HEARS   "in.feed.>"

/* What the contract promises: days for which a message is stored, and messages of one subject. */
enum { FEED_DAYS = 7, FEED_KEPT = 1000 };

/* Bytes of one message, and of all messages of one change together. */
enum { FEED_MESSAGE_MAX = 8192, FEED_CHANGE_MAX = 1 << 20 };

#endif
