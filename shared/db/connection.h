/*
 * connection - one connection to the service's database, for one worker.
 *
 * connection_tend makes it in small steps that never wait, and makes it anew for ever, with
 * back-off.  The first one of a process prepares every statement and is up only when all fit the
 * database's tables; later ones prepare what they run.  It stays in libpq's pipeline mode, so that
 * BEGIN travels with the first statement and COMMIT with the last.
 *
 * Ownership: connection_new's caller destroys it; `url` and `sql` outlive it.
 * Failure:   a lost or slow connection is closed at once, because what it would still answer is
 *   unknown.  While it is away statements answer ERR_UNAVAILABLE without waiting.
 * Units:     milliseconds of monotonic_ms().
 * Threads:   a connection belongs to one thread.
 */
#ifndef SHARED_DB_CONNECTION_H
#define SHARED_DB_CONNECTION_H

#include "shared/db/db.h"

enum connection_mode {
    CONNECTION_ALONE,       /* each statement is a transaction of its own */
    CONNECTION_TRANSACTION, /* the first one opens a transaction, commit or rollback ends it */
};

struct connection_conf {
    const char *url;                     /* postgresql://... or key=value, kept by pointer */
    const struct statements *const *sql; /* kept by pointer */
    size_t sql_count;
    enum connection_mode mode;
    int64_t statement_timeout_ms; /* the server's own; deadlines of requests come on top */
};

struct connection *connection_new(const struct connection_conf *conf);
void connection_destroy(struct connection **connection); /* NULL is fine */

/* Notices that it was lost, and takes the next step to a new one; never waits. */
void connection_tend(struct connection *connection);
bool connection_is_up(const struct connection *connection);
/* Another number with each connection that was made: what a session had, such as locks, is gone. */
unsigned connection_life(const struct connection *connection);
/* How long the owner may sleep before it tends again. */
int connection_rest_ms(const struct connection *connection);
/* Tends until the connection is up or the deadline has passed. */
bool connection_await(struct connection *connection, int64_t deadline_ms);

/* OK also when none is open.  ERR_UNCERTAIN: nobody knows; other errors: nothing was changed. */
enum err connection_commit(struct request *rq);
/* Never fails: a connection that cannot roll back is closed. */
void connection_rollback(struct request *rq);

/*
 * The last statement failed in a deadlock or for its place among others: another try may do well.
 * Not after connection_rollback any more.
 */
bool connection_collided(const struct connection *connection);

/*
 * What follows is a part of the transaction, to which the statements belong that change something
 * (`-- locks: then`).  With `saves` the first of them travels behind a savepoint, to which
 * connection_part_undo goes back; a part that changes nothing has none.
 */
void connection_part_begin(struct connection *connection, bool saves);
bool connection_part_changed(const struct connection *connection);
enum err connection_part_undo(struct request *rq) __attribute__((warn_unused_result));

/* For the statements from now on; only outside a transaction. */
void connection_set_mode(struct connection *connection, enum connection_mode mode);

/*
 * Between these two db_exec only queues: the statement travels with the next one that waits, or
 * with COMMIT, and its failure is the failure of that.
 */
void connection_defer_begin(struct connection *connection);
void connection_defer_end(struct connection *connection);

#endif
