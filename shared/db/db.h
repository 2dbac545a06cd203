/*
 * db - PostgreSQL by prepared, binary statements that the generator describes.
 *
 * The generator makes a `struct statement` and one typed function per named query; that function
 * calls db_one, db_many or db_exec.  No SQL text is put together at run time.
 *
 * In a write (DB_WRITE, SLOW, consumers, jobs) the first statement opens the transaction, which the
 * skeleton commits after the handler's OK and rolls back after anything else.  A read runs each
 * statement alone.
 *
 * Ownership: rows and their texts live in the request's arena.
 * Failure:   SQLSTATEs become `enum err` in one table, in db_error.c.  A lost or slow database is
 *   ERR_UNAVAILABLE or ERR_TIMEOUT within the request's deadline; the connection is made again.
 * Threads:   a connection belongs to one worker.
 */
#ifndef SHARED_DB_DB_H
#define SHARED_DB_DB_H

#include "shared/base/err.h"
#include "shared/codec/wire.h"
#include "shared/time/tz.h"

#include <stddef.h>
#include <stdint.h>

struct request;

struct locals {
    const struct local *items;
    size_t count;
};

struct int64s {
    const int64_t *items;
    size_t count;
};

enum sql_kind {
    SQL_TEXT, /* text, citext, varchar: const char * */
    SQL_INT2, /* all integers stand as int64_t; what a kind cannot hold is ERR_BUG, and so is
                 an infinite time or date */
    SQL_INT4,
    SQL_INT8,
    SQL_BOOL,
    SQL_UUID,
    SQL_INSTANT, /* timestamptz: struct instant */
    SQL_MOMENT,  /* timestamptz of a struct moment; a column sets `at` only */
    SQL_DAY,     /* date: struct day */
    SQL_BYTES,   /* bytea: struct bytes; data NULL is NULL */
    SQL_LOCAL,   /* timestamp: struct local */
    SQL_LOCALS,  /* timestamp[]: struct locals */
    SQL_TEXTS,   /* text[]: struct texts; NULL in an argument is NULL */
    SQL_UUIDS,   /* uuid[]: struct uuids */
    SQL_INT8S,   /* bigint[]: struct int64s */
    SQL_XID8,    /* xid8: int64_t */
    SQL_JSON,    /* jsonb: const char *, JSON text */
};

struct sql_param {
    enum sql_kind kind;
    int via; /* offset of the `const struct x *` that holds the value, or -1: the arguments do */
    size_t offset;
    int has_offset; /* false there means NULL; -1: never NULL, or text whose NULL is NULL */
};

struct sql_column {
    enum sql_kind kind;
    size_t offset;
    int has_offset;
    bool nullable; /* NULL in another column is ERR_BUG */
};

/*
 * What `-- locks:` says of a query.  A transaction takes the locks that come first in its database's
 * order by one statement, before any that says `then`; another way is ERR_BUG's kind: a must().
 */
enum sql_locks { LOCKS_UNSAID, LOCKS_FIRST, LOCKS_THEN };

struct statement {
    const char *name, *text;
    const struct sql_param *params;
    unsigned param_count;
    const struct sql_column *columns;
    unsigned column_count;
    size_t row_size;
    enum sql_locks locks;
};

/* Every statement of one database. */
struct statements {
    const struct statement *const *items;
    size_t count;
};

/* The first row; ERR_NOT_FOUND without one. */
enum err db_one(struct request *rq, const struct statement *st, const void *args, void *row);
/* `*rows` is an array of st->row_size structs in the arena. */
enum err db_many(struct request *rq, const struct statement *st, const void *args, void *rows,
                 size_t *count);
/* `affected` may be NULL; with it the statement is never deferred (connection.h). */
enum err db_exec(struct request *rq, const struct statement *st, const void *args,
                 int64_t *affected);

/* The name of the constraint that the last ERR_CONFLICT broke; "" when there is none. */
const char *db_constraint(const struct request *rq);

#endif
