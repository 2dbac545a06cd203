/*
 * Results from PostgreSQL's binary form; db_encode.c names the source and the forms.
 */
#include "shared/base/arena.h"
#include "shared/base/log.h"
#include "shared/db/connection_private.h"
#include "shared/request/request.h"

#include <endian.h>
#include <string.h>

static uint32_t
get32(const char *at)
{
    uint32_t value;

    memcpy(&value, at, 4);
    return be32toh(value);
}

static int64_t
get64(const char *at)
{
    uint64_t value;

    memcpy(&value, at, 8);
    return (int64_t)be64toh(value);
}

/* A stretch of a result that is read from its front; `good` goes false at the first missing byte.
 */
struct reader {
    const char *at;
    size_t left;
    bool good;
};

static const char *
db_decode_take(struct reader *r, size_t len)
{
    const char *at = r->at;

    if (r->left < len) {
        r->good = false;
        return NULL;
    }
    r->at += len;
    r->left -= len;
    return at;
}

static uint32_t
take32(struct reader *r)
{
    const char *at = db_decode_take(r, 4);

    return at != NULL ? get32(at) : 0;
}

/* The number of elements that follow; an array of more dimensions or with nulls is not ours. */
static size_t
array_begin(struct reader *r)
{
    uint32_t dimensions = take32(r), nulls = take32(r), count;

    take32(r); /* element type */
    if (dimensions == 0)
        return 0;
    count = take32(r);
    take32(r); /* lower bound */
    r->good = r->good && dimensions == 1 && nulls == 0 && count <= r->left / 4;
    return r->good ? count : 0;
}

static void
read_texts(struct request *rq, struct reader *r, struct texts *out)
{
    size_t count = array_begin(r);
    const char **items = arena_array(rq->arena, const char *, count + 1);

    for (size_t i = 0; i < count && r->good; i++) {
        size_t len = take32(r);
        const char *data = db_decode_take(r, len);

        items[i] = data != NULL ? arena_strndup(rq->arena, data, len) : "";
    }
    *out = (struct texts){items, count};
}

static void
read_uuids(struct request *rq, struct reader *r, struct uuids *out)
{
    size_t count = array_begin(r);
    struct uuid *items = arena_array(rq->arena, struct uuid, count + 1);

    for (size_t i = 0; i < count && r->good; i++) {
        const char *data;

        r->good = take32(r) == 16;
        data = db_decode_take(r, 16);
        if (data != NULL)
            memcpy(items[i].b, data, 16);
    }
    *out = (struct uuids){items, count};
}

static int64_t
read_int(struct reader *r)
{
    const char *at = r->at;
    size_t len = r->left;

    db_decode_take(r, len);
    if (len == 2)
        return (int16_t)((uint8_t)at[0] << 8 | (uint8_t)at[1]);
    if (len == 4)
        return (int32_t)get32(at);
    r->good = len == 8;
    return r->good ? get64(at) : 0;
}

/* Infinite timestamps are the ends of int64_t and do not stand for an instant. */
static bool
from_2000(int64_t us, int64_t *out)
{
    return us != INT64_MIN && us != INT64_MAX && !__builtin_add_overflow(us, EPOCH_2000_US, out);
}

static void
read_instant(struct reader *r, struct instant *out)
{
    int64_t us = read_int(r);

    r->good = r->good && from_2000(us, &out->us);
}

/* As with timestamps, the ends are infinite. */
static void
read_day(struct reader *r, struct day *out)
{
    int32_t days = (int32_t)take32(r);

    r->good = r->good && days != INT32_MIN && days != INT32_MAX &&
              !__builtin_add_overflow(days, EPOCH_2000_DAYS, &out->days);
}

static void
read_locals(struct request *rq, struct reader *r, struct locals *out)
{
    size_t count = array_begin(r);
    struct local *items = arena_array(rq->arena, struct local, count + 1);

    for (size_t i = 0; i < count && r->good; i++) {
        const char *data;

        r->good = take32(r) == 8;
        data = db_decode_take(r, 8);
        r->good = r->good && from_2000(get64(data), &items[i].us);
    }
    *out = (struct locals){items, count};
}

static void
read_int64s(struct request *rq, struct reader *r, struct int64s *out)
{
    size_t count = array_begin(r);
    int64_t *items = arena_array(rq->arena, int64_t, count + 1);

    for (size_t i = 0; i < count && r->good; i++) {
        const char *data;

        r->good = take32(r) == 8;
        data = db_decode_take(r, 8);
        if (r->good)
            items[i] = get64(data);
    }
    *out = (struct int64s){items, count};
}

static void
read_text(struct request *rq, struct reader *r, const char **out)
{
    size_t len = r->left;

    *out = arena_strndup(rq->arena, db_decode_take(r, len), len);
}

static void
read_bytes(struct request *rq, struct reader *r, struct bytes *out)
{
    size_t len = r->left;
    uint8_t *data = arena_alloc(rq->arena, len + 1, 1, 8);

    memcpy(data, db_decode_take(r, len), len);
    *out = (struct bytes){data, len};
}

static void
read_one(struct request *rq, enum sql_kind kind, struct reader *r, void *out)
{
    const char *data;

    switch (kind) {
    case SQL_TEXT:
        return read_text(rq, r, out);
    case SQL_INT2:
    case SQL_INT4:
    case SQL_INT8:
    case SQL_XID8:
        *(int64_t *)out = read_int(r);
        return;
    case SQL_BOOL:
        data = db_decode_take(r, 1);
        *(bool *)out = data != NULL && *data;
        return;
    case SQL_UUID:
        data = db_decode_take(r, 16);
        if (data != NULL)
            memcpy(out, data, 16);
        return;
    case SQL_INSTANT:
    case SQL_MOMENT:
    case SQL_LOCAL:
        return read_instant(r, out);
    case SQL_DAY:
        return read_day(r, out);
    case SQL_BYTES:
        return read_bytes(rq, r, out);
    case SQL_LOCALS:
        return read_locals(rq, r, out);
    case SQL_INT8S:
        return read_int64s(rq, r, out);
    case SQL_TEXTS:
        return read_texts(rq, r, out);
    case SQL_UUIDS:
        return read_uuids(rq, r, out);
    case SQL_JSON:
        data = db_decode_take(r, 1);
        r->good = r->good && *data == 1;
        return read_text(rq, r, out);
    }
}

static enum err
bad_column(const struct statement *st, const PGresult *result, int column, const char *why)
{
    log_event(LOG_ERROR, "database.column.bad", "statement=%s column=%s why=%s", st->name,
              PQfname(result, column), log_quote(why));
    return ERR_BUG;
}

enum err
db_decode(struct request *rq, const struct statement *st, const PGresult *result, int row,
          void *out)
{
    char *base = out;

    for (unsigned i = 0; i < st->column_count; i++) {
        const struct sql_column *c = &st->columns[i];
        int column = (int)i;
        struct reader r = {PQgetvalue(result, row, column),
                           (size_t)PQgetlength(result, row, column), true};
        bool null = r.left == 0 && PQgetisnull(result, row, column);

        if (c->has_offset >= 0)
            *(bool *)(base + c->has_offset) = !null;
        if (null && !c->nullable)
            return bad_column(st, result, column, "is NULL");
        if (null)
            continue;
        read_one(rq, c->kind, &r, base + c->offset);
        if (!r.good || r.left != 0)
            return bad_column(st, result, column, "has another binary form");
    }
    return OK;
}
