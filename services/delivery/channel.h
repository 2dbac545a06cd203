/*
 * channel - how a claimed delivery reaches its receiver.
 *
 * The runner (runner.h) claims deliveries, gives each to its channel's `send`, and writes what
 * `sending_end` tells of it.  Of one receiver `at_once` are under way at a time; the others wait in the
 * runner's lane for it.
 *
 *     prepare   once for each batch that was claimed, in the transaction of the claim: looks up what
 *               the channel needs; NULL: nothing
 *     has_room  whether it can be sent now; if not, it waits until something has ended; NULL: always
 *     send      once for each; calls sending_end exactly once, at once or later
 *     settle    after the steps of a turn, and after its sends: goes on with all that they have gathered;
 *               NULL: nothing
 *     ended     in the transaction that writes results, for those that were not left for LATER and whose
 *               rows were still this worker's: what they mean beyond the rows; NULL: nothing
 *
 * Ownership: a sending is the runner's; the channel uses it until it has called sending_end, and
 *   allocates from its arena.
 * Failure:   an error of `prepare` or `ended` undoes the transaction, which is tried again.
 * Threads:   all on the runner's thread; sending_go_on is for any.
 */
#ifndef SERVICES_DELIVERY_CHANNEL_H
#define SERVICES_DELIVERY_CHANNEL_H

#include "gen/delivery/sql.h"
#include "shared/base/clock.h"
#include "shared/request/request.h"

enum outcome {
    OUTCOME_SENT,
    OUTCOME_AGAIN,     /* it failed, and may go well another time */
    OUTCOME_UNKNOWN,   /* the same, but it may have arrived */
    OUTCOME_FAILED,    /* it never will */
    OUTCOME_SET_ASIDE, /* it cannot be read or composed */
    OUTCOME_CANCELLED, /* nobody wants it any more */
    OUTCOME_LATER,     /* it was not tried */
    OUTCOMES
};

struct sending_result {
    enum outcome outcome;
    int64_t response; /* the receiver's code; 0: none */
    int64_t took_ms;
    int64_t wait_s;  /* AGAIN, UNKNOWN: at least so long; LATER: so long */
    bool overloaded; /* the receiver takes nothing else either: its others wait as long */
    const char *why; /* of all but SENT; a constant, or in the sending's arena */
};

struct sending;
typedef void sending_step(struct sending *s);

struct channel {
    const char *name; /* deliveries.channel */
    int at_once;
    enum err (*prepare)(struct request *rq, struct sending *const *sendings, size_t count);
    bool (*has_room)(const struct sending *s);
    sending_step *send;
    void (*settle)(void);
    enum err (*ended)(struct request *rq, struct sending *const *sendings, size_t count,
                      struct instant now);
};

struct runner;
struct lane;

struct sending {
    struct sql_delivery_claim_row row; /* its texts are in `arena` */
    struct arena *arena;
    const struct channel *channel;
    void *context;                /* the channel's own */
    struct sending_result result; /* when it has ended */
    int64_t wait_us; /* until the next attempt; below 0: the day is over, it has failed */

    /* The runner's. */
    struct runner *runner;
    struct lane *lane;
    struct sending *next, *before; /* in its lane, or in the line of its channel */
    sending_step *step;
    size_t place;
    bool counted;    /* its result was written, and not somebody else's */
    bool unwritable; /* `ended` fails for it */
};

void sending_end(struct sending *s, const struct sending_result *result);

/* `step` is called by the runner's thread, soon: for channels that wait for an answer elsewhere. */
void sending_go_on(struct sending *s, sending_step *step);

struct outbound;
struct outbound *sending_outbound(const struct sending *s);

/* For statements between claim and end, which outbox_commit or sending_commit ends; NULL: the
 * database is away.  It forgets what was asked for before. */
struct request *sending_request(const struct sending *s);
int64_t sending_worker(const struct sending *s);
/* Commits them together with what became of all deliveries that have ended, which are gone then. */
enum err sending_commit(const struct sending *s) __attribute__((warn_unused_result));

#endif
