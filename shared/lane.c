#include "shared/lane.h"

#include "shared/clock.h"
#include "shared/lane_private.h"
#include "shared/log.h"
#include "shared/must.h"

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
    REST_UP_MS = 500,  /* a connection that died while idle is noticed after this */
    REST_TRYING_MS = 5,
    REST_PINGED_MS = 20,
    SILENCE_MS = 5000, /* an idle connection is asked after this */
    PING_MS = 2000,    /* and answers within this, or is closed */
};

/* Counts the answers that did not come, over all lanes. */
static atomic_uint suspicion;

/* BEGIN and the like are prepared too, so that the connection never leaves the extended protocol.
 */
static const struct {
    const char *name, *text;
} verbs[] = {
    {"begin", "BEGIN"},
    {"commit", "COMMIT"},
    {"rollback", "ROLLBACK"},
};

struct lane *
lane_new(const struct lane_conf *conf)
{
    struct lane *lane = calloc(1, sizeof(*lane));

    must(lane);
    lane->conf = *conf;
    lane->mode = conf->mode;
    lane->back_off_ms = BACK_OFF_MIN_MS;
    return lane;
}

void
lane_destroy(struct lane **lane)
{
    if (!*lane)
        return;
    PQfinish((*lane)->conn);
    free(*lane);
    *lane = NULL;
}

bool
lane_is_up(const struct lane *lane)
{
    return lane->state == LANE_UP;
}

void
lane_set_mode(struct lane *lane, enum lane_mode mode)
{
    must(!lane->open);
    lane->mode = mode;
}

void
lane_lose(struct lane *lane)
{
    if (lane->state == LANE_UP)
        log_event(LOG_WARN, "database.connection.lost", "again_ms=%lld",
                  (long long)lane->back_off_ms);
    PQfinish(lane->conn);
    lane->conn = NULL;
    lane->state = LANE_AWAY;
    lane->open = lane->pinged = false;
    lane->queued_count = 0;
    lane->next_try_ms = monotonic_ms() + lane->back_off_ms;
    lane->back_off_ms =
        lane->back_off_ms * 2 > BACK_OFF_MAX_MS ? BACK_OFF_MAX_MS : lane->back_off_ms * 2;
}

bool
lane_poll(struct lane *lane, short events, int64_t deadline_ms)
{
    struct pollfd fd = {.fd = PQsocket(lane->conn), .events = events};

    for (;;) {
        int64_t left = deadline_ms - monotonic_ms();
        int ready = poll(&fd, 1, left > 0 ? (int)left : 0);

        if (ready > 0)
            return true;
        if (ready == 0 && left <= 0)
            return false;
        must(ready == 0 || errno == EINTR || errno == EAGAIN);
    }
}

static void
connect_failed(struct lane *lane, const char *event, const char *why)
{
    log_event(LOG_WARN, event, "why=%s", log_quote(why));
    lane_lose(lane);
}

static void
no_notice(void *arg, const PGresult *result)
{
    (void)arg;
    (void)result;
}

/*
 * The server ends what its client no longer waits for: a statement by its timeout or when the
 * connection is gone, a forgotten transaction after a minute.  Each statement is planned once, for
 * any arguments: planning costs more than most of them take.  A plan made while the tables are
 * small must serve when they are large, so it goes by index from the start.
 */
static void
connect_begin(struct lane *lane)
{
    char options[300];
    const char *keys[] = {"dbname",          "options",          "fallback_application_name",
                          "keepalives_idle", "tcp_user_timeout", NULL};
    const char *values[] = {lane->conf.url, options, "almanac", "30", "10000", NULL};

    snprintf(options, sizeof(options),
             "-c statement_timeout=%lld -c idle_in_transaction_session_timeout=60000 "
             "-c client_connection_check_interval=1000 -c timezone=UTC "
             "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off",
             (long long)lane->conf.statement_timeout_ms);
    lane->conn = PQconnectStartParams(keys, values, 1);
    must(lane->conn);
    PQsetNoticeReceiver(lane->conn, no_notice, NULL);
    lane->state = LANE_CONNECTING;
    lane->wants = PGRES_POLLING_WRITING;
    lane->give_up_ms = monotonic_ms() + CONNECT_MS;
    if (PQstatus(lane->conn) == CONNECTION_BAD)
        connect_failed(lane, "database.connect.failed", PQerrorMessage(lane->conn));
}

static bool
prepare_send(struct lane *lane)
{
    PGconn *conn = lane->conn;

    if (PQsetnonblocking(conn, 1) != 0 || !PQenterPipelineMode(conn))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
        if (!PQsendPrepare(conn, verbs[i].name, verbs[i].text, 0, NULL))
            return false;
    for (size_t i = 0; i < lane->conf.sql_count; i++) {
        const struct statements *sql = lane->conf.sql[i];

        for (size_t j = 0; j < sql->count; j++)
            if (!PQsendPrepare(conn, sql->items[j]->name, sql->items[j]->text, 0, NULL))
                return false;
    }
    return PQpipelineSync(conn) == 1;
}

static void
connect_step(struct lane *lane)
{
    lane->wants = PQconnectPoll(lane->conn);
    if (lane->wants == PGRES_POLLING_FAILED)
        return connect_failed(lane, "database.connect.failed", PQerrorMessage(lane->conn));
    if (lane->wants != PGRES_POLLING_OK)
        return;
    lane->state = LANE_PREPARING;
    lane->prepared = 0;
    if (!prepare_send(lane))
        connect_failed(lane, "database.connect.failed", PQerrorMessage(lane->conn));
}

static void
connect_done(struct lane *lane)
{
    lane->state = LANE_UP;
    lane->back_off_ms = BACK_OFF_MIN_MS;
    lane->open = lane->spoiled = lane->announced = lane->deferring = false;
    lane->queued_count = 0;
    lane->heard_ms = monotonic_ms();
    lane->suspicion = atomic_load(&suspicion);
    log_event(LOG_DEBUG, "database.connect.done", "statements=%zu", lane->prepared);
}

/* Results alternate with NULL, one pair for each statement, then comes the sync. */
static void
prepare_step(struct lane *lane)
{
    PGresult *result;

    if (PQflush(lane->conn) < 0 || !PQconsumeInput(lane->conn))
        return connect_failed(lane, "database.connect.failed", PQerrorMessage(lane->conn));
    while (!PQisBusy(lane->conn)) {
        result = PQgetResult(lane->conn);
        if (!result)
            continue;
        if (PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
            PQclear(result);
            return connect_done(lane);
        }
        if (PQresultStatus(result) != PGRES_COMMAND_OK) {
            connect_failed(lane, "database.prepare.failed", PQresultErrorMessage(result));
            PQclear(result);
            return;
        }
        lane->prepared++;
        PQclear(result);
    }
}

static bool
readable(struct lane *lane, short events)
{
    struct pollfd fd = {.fd = PQsocket(lane->conn), .events = events};

    return poll(&fd, 1, 0) > 0;
}

void
lane_suspect(void)
{
    atomic_fetch_add(&suspicion, 1);
}

/* An empty flight: the server answers the sync alone. */
static void
ping(struct lane *lane, int64_t now)
{
    lane->suspicion = atomic_load(&suspicion);
    lane->give_up_ms = now + PING_MS;
    lane->pinged = PQpipelineSync(lane->conn) == 1;
    if (!lane->pinged)
        lane_lose(lane);
}

static void
hear_pong(struct lane *lane, int64_t now)
{
    PGresult *result;

    while (lane->pinged && !PQisBusy(lane->conn) && (result = PQgetResult(lane->conn)) != NULL) {
        lane->pinged = PQresultStatus(result) != PGRES_PIPELINE_SYNC;
        lane->heard_ms = now;
        PQclear(result);
    }
}

/* What an idle connection says unasked is only that the server goes away. */
static void
check_idle(struct lane *lane, int64_t now)
{
    if (readable(lane, POLLIN)) {
        if (!PQconsumeInput(lane->conn) || PQstatus(lane->conn) == CONNECTION_BAD)
            return lane_lose(lane);
        hear_pong(lane, now);
        if (PQstatus(lane->conn) == CONNECTION_BAD)
            return lane_lose(lane);
    }
    if (lane->pinged && now >= lane->give_up_ms)
        lane_lose(lane);
    else if (!lane->pinged &&
             (now - lane->heard_ms >= SILENCE_MS || lane->suspicion != atomic_load(&suspicion)))
        ping(lane, now);
}

void
lane_tend(struct lane *lane)
{
    int64_t now = monotonic_ms();

    if (lane->state == LANE_UP)
        return check_idle(lane, now);
    if (lane->state == LANE_AWAY) {
        if (now >= lane->next_try_ms)
            connect_begin(lane);
    } else if (now >= lane->give_up_ms) {
        connect_failed(lane, "database.connect.failed", "no answer in time");
    } else if (lane->state == LANE_PREPARING) {
        prepare_step(lane);
    } else if (readable(lane, lane->wants == PGRES_POLLING_READING ? POLLIN : POLLOUT)) {
        connect_step(lane);
    }
}

int
lane_rest_ms(const struct lane *lane)
{
    int64_t left;

    if (lane->state == LANE_UP)
        return lane->pinged ? REST_PINGED_MS : REST_UP_MS;
    left = lane->state == LANE_AWAY ? lane->next_try_ms - monotonic_ms() : 0;
    return left > REST_TRYING_MS ? (int)left : REST_TRYING_MS;
}

bool
lane_await(struct lane *lane, int64_t deadline_ms)
{
    for (;;) {
        int64_t left = deadline_ms - monotonic_ms();

        lane_tend(lane);
        if (lane_is_up(lane) || left <= 0)
            return lane_is_up(lane);
        poll(NULL, 0, left < lane_rest_ms(lane) ? (int)left : lane_rest_ms(lane));
    }
}
