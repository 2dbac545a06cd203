/*
 * A connection is made in steps that never wait, and made anew whenever it is lost.
 *
 *          back-off over             connected               prepared    
 *   AWAY --------------> CONNECTING -----------> PREPARING ----------------> UP
 *    ^                       |                       |                       |
 *    +-----------------------+-----------------------+-----------------------+
 *      connection_lose: refused, no answer in time, or closed by the server
 *
 *   AWAY        no socket; the next try is at next_try_ms.  The back-off doubles from 100 ms to 2 s
 *               and starts anew when the connection is up.  At most four of a process are being made
 *               at once: on a busy machine, all together would come too late, and again.  The first
 *               of all is made alone.
 *   CONNECTING  PQconnectPoll; `wants` says whether libpq waits to read or to write.
 *   PREPARING   statements are on their way in one pipeline, which a sync ends.  The attempt has
 *               5 s from its start to the answer to this sync (give_up_ms).  The first connection of
 *               a process prepares every statement, so that a schema that is not the program's is
 *               found at the start; the others prepare one when it is first run (db.c).
 *   UP          db.c sends statements.  connection_tend looks after it while it is idle.
 *
 * An idle connection that heard nothing for 5 s sends a sync alone, a ping; it is lost when the
 * answer takes more than 2 s.  A statement that had no answer in time may mean that the server is
 * gone, so it makes all idle connections ping at once (connection_suspect).  An idle connection also
 * leaves a server that shuts down when it is alone (watch.h).
 *
 * Known: PQconnectStartParams looks up a host's name and waits for the resolver meanwhile.
 * Source: PostgreSQL 15, 34.1 (PQconnectPoll) and 34.5 (pipeline mode).
 */
#include "shared/db/connection.h"

#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/db/connection_private.h"

#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BACK_OFF_MIN_MS = 100,
    BACK_OFF_MAX_MS = 2000,
    CONNECT_MS = 5000, /* for one attempt, statements included */
    CONNECT_AT_ONCE = 4,
    CONNECT_TURN_MS = 20,
    REST_UP_MS = 500, /* a connection that died while idle is noticed after this */
    REST_TRYING_MS = 5,
    REST_PINGED_MS = 20,
    SILENCE_MS = 5000, /* an idle connection is asked after this */
    PING_MS = 2000,    /* and answers within this, or is closed */
};

/* Being made: CONNECTING or PREPARING. */
static atomic_int being_made;

/* Counts the answers that did not come, over all connections. */
static atomic_uint suspicion;

/* The sets of statements that a connection has prepared whole. */
static _Atomic(const void *) checked;

/* Connections that were begun before this leave; of monotonic_ms(). */
static atomic_llong leave_ms;

/* These are prepared with each connection, which so never leaves the extended protocol. */
static const struct {
    const char *name, *text;
} verbs[] = {
    {"begin", "BEGIN"},
    {"commit", "COMMIT"},
    {"rollback", "ROLLBACK"},
    {"save", "SAVEPOINT part"},
    {"release", "RELEASE SAVEPOINT part"},
    {"undo", "ROLLBACK TO SAVEPOINT part"},
};

struct connection *
connection_new(const struct connection_conf *conf)
{
    struct connection *connection = calloc(1, sizeof *connection);
    size_t statements = 0;

    must(connection != NULL);
    for (size_t i = 0; i < conf->sql_count; i++)
        statements += conf->sql[i]->count;
    connection->prepared = prepared_new(statements);
    connection->conf = *conf;
    connection->mode = conf->mode;
    connection->back_off_ms = BACK_OFF_MIN_MS;
    return connection;
}

static bool
is_being_made(const struct connection *connection)
{
    return connection->state == CONNECTION_CONNECTING || connection->state == CONNECTION_PREPARING;
}

void
connection_destroy(struct connection **connection)
{
    if (*connection == NULL)
        return;
    if (is_being_made(*connection))
        atomic_fetch_sub(&being_made, 1);
    PQfinish((*connection)->conn);
    prepared_destroy(&(*connection)->prepared);
    free(*connection);
    *connection = NULL;
}

bool
connection_is_up(const struct connection *connection)
{
    return connection->state == CONNECTION_UP;
}

unsigned
connection_life(const struct connection *connection)
{
    return connection->life;
}

bool
connection_collided(const struct connection *connection)
{
    return connection->collided;
}

void
connection_set_mode(struct connection *connection, enum connection_mode mode)
{
    must(!connection->open);
    connection->mode = mode;
}

void
connection_lose(struct connection *connection)
{
    if (connection->state == CONNECTION_UP)
        log_event(LOG_WARN, "database.connection.lost", "again_ms=%lld",
                  (long long)connection->back_off_ms);
    if (is_being_made(connection))
        atomic_fetch_sub(&being_made, 1);
    PQfinish(connection->conn);
    connection->conn = NULL;
    connection->state = CONNECTION_AWAY;
    connection->open = connection->pinged = false;
    connection->queued_count = 0;
    connection->next_try_ms = monotonic_ms() + connection->back_off_ms;
    connection->back_off_ms = connection->back_off_ms * 2 > BACK_OFF_MAX_MS
                                  ? BACK_OFF_MAX_MS
                                  : connection->back_off_ms * 2;
}

bool
connection_poll(struct connection *connection, short events, int64_t deadline_ms)
{
    struct pollfd fd = {.fd = PQsocket(connection->conn), .events = events};

    for (;;) {
        int64_t left = deadline_ms - monotonic_ms();
        int ready = poll(&fd, 1, left > 0 ? (int)left : 0);

        if (ready > 0)
            return true;
        if (ready == 0 && left <= 0)
            return false;
        if (ready < 0 && errno != EINTR && errno != EAGAIN)
            return false;
    }
}

static void
connect_failed(struct connection *connection, const char *event, const char *why)
{
    log_event(LOG_WARN, event, "why=%s", log_quote(why));
    connection_lose(connection);
}

static void
no_notice(void *arg, const PGresult *result)
{
    (void)arg;
    (void)result;
}

/*
 * The server ends what its client no longer waits for: a statement by its timeout or when the
 * connection is gone, a forgotten transaction after a minute, and within half a minute a session whose
 * host is lost, with its locks; a process that stands still is not, because its kernel answers.  Each statement is planned once, for
 * any arguments: planning costs more than most of them take.  A plan made while the tables are
 * small must serve when they are large, so it goes by index from the start, and walks the index in
 * its order: where pages cost the same wherever they are, nothing is gained by making a bitmap of
 * it and sorting.
 */
static void
connect_begin(struct connection *connection)
{
    char options[400];
    const char *keys[] = {"dbname",          "options",          "fallback_application_name",
                          "keepalives_idle", "tcp_user_timeout", NULL};
    const char *values[] = {connection->conf.url, options, "almanac", "30", "10000", NULL};

    snprintf(options, sizeof options,
             "-c statement_timeout=%lld -c idle_in_transaction_session_timeout=60000 "
             "-c client_connection_check_interval=1000 -c timezone=UTC "
             "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 "
             "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off "
             "-c random_page_cost=1 -c jit=off",
             (long long)connection->conf.statement_timeout_ms);
    connection->conn = PQconnectStartParams(keys, values, 1);
    must(connection->conn != NULL);
    PQsetNoticeReceiver(connection->conn, no_notice, NULL);
    connection->state = CONNECTION_CONNECTING;
    connection->wants = PGRES_POLLING_WRITING;
    connection->begun_ms = monotonic_ms();
    connection->give_up_ms = connection->begun_ms + CONNECT_MS;
    if (PQstatus(connection->conn) == CONNECTION_BAD)
        connect_failed(connection, "database.connect.failed", PQerrorMessage(connection->conn));
}

static bool
is_checked(const struct connection *connection)
{
    return connection->conf.sql_count == 0 || atomic_load(&checked) == connection->conf.sql;
}

/* Begins when it is its turn. */
static void
connect_try(struct connection *connection, int64_t now)
{
    if (now < connection->next_try_ms)
        return;
    if (atomic_fetch_add(&being_made, 1) < (is_checked(connection) ? CONNECT_AT_ONCE : 1))
        return connect_begin(connection);
    atomic_fetch_sub(&being_made, 1);
    connection->next_try_ms = now + CONNECT_TURN_MS;
}

static bool
prepare_all(struct connection *connection)
{
    for (size_t i = 0; i < connection->conf.sql_count; i++) {
        const struct statements *sql = connection->conf.sql[i];

        for (size_t j = 0; j < sql->count; j++)
            if (!PQsendPrepare(connection->conn, sql->items[j]->name, sql->items[j]->text, 0, NULL))
                return false;
    }
    return true;
}

static bool
prepare_send(struct connection *connection)
{
    PGconn *conn = connection->conn;

    if (PQsetnonblocking(conn, 1) != 0 || !PQenterPipelineMode(conn))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
        if (!PQsendPrepare(conn, verbs[i].name, verbs[i].text, 0, NULL))
            return false;
    prepared_clear(connection->prepared);
    connection->checks = !is_checked(connection);
    return (!connection->checks || prepare_all(connection)) && PQpipelineSync(conn) == 1;
}

static void
note_checked(struct connection *connection)
{
    for (size_t i = 0; i < connection->conf.sql_count; i++)
        for (size_t j = 0; j < connection->conf.sql[i]->count; j++)
            prepared_add(connection->prepared, connection->conf.sql[i]->items[j]);
    atomic_store(&checked, connection->conf.sql);
}

static void
connect_step(struct connection *connection)
{
    connection->wants = PQconnectPoll(connection->conn);
    if (connection->wants == PGRES_POLLING_FAILED)
        return connect_failed(connection, "database.connect.failed",
                              PQerrorMessage(connection->conn));
    if (connection->wants != PGRES_POLLING_OK)
        return;
    connection->state = CONNECTION_PREPARING;
    if (!prepare_send(connection))
        connect_failed(connection, "database.connect.failed", PQerrorMessage(connection->conn));
}

static void
connect_done(struct connection *connection)
{
    atomic_fetch_sub(&being_made, 1);
    connection->state = CONNECTION_UP;
    connection->life++;
    connection->back_off_ms = BACK_OFF_MIN_MS;
    connection->open = connection->spoiled = connection->announced = connection->deferring = false;
    connection->in_part = false;
    connection->queued_count = 0;
    connection->heard_ms = monotonic_ms();
    connection->suspicion = atomic_load(&suspicion);
    if (connection->checks)
        note_checked(connection);
    log_event(LOG_DEBUG, "database.connect.done", "first=%d", connection->checks);
}

/* A result and a NULL for each statement, then the sync. */
static void
prepare_step(struct connection *connection)
{
    PGresult *result;

    if (PQflush(connection->conn) < 0 || !PQconsumeInput(connection->conn))
        return connect_failed(connection, "database.connect.failed",
                              PQerrorMessage(connection->conn));
    while (!PQisBusy(connection->conn)) {
        result = PQgetResult(connection->conn);
        if (result == NULL)
            continue;
        if (PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
            PQclear(result);
            return connect_done(connection);
        }
        if (PQresultStatus(result) != PGRES_COMMAND_OK) {
            connect_failed(connection, "database.prepare.failed", PQresultErrorMessage(result));
            PQclear(result);
            return;
        }
        PQclear(result);
    }
}

static bool
is_ready(struct connection *connection, short events)
{
    struct pollfd fd = {.fd = PQsocket(connection->conn), .events = events};

    return poll(&fd, 1, 0) > 0;
}

void
connection_suspect(void)
{
    atomic_fetch_add(&suspicion, 1);
}

/* An empty flight: the server answers the sync alone. */
static void
connection_ping(struct connection *connection, int64_t now)
{
    connection->suspicion = atomic_load(&suspicion);
    connection->give_up_ms = now + PING_MS;
    connection->pinged = PQpipelineSync(connection->conn) == 1;
    if (!connection->pinged)
        connection_lose(connection);
}

static void
hear_pong(struct connection *connection, int64_t now)
{
    PGresult *result;

    while (connection->pinged && !PQisBusy(connection->conn) &&
           (result = PQgetResult(connection->conn)) != NULL) {
        connection->pinged = PQresultStatus(result) != PGRES_PIPELINE_SYNC;
        connection->heard_ms = now;
        PQclear(result);
    }
}

void
connection_all_leave(void)
{
    atomic_store(&leave_ms, monotonic_ms());
}

/* What an idle connection says unasked is only that the server goes away. */
static void
check_idle(struct connection *connection, int64_t now)
{
    if (is_ready(connection, POLLIN)) {
        if (!PQconsumeInput(connection->conn) || PQstatus(connection->conn) == CONNECTION_BAD)
            return connection_lose(connection);
        hear_pong(connection, now);
        if (PQstatus(connection->conn) == CONNECTION_BAD)
            return connection_lose(connection);
    }
    if (connection->pinged && now >= connection->give_up_ms)
        connection_lose(connection);
    else if (!connection->pinged && (now - connection->heard_ms >= SILENCE_MS ||
                                     connection->suspicion != atomic_load(&suspicion)))
        connection_ping(connection, now);
}

void
connection_tend(struct connection *connection)
{
    int64_t now = monotonic_ms();

    if (connection->state == CONNECTION_UP && !connection->open &&
        connection->begun_ms < atomic_load(&leave_ms))
        return connection_lose(connection);
    if (connection->state == CONNECTION_UP)
        return check_idle(connection, now);
    if (connection->state == CONNECTION_AWAY) {
        connect_try(connection, now);
    } else if (now >= connection->give_up_ms) {
        connect_failed(connection, "database.connect.failed", "no answer in time");
    } else if (connection->state == CONNECTION_PREPARING) {
        prepare_step(connection);
    } else if (is_ready(connection,
                        connection->wants == PGRES_POLLING_READING ? POLLIN : POLLOUT)) {
        connect_step(connection);
    }
}

int
connection_rest_ms(const struct connection *connection)
{
    int64_t left;

    if (connection->state == CONNECTION_UP)
        return connection->pinged ? REST_PINGED_MS : REST_UP_MS;
    left = connection->state == CONNECTION_AWAY ? connection->next_try_ms - monotonic_ms() : 0;
    return left > REST_TRYING_MS ? (int)left : REST_TRYING_MS;
}

bool
connection_await(struct connection *connection, int64_t deadline_ms)
{
    for (;;) {
        int64_t left = deadline_ms - monotonic_ms();

        connection_tend(connection);
        if (connection_is_up(connection) || left <= 0)
            return connection_is_up(connection);
        poll(NULL, 0,
             left < connection_rest_ms(connection) ? (int)left : connection_rest_ms(connection));
    }
}
