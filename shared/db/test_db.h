/*
 * test_db - a request with a connection to a PostgreSQL of the test's own.
 *
 * Threads: the test's main thread.
 */
#ifndef SHARED_DB_TEST_DB_H
#define SHARED_DB_TEST_DB_H

#include "shared/base/arena.h"
#include "shared/base/check.h"
#include "shared/base/clock.h"
#include "shared/db/connection.h"
#include "shared/db/test_pg.h"
#include "shared/request/request.h"

enum { PATIENCE_MS = 30000 };

static struct test_pg pg;
static struct request rq;

/* The request has so long from now on. */
static inline void
begin(int64_t timeout_ms)
{
    rq.why = NULL;
    rq.deadline_ms = monotonic_ms() + timeout_ms;
}

static inline void
come_up(void)
{
    assert_true(connection_await(rq.connection, monotonic_ms() + PATIENCE_MS));
    begin(PATIENCE_MS);
}

/* With a connection for the one set of statements at `sql`, which outlives it. */
static inline void
connect_request(const struct statements *const *sql, enum connection_mode mode)
{
    const struct connection_conf conf = {
        .url = pg.url, .sql = sql, .sql_count = 1, .mode = mode, .statement_timeout_ms = 20000};

    rq = (struct request){
        .arena = arena_new(16 << 20), .event = "test", .connection = connection_new(&conf)};
    come_up();
}

static inline int
disconnect_request(void **state)
{
    (void)state;
    connection_destroy(&rq.connection);
    arena_destroy(rq.arena);
    return 0;
}

#endif
