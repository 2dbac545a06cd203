/*
 * feed - one client that reads the changes of one user.
 *
 * A feed is opened with the credentials of a request and told where to begin.  From then on it
 * hands each message that the client wants to its transport: once, and in the order of the stream
 * FEED.  Whether it reads what is stored or hears what comes is its own business; feed.c draws the
 * states.  How a message reaches the client is the transport's: by a WebSocket, as a server-sent
 * event, or on a page of JSON.
 *
 * Ownership: the transport owns the feed and gives it up with feed_leave, after which none of the
 *            transport's functions is called any more.
 * Failure:   a feed that cannot go on calls the transport's `end`, which leaves it.
 * Units:     sequences are those of the stream FEED.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_FEED_FEED_H
#define GATEWAY_FEED_FEED_H

#include "gateway/feed/feed_message.h"
#include "gateway/feed/feed_topics.h"
#include "gateway/http/exchange.h"

struct feed;

/* Why a feed ended. */
enum feed_end {
    FEED_END_EXPIRED,  /* the token, or the API key, has reached its end */
    FEED_END_REVOKED,  /* auth no longer accepts the credentials */
    FEED_END_SLOW,     /* the client takes nothing, or does not answer pings */
    FEED_END_GONE,     /* the place where it begins, or a message behind it, is not kept */
    FEED_END_AWAY,     /* the stream or auth has not answered for half a minute */
    FEED_END_SHUTDOWN, /* this gateway stops */
};

/* The close code of a WebSocket that ends so (schemas/asyncapi.yaml). */
unsigned feed_end_code(enum feed_end why);

/* What carries a feed to its client.  `arg` is what feed_enter was given. */
struct feed_transport {
    /* It takes stored messages alone, and ends when all are read or there is no more room. */
    bool stored_only;
    /* The place where it begins was found, and nothing is missing behind it.  Called once, before
     * the first message; may be NULL. */
    void (*located)(void *arg);
    /* The client has been handed all that there is.  With stored_only this is the end: leave. */
    void (*caught_up)(void *arg);
    /* One message; borrowed for the call. */
    void (*message)(void *arg, struct feed_message *message);
    /* May another stored message be read?  When it may again, call feed_go_on. */
    bool (*has_room)(void *arg);
    /* Is there no place for another live message?  Then it is read from the stream later. */
    bool (*is_full)(void *arg);
    /* The feed cannot go on; leave it. */
    void (*end)(void *arg, enum feed_end why);
    /* No more messages come in this turn of the loop; may be NULL. */
    void (*flush)(void *arg);
    /* Called four times a second; may be NULL. */
    void (*tick)(void *arg, int64_t now_ms);
};

/* Where to begin.  With neither: with what comes from now on. */
struct feed_start {
    bool has_since, has_after; /* at most one of them */
    struct uuid since;         /* behind the message of this event */
    uint64_t after;            /* behind this sequence; 0: with the oldest message that is kept */
    /* It goes on with a walk that began at 0: it takes what is kept, whatever was dropped before. */
    bool walks;
};

/*
 * A feed for the user, the credentials and the address of the exchange.  Takes over the topics.
 * NULL when the user, or the address, has as many feeds as it may.
 */
struct feed *feed_enter(struct exchange *x, struct feed_topics *topics,
                        const struct feed_transport *transport, void *arg)
    __attribute__((warn_unused_result));

/* Begins to hand on messages.  May be called again, which begins anew at another place. */
void feed_begin(struct feed *feed, const struct feed_start *start);

/* The transport has room again. */
void feed_go_on(struct feed *feed);

/* Tells the transport that it is the end. */
void feed_end(struct feed *feed, enum feed_end why);

/* The transport gives up the feed. */
void feed_leave(struct feed *feed);

/* All of the user's messages up to this sequence were handed on, or are none that it wants. */
uint64_t feed_position(const struct feed *feed);

/* It began at 0, or goes on from there, and has not yet reached the end of what is stored. */
bool feed_walks(const struct feed *feed);

/*
 * From now on it hands on messages of these topics, which it takes over; without nouns, of all that
 * the credentials may hear.  False, and nothing changes: they may not hear all of these.
 */
bool feed_subscribe(struct feed *feed, struct feed_topics *topics)
    __attribute__((warn_unused_result));
/* From now on it hands on nothing. */
void feed_unsubscribe(struct feed *feed);

#endif
