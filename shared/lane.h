/*
 * lane - one connection to the service's database, for one worker.
 *
 * A lane makes its connection in small steps that never wait (lane_tend) and makes it anew for ever
 * with back-off; every statement is prepared before the lane is up.  The connection stays in
 * libpq's pipeline mode, so that BEGIN travels with the first statement and COMMIT with the last.
 *
 * Failure: a lost or slow connection is closed at once, because what it would still answer is
 * unknown. While a lane is away statements answer ERR_UNAVAILABLE without waiting. Threads: a lane
 * belongs to one thread.
 */
#ifndef SHARED_LANE_H
#define SHARED_LANE_H

#include "db.h"

enum lane_mode {
    LANE_ALONE,       /* each statement is a transaction of its own */
    LANE_TRANSACTION, /* the first statement opens one, lane_commit or lane_rollback ends it */
};

struct lane_conf {
    const char *url;                     /* postgresql://... or key=value, kept by pointer */
    const struct statements *const *sql; /* kept by pointer */
    size_t sql_count;
    enum lane_mode mode;
    int64_t statement_timeout_ms; /* the server's own; deadlines of requests come on top */
};

struct lane *lane_new(const struct lane_conf *conf);
void lane_destroy(struct lane **lane); /* NULL is fine */

/* Notices a lost connection, goes on making a new one; never waits. */
void lane_tend(struct lane *lane);
bool lane_is_up(const struct lane *lane);
/* How long the owner may sleep before it tends again. */
int lane_rest_ms(const struct lane *lane);
/* Tends until the lane is up or the deadline has passed. */
bool lane_await(struct lane *lane, int64_t deadline_ms);

/* OK when nothing was open.  ERR_UNCERTAIN: nobody knows; any other error: nothing was changed. */
enum err lane_commit(struct request *rq);
/* Never fails: a connection that cannot roll back is closed. */
void lane_rollback(struct request *rq);

/* From now on statements stand alone, whatever the mode; only outside a transaction. */
void lane_set_mode(struct lane *lane, enum lane_mode mode);

/*
 * Between these two db_exec only queues: the statement travels with the next one that waits, or
 * with COMMIT, and its failure is the failure of that.
 */
void lane_defer_begin(struct lane *lane);
void lane_defer_end(struct lane *lane);

#endif
