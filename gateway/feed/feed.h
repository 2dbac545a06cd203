/*
 * feed - one reader of somebody's changes: where it is in the stream, and what it still needs.
 *
 *   SEEKING   where it left off is looked for            feed_seek.c
 *   BEHIND    it reads what is stored, as it has room    feed_replay.c, proof by feed_proof.c
 *   LIVE      it hears what feed_live.c hears            feed_hub.c
 *
 * While it is behind, what comes live is only noted, and read from the stream in its turn; so each
 * message is heard once, in stream order.  It is live again when it has read all that was noted.
 * While its credentials are in doubt (feed_watch.c) it hears nothing and falls behind.
 *
 * How messages reach the client is the transport's business: ws.c, sse.c, feed_page.c.
 *
 * Ownership: counted; the transport holds one reference and every question on its way another.
 *   The transport ends it with feed_leave, after which nothing of `ways` is called any more.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_FEED_FEED_H
#define GATEWAY_FEED_FEED_H

#include "gateway/feed/feed_message.h"
#include "gateway/feed/feed_stream.h"
#include "gateway/feed/feed_topics.h"
#include "gateway/http/exchange.h"

enum feed_end {
    FEED_END_EXPIRED, /* the token, or the key, has reached its end */
    FEED_END_REVOKED,
    FEED_END_SLOW,
    FEED_END_GONE, /* what it asks for, or may have missed, is not kept */
    FEED_END_AWAY, /* a part it needs has been away for too long */
    FEED_END_SHUTDOWN,
};

/* The close code that says so (schemas/asyncapi.yaml). */
unsigned feed_end_code(enum feed_end why);

struct feed;

struct feed_ways {
    bool caught_up_ends;                /* the stored ones for which it has room are all it wants */
    void (*located)(struct feed *feed); /* where it begins is known; may be NULL */
    void (*caught_up)(struct feed *feed);
    void (*message)(struct feed *feed, struct feed_message *message);
    bool (*has_room)(const struct feed *feed); /* for stored ones; feed_go_on says when again */
    bool (*is_full)(const struct feed *feed);  /* for live ones; the stream has them, for later */
    void (*end)(struct feed *feed, enum feed_end why);
    void (*flush)(struct feed *feed);                /* no more messages in this turn */
    void (*tick)(struct feed *feed, int64_t now_ms); /* a few times a second; may be NULL */
};

enum feed_stage { FEED_NEW, FEED_SEEKING, FEED_BEHIND, FEED_LIVE };

/* Where to begin: live, after an event, or after a sequence. */
struct feed_start {
    bool has_since, has_after;
    struct uuid since;
    uint64_t after; /* 0: from the oldest that is kept */
};

struct feed {
    const struct feed_ways *ways;
    void *transport;
    struct gateway *gateway;
    unsigned references;
    bool left;

    struct uuid user;
    struct address address;
    struct feed_topics topics;
    unsigned allowed; /* nouns */

    enum feed_stage stage;
    bool located;                 /* its transport knows where it begins */
    bool stored_only;             /* it ends where the stored ones do */
    bool asking;                  /* a question about the stream is on its way */
    bool lenient;                 /* it takes what is left: asked for the oldest that is kept */
    bool restarted;               /* while a question was on its way, which is of no use now */
    uint64_t position;            /* all of the user's up to here was handed on, or is not wanted */
    uint64_t noted;               /* up to here there is more */
    uint64_t noting;              /* from here on feed_live misses nothing; 0: it was not up */
    uint64_t live_next;           /* of feed_live when the question left; 0: it was not up */
    uint64_t proven, proving;     /* nothing was dropped before it was read up to here; see there */
    bool unproven;                /* messages were read behind that, */
    unsigned unproven_count;      /* so many */
    bool ending;                  /* it has all that it wants, when that is proven */
    unsigned singly;              /* messages one by one, without an end to be seen */
    int64_t retry_ms, failing_ms; /* when next; since when; 0: not */
    struct feed_start start;
    uint64_t low, high; /* while seeking */

    struct caller caller; /* what it was opened with; see feed_watch.c */
    struct uuid proof;
    uint8_t key_digest[32];
    int64_t expires_ms; /* monotonic; INT64_MAX: never */
    int64_t recheck_ms; /* auth's word holds so long */
    bool ends;          /* because the key ends then */
    int64_t doubted_ms; /* since when; 0: it stands */
    bool rechecking, recheck_again;

    struct feed *next_of_user, *next, **link; /* of feed_hub.c */
    struct feed *next_flush;
    bool flushing;
};

/* For the user, credentials and address of the exchange; of malloc.  Not heard of by anybody yet.
 */
struct feed *feed_new(struct exchange *x, const struct feed_ways *ways, void *transport);
struct feed *feed_keep(struct feed *feed);
void feed_release(struct feed *feed);

/* False: the user, or the address, has as many as it may. */
bool feed_enter(struct feed *feed) __attribute__((warn_unused_result));
/* It has entered; may be called again for another beginning. */
void feed_begin(struct feed *feed, const struct feed_start *start);
/* Gives up the transport's reference. */
void feed_leave(struct feed *feed);

/* There is room, or time, or a reason to look. */
void feed_go_on(struct feed *feed);

/* Hands on what it wants of a message, and moves behind it. */
void feed_take(struct feed *feed, struct feed_message *message);

/* Inside: of feed_seek.c, feed_replay.c and feed_proof.c. */
void feed_seek(struct feed *feed);
void feed_replay(struct feed *feed);
void feed_prove(struct feed *feed);
/* What comes live is only noted from now on. */
void feed_fall_behind(struct feed *feed);
void feed_go_live(struct feed *feed);
void feed_end(struct feed *feed, enum feed_end why);
void feed_located(struct feed *feed);
/* A question failed: tries again a little later, and not for ever. */
void feed_failed(struct feed *feed);
/* A question was asked, or (not OK) could not be. */
void feed_asked(struct feed *feed, enum err err);
/* Its answer has come; true: there is nothing to do with it. */
bool feed_is_over(struct feed *feed, enum err err) __attribute__((warn_unused_result));

#endif
