/*
 * feed_private - what a feed is made of.  For the files of this folder alone.
 *
 *   feed.c          its life and its states
 *   feed_seek.c     looks for the place where it begins
 *   feed_replay.c   reads what is stored
 *   feed_proof.c    proves that nothing was dropped before it was read
 *   feed_watch.c    asks whether its credentials are still valid
 *   feed_hub.c      all feeds of this gateway; hands them what comes live
 *
 * Ownership: a feed is counted: its transport holds one reference, and every question that is on
 *            its way another.
 * Units:     sequences are those of the stream FEED, which begin at 1; times are monotonic ms.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_FEED_FEED_PRIVATE_H
#define GATEWAY_FEED_FEED_PRIVATE_H

#include "gateway/feed/feed.h"

#include <sys/queue.h>

/* feed.c draws what moves a feed from one to the next. */
enum feed_stage { FEED_STARTING, FEED_SEEKING, FEED_BEHIND, FEED_LIVE, FEED_ENDING };

/* About the stream; at most one is on its way. */
enum feed_question {
    FEED_QUESTION_NONE,
    FEED_QUESTION_ASKED,
    FEED_QUESTION_STALE, /* on its way, but feed_begin was called since: its answer is of no use */
};

/* About the credentials; at most one is on its way. */
enum feed_recheck {
    FEED_RECHECK_NONE,
    FEED_RECHECK_ASKED,
    FEED_RECHECK_AGAIN, /* a doubt came since it was asked: its answer does not count */
};

/* Of feed_seek.c; valid while SEEKING. */
struct feed_seek {
    struct feed_start start;
    uint64_t low, high; /* the place is at or between these sequences; high 0: not asked yet */
    bool wide;          /* where the clock of who made the event had it was nothing */
};

/* Of feed_replay.c. */
struct feed_replay {
    uint64_t noted;  /* up to this sequence there is more to read: live messages that it missed */
    uint64_t noting; /* live messages from this sequence on are noted; 0: the live end was down */
    uint64_t live_next; /* feed_live_next() when the last question left */
    unsigned singly;    /* messages read one by one since it last saw the end of what is stored */
};

/* As `unproven`: the next step is a proof. */
enum { FEED_PROOF_DUE = 1 << 30 };

/* Of feed_proof.c. */
struct feed_proof {
    uint64_t proven;   /* up to this sequence nothing was dropped before it was read */
    uint64_t proving;  /* what `proven` becomes; valid while a proof is being made */
    unsigned unproven; /* messages read behind `proven`; or FEED_PROOF_DUE */
    bool waived;       /* nothing needs proof: see feed_walks */
};

/* The stream is away. */
struct feed_retry {
    int64_t next_ms;  /* when a question is asked again; 0: the last one did not fail */
    int64_t since_ms; /* since when; 0: it is not */
};

/* Of feed_watch.c: what the feed was opened with, or renewed with since. */
struct feed_credentials {
    struct caller caller; /* zone and address are NULL */
    struct uuid proof;
    uint8_t key_digest[KEY_DIGEST_LEN]; /* of an API key */
    unsigned allowed;                   /* what it may hear, as feed_topics.nouns */
    int64_t expires_ms;                 /* the token; INT64_MAX: never */
    int64_t recheck_ms;                 /* until then auth's last word holds */
    bool ends;                          /* at recheck_ms, because the API key ends then */
    int64_t doubted_ms;                 /* since when it is in doubt; 0: it is valid */
    enum feed_recheck recheck;
};

LIST_HEAD(feed_list, feed);

/* Of feed_hub.c; valid until it leaves. */
struct feed_links {
    LIST_ENTRY(feed) all;     /* feeds of the gateway */
    LIST_ENTRY(feed) of_user; /* feeds of the same user */
    LIST_ENTRY(feed) flush;   /* those that heard something in this turn; if `flushing` */
    bool flushing;
};

struct feed {
    const struct feed_transport *transport; /* borrowed; constant */
    void *arg;                              /* borrowed from the transport, until `left` */
    struct gateway *gateway;                /* borrowed; outlives every feed */
    unsigned references;
    bool left; /* by its transport; only questions on their way still hold it */

    struct uuid user;
    struct address address;
    struct feed_topics topics; /* its own; nouns are among credentials.allowed */

    enum feed_stage stage;
    enum feed_question question;
    bool located;      /* its transport was told where it begins */
    uint64_t position; /* see feed_position; valid when BEHIND, LIVE or ENDING */

    struct feed_seek seek;
    struct feed_replay replay;
    struct feed_proof proof;
    struct feed_retry retry;
    struct feed_credentials credentials;
    struct feed_links hub;
};

struct feed *feed_keep(struct feed *feed);
void feed_release(struct feed *feed);

/* Its credentials are in doubt: nothing may be handed on. */
bool feed_is_doubted(const struct feed *feed);

/* Hands on the message if the client wants it, and moves behind it. */
void feed_take(struct feed *feed, struct feed_message *message);
/* Tells the transport that no more messages come in this turn. */
void feed_flush(struct feed *feed);
/* Tells the transport where it begins, the first time. */
void feed_located(struct feed *feed);

/* LIVE to BEHIND: what comes live is only noted from now on. */
void feed_fall_behind(struct feed *feed);
/* BEHIND to LIVE. */
void feed_go_live(struct feed *feed);

/* The next step of each state; feed_go_on chooses. */
void feed_seek(struct feed *feed);
void feed_replay(struct feed *feed);
void feed_prove(struct feed *feed);
/* ENDING: proves what has yet to be proven, then tells the transport that it has all. */
void feed_finish(struct feed *feed);

/*
 * A question to the stream: feed_asked after it was asked, with what the asking returned; and
 * feed_is_over when its answer has come, with the answer's err.  True from feed_is_over means that
 * nothing is left to do: the feed has left or begun anew, or the question failed and is asked again
 * later.
 */
void feed_asked(struct feed *feed, enum err err);
bool feed_is_over(struct feed *feed, enum err err) __attribute__((warn_unused_result));

#endif
