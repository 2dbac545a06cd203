/*
 * Statements travel in flights of libpq's pipeline mode.  A flight is what we send up to a Sync,
 * and the results of it:
 *
 *   sent      [BEGIN] [deferred statement]... [PREPARE] statement Sync
 *   received  a result and a NULL for each of them, in order, then the answer to Sync
 *
 * PREPARE goes with what is run for the first time on its connection.  BEGIN goes with a
 * transaction's first statement, and COMMIT in a flight with what was deferred.
 * db_one, db_many and db_exec wait for their flight; a deferred db_exec that nobody asks how many
 * rows it changed goes with the next.  The first error is the flight's: the server skips what stands behind it up to the
 * Sync (PGRES_PIPELINE_ABORTED), and in a transaction only ROLLBACK is left (`spoiled`).
 *
 * A flight lands with the answer to its Sync.  One that does not land before the request's deadline
 * ends the connection, because what would still arrive belongs to nobody.
 *
 *   COMMIT's flight                                       connection_commit answers
 *   lands, with the tag COMMIT                            OK
 *   lands, but a deferred statement failed                its error; COMMIT was skipped
 *   lands, with the tag ROLLBACK: a failed transaction    ERR_BUG
 *   does not land                                         ERR_UNCERTAIN
 *
 * Source: PostgreSQL 15, 34.5 (pipeline mode).
 */
#include "shared/db/db.h"

#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/db/connection_private.h"
#include "shared/request/request.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

/* What one statement may bring along: BEGIN, the end of a savepoint, another, PREPARE and COMMIT. */
enum { QUEUED_SPARE = 12 };

static enum err
away(struct request *rq)
{
    return refuse(rq, ERR_UNAVAILABLE, "the database is away");
}

static enum err
late(struct request *rq)
{
    return refuse(rq, ERR_TIMEOUT, "the database did not answer in time");
}

static enum err
lost(struct request *rq)
{
    connection_lose(rq->connection);
    return away(rq);
}

static void
note(struct connection *connection, const char *name, const struct statement *prepares)
{
    must(connection->queued_count < CONNECTION_QUEUED_MAX);
    connection->queued[connection->queued_count++] = (struct queued){name, prepares};
}

static bool
db_put(struct connection *connection, const char *name, const struct db_params *p)
{
    if (!PQsendQueryPrepared(connection->conn, name, p->count, p->values, p->lengths, p->formats,
                             1))
        return false;
    note(connection, name, NULL);
    return true;
}

static bool
is_being_prepared(const struct connection *connection, const struct statement *st)
{
    for (size_t i = 0; i < connection->queued_count; i++)
        if (connection->queued[i].prepares == st)
            return true;
    return false;
}

static bool
put_prepare(struct connection *connection, const struct statement *st)
{
    if (prepared_has(connection->prepared, st) || is_being_prepared(connection, st))
        return true;
    if (!PQsendPrepare(connection->conn, st->name, st->text, 0, NULL))
        return false;
    note(connection, st->name, st);
    return true;
}

static bool
put_verb(struct connection *connection, const char *name)
{
    static const struct db_params none;

    return db_put(connection, name, &none);
}

/* The next result, or NULL between two; waits until the request's deadline. */
static enum err
next_result(struct request *rq, PGresult **result)
{
    struct connection *connection = rq->connection;

    while (PQisBusy(connection->conn)) {
        int unsent = PQflush(connection->conn);

        if (unsent < 0)
            return lost(rq);
        if (!connection_poll(connection, unsent ? POLLIN | POLLOUT : POLLIN, rq->deadline_ms)) {
            connection_lose(connection);
            connection_suspect();
            return late(rq);
        }
        if (!PQconsumeInput(connection->conn))
            return lost(rq);
    }
    *result = PQgetResult(connection->conn);
    return OK;
}

static bool
went_well(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);

    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static bool
is_false_commit(const char *name, PGresult *result)
{
    return strcmp(name, "commit") == 0 && strcmp(PQcmdStatus(result), "COMMIT") != 0;
}

static enum err
db_judge(struct request *rq, const char *name, PGresult *result, bool *gone)
{
    enum err err;

    *gone = false;
    if (went_well(result) && !is_false_commit(name, result))
        return OK;
    if (PQresultStatus(result) == PGRES_PIPELINE_ABORTED)
        return ERR_BUG; /* skipped: the error that counts came before it */
    if (went_well(result)) {
        log_event(LOG_ERROR, "database.commit.false", "event=%s", rq->event);
        return ERR_BUG;
    }
    err = db_error(rq->connection, name, result, gone);
    if (err == ERR_UNAVAILABLE)
        rq->why = "the database is away";
    return err;
}

static void
keep(PGresult **last, PGresult *result)
{
    PQclear(*last);
    *last = result;
}

/* One result of the flight: `*landed` at its end, `*gone` when the connection is of no more use. */
static enum err
db_take(struct request *rq, PGresult *result, size_t *done, PGresult **last, bool *landed,
        bool *gone)
{
    struct connection *connection = rq->connection;
    struct queued sent;

    if (result == NULL) {
        *gone = PQstatus(connection->conn) == CONNECTION_BAD;
        return OK; /* between two results */
    }
    if (connection->pinged && PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
        connection->pinged = false; /* it was sent before this flight */
        PQclear(result);
        return OK;
    }
    *landed = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
    *gone = !*landed && *done >= connection->queued_count;
    if (*landed || *gone) {
        PQclear(result);
        return OK;
    }
    keep(last, result);
    sent = connection->queued[(*done)++];
    if (sent.prepares != NULL && went_well(result))
        prepared_add(connection->prepared, sent.prepares);
    return db_judge(rq, sent.name, result, gone);
}

/*
 * Sends what is queued and takes every result up to the sync.  `*last` is the result of the last
 * statement when all went well, and NULL otherwise; the caller clears it.
 */
static enum err
collect(struct request *rq, PGresult **last)
{
    struct connection *connection = rq->connection;
    enum err first = OK, err = OK;
    bool landed = false, gone = false;
    PGresult *result = NULL;
    size_t done = 0;

    *last = NULL;
    if (!PQpipelineSync(connection->conn))
        return lost(rq);
    while (!landed && !gone && !err) {
        err = next_result(rq, &result);
        if (!err) {
            enum err one = db_take(rq, result, &done, last, &landed, &gone);

            first = first ? first : one;
        }
    }
    connection->queued_count = 0;
    connection->heard_ms = monotonic_ms();
    if (landed && !first)
        return OK;
    keep(last, NULL);
    if (err)
        return err;
    if (gone)
        return lost(rq);
    connection->spoiled = connection->open;
    return first;
}

static void
check_locks(struct connection *connection, const struct statement *st)
{
    if (!connection->open || st->locks == LOCKS_UNSAID)
        return;
    must(st->locks == LOCKS_THEN || !connection->locked);
    connection->locked = true;
}

/* Before the first change of a part: the savepoint of the part before makes room for its own. */
static bool
put_savepoint(struct connection *connection)
{
    bool released = !connection->saved || put_verb(connection, "release");

    connection->saved = true;
    return released && put_verb(connection, "save");
}

static bool
note_change(struct connection *connection, const struct statement *st)
{
    if (!connection->in_part || connection->part_changed || st->locks != LOCKS_THEN)
        return true;
    connection->part_changed = true;
    return !connection->part_saves || put_savepoint(connection);
}

/* Queues the statement, with BEGIN before it where one is due. */
static enum err
queue(struct request *rq, const struct statement *st, const void *args)
{
    struct connection *connection = rq->connection;
    struct db_params params;
    enum err err;

    must(connection != NULL);
    connection->constraint[0] = '\0';
    connection->collided = false;
    if (!connection_is_up(connection))
        return away(rq);
    if (monotonic_ms() >= rq->deadline_ms)
        return late(rq);
    err = db_encode(rq, st, args, &params);
    if (err) {
        log_event(LOG_ERROR, "database.argument.bad", "statement=%s", st->name);
        return err;
    }
    if (connection->mode == CONNECTION_TRANSACTION && !connection->open) {
        if (!put_verb(connection, "begin"))
            return lost(rq);
        connection->open = true;
        connection->spoiled = connection->announced = connection->locked = false;
        connection->in_part = connection->saved = false;
    }
    check_locks(connection, st);
    if (!note_change(connection, st))
        return lost(rq);
    return put_prepare(connection, st) && db_put(connection, st->name, &params) ? OK : lost(rq);
}

static enum err
db_run(struct request *rq, const struct statement *st, const void *args, PGresult **result)
{
    enum err err = queue(rq, st, args);

    return err ? err : collect(rq, result);
}

enum err
db_one(struct request *rq, const struct statement *st, const void *args, void *row)
{
    PGresult *result;
    void *fresh;
    enum err err = db_run(rq, st, args, &result);

    if (err)
        return err;
    if (PQntuples(result) == 0) {
        PQclear(result);
        return ERR_NOT_FOUND;
    }
    fresh = arena_alloc(rq->arena, 1, st->row_size, 16);
    err = db_decode(rq, st, result, 0, fresh);
    if (!err)
        memcpy(row, fresh, st->row_size);
    PQclear(result);
    return err;
}

enum err
db_many(struct request *rq, const struct statement *st, const void *args, void *rows, size_t *count)
{
    PGresult *result;
    char *all;
    enum err err = db_run(rq, st, args, &result);
    size_t n;

    if (err)
        return err;
    n = (size_t)PQntuples(result);
    all = arena_alloc(rq->arena, n, st->row_size, 16);
    for (size_t i = 0; i < n && !err; i++)
        err = db_decode(rq, st, result, (int)i, all + i * st->row_size);
    if (!err) {
        memcpy(rows, &all, sizeof all); /* the caller's pointer has the row's own type */
        *count = n;
    }
    PQclear(result);
    return err;
}

static int64_t
affected_rows(PGresult *result)
{
    int64_t n = 0;

    for (const char *at = PQcmdTuples(result); *at >= '0' && *at <= '9'; at++)
        n = n * 10 + (*at - '0');
    return n;
}

enum err
db_exec(struct request *rq, const struct statement *st, const void *args, int64_t *affected)
{
    PGresult *result;
    enum err err;

    must(rq->connection != NULL);
    if (rq->connection->deferring && affected == NULL &&
        rq->connection->queued_count + QUEUED_SPARE < CONNECTION_QUEUED_MAX)
        return queue(rq, st, args);
    err = db_run(rq, st, args, &result);
    if (err)
        return err;
    if (affected != NULL)
        *affected = affected_rows(result);
    PQclear(result);
    return OK;
}

const char *
db_constraint(const struct request *rq)
{
    return rq->connection->constraint;
}

void
connection_defer_begin(struct connection *connection)
{
    connection->deferring = connection->mode == CONNECTION_TRANSACTION;
}

void
connection_defer_end(struct connection *connection)
{
    connection->deferring = false;
}

void
connection_part_begin(struct connection *connection, bool saves)
{
    must(connection->open);
    connection->in_part = true;
    connection->part_saves = saves;
    connection->part_changed = false;
}

bool
connection_part_changed(const struct connection *connection)
{
    return connection->part_changed;
}

enum err
connection_part_undo(struct request *rq)
{
    struct connection *connection = rq->connection;
    PGresult *result;
    enum err err;

    must(connection->open && connection->part_changed && connection->part_saves);
    if (!put_verb(connection, "undo"))
        return lost(rq);
    err = collect(rq, &result);
    PQclear(result);
    if (!err)
        connection->spoiled = false;
    return err;
}

enum err
connection_commit(struct request *rq)
{
    struct connection *connection = rq->connection;
    PGresult *result;
    enum err err;

    if (!connection->open)
        return OK;
    if (connection->spoiled) {
        log_event(LOG_ERROR, "database.error.ignored", "event=%s", rq->event);
        connection_rollback(rq);
        return ERR_BUG;
    }
    if (!put_verb(connection, "commit"))
        return lost(rq);
    err = collect(rq, &result);
    PQclear(result);
    if (!err) {
        connection->open = false;
        return OK;
    }
    if (!connection_is_up(connection))
        return refuse(rq, ERR_UNCERTAIN,
                      "the database went away while the change was being stored");
    connection_rollback(rq);
    return err;
}

/* It has a second even if the request's time is over, because it saves the connection. */
void
connection_rollback(struct request *rq)
{
    struct connection *connection = rq->connection;
    const char *why = rq->why;
    int64_t deadline_ms = rq->deadline_ms;
    char constraint[sizeof connection->constraint];
    PGresult *result;

    connection->collided = false;
    if (!connection->open)
        return;
    memcpy(constraint, connection->constraint, sizeof constraint);
    rq->deadline_ms = monotonic_ms() + 1000;
    if (!put_verb(connection, "rollback") || collect(rq, &result) != OK)
        connection_lose(connection);
    else
        PQclear(result);
    rq->why = why;
    rq->deadline_ms = deadline_ms;
    connection->open = connection->spoiled = connection->announced = false;
    memcpy(connection->constraint, constraint, sizeof constraint);
}
