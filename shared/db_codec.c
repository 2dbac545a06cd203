/*
 * Values in PostgreSQL's binary form.
 *
 * Source: the *_send and *_recv functions of PostgreSQL 15 (utils/adt): integers are big-endian,
 * timestamps are microseconds and dates days since 2000-01-01, arrays start with dimensions, a null
 * flag and the element type, jsonb with a version byte.
 */
#include "shared/arena.h"
#include "shared/lane_private.h"
#include "shared/log.h"
#include "shared/must.h"
#include "shared/request.h"

#include <endian.h>
#include <string.h>

#define EPOCH_2000_US INT64_C(946684800000000)

enum { EPOCH_2000_DAYS = 10957, OID_TEXT = 25, OID_UUID = 2950, ARRAY_HEAD = 20 };

static char *
put32(char *at, uint32_t value)
{
    value = htobe32(value);
    memcpy(at, &value, 4);
    return at + 4;
}

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

struct value {
    const char *data; /* NULL: NULL */
    int len;
};

static struct value
copied(struct request *rq, const void *data, size_t len)
{
    char *copy = arena_alloc(rq->arena, len + 1, 1, 8);

    if (len > 0)
        memcpy(copy, data, len);
    return (struct value){copy, (int)len};
}

static struct value
int_value(struct request *rq, enum sql_kind kind, int64_t value)
{
    uint64_t wide = htobe64((uint64_t)value);
    size_t len = kind == SQL_INT2 ? 2 : kind == SQL_INT4 ? 4 : 8;

    return copied(rq, (const char *)&wide + 8 - len, len);
}

static bool
int_fits(enum sql_kind kind, int64_t value)
{
    if (kind == SQL_INT2)
        return value >= INT16_MIN && value <= INT16_MAX;
    return kind != SQL_INT4 || (value >= INT32_MIN && value <= INT32_MAX);
}

static char *
array_head(char *at, uint32_t oid, size_t count)
{
    at = put32(at, 1); /* dimensions */
    at = put32(at, 0); /* no nulls */
    at = put32(at, oid);
    at = put32(at, (uint32_t)count);
    return put32(at, 1); /* lower bound */
}

static struct value
empty_array(struct request *rq, uint32_t oid)
{
    char *data = arena_alloc(rq->arena, 12, 1, 4);

    put32(put32(put32(data, 0), 0), oid);
    return (struct value){data, 12};
}

static struct value
texts_value(struct request *rq, const struct texts *in)
{
    size_t len = ARRAY_HEAD;
    char *data, *at;

    if (in->count == 0)
        return empty_array(rq, OID_TEXT);
    for (size_t i = 0; i < in->count; i++)
        len += 4 + strlen(in->items[i]);
    data = arena_alloc(rq->arena, len, 1, 4);
    at = array_head(data, OID_TEXT, in->count);
    for (size_t i = 0; i < in->count; i++) {
        size_t item = strlen(in->items[i]);

        at = put32(at, (uint32_t)item);
        memcpy(at, in->items[i], item);
        at += item;
    }
    return (struct value){data, (int)len};
}

static struct value
uuids_value(struct request *rq, const struct uuids *in)
{
    size_t len = ARRAY_HEAD + in->count * 20;
    char *data, *at;

    if (in->count == 0)
        return empty_array(rq, OID_UUID);
    data = arena_alloc(rq->arena, len, 1, 4);
    at = array_head(data, OID_UUID, in->count);
    for (size_t i = 0; i < in->count; i++) {
        at = put32(at, 16);
        memcpy(at, in->items[i].b, 16);
        at += 16;
    }
    return (struct value){data, (int)len};
}

static struct value
bytes_value(struct request *rq, const struct bytes *in)
{
    return in->data ? copied(rq, in->data, in->len) : (struct value){NULL, 0};
}

static struct value
json_value(struct request *rq, const char *text)
{
    char *data;

    if (!text)
        return (struct value){NULL, 0};
    data = arena_printf(rq->arena, "\001%s", text);
    return (struct value){data, (int)strlen(data)};
}

static struct value
one_value(struct request *rq, enum sql_kind kind, const void *in)
{
    char day[4];
    uint32_t days;

    switch (kind) {
    case SQL_TEXT: {
        const char *text = *(const char *const *)in;

        return (struct value){text, text ? (int)strlen(text) : 0};
    }
    case SQL_INT2:
    case SQL_INT4:
    case SQL_INT8:
    case SQL_XID8:
        return int_value(rq, kind, *(const int64_t *)in);
    case SQL_BOOL:
        return copied(rq, *(const bool *)in ? "\1" : "\0", 1);
    case SQL_UUID:
        return copied(rq, in, 16);
    case SQL_INSTANT:
    case SQL_MOMENT: /* struct moment begins with its instant */
        return int_value(rq, SQL_INT8, ((const struct instant *)in)->us - EPOCH_2000_US);
    case SQL_DAY:
        days = (uint32_t)(((const struct day *)in)->days - EPOCH_2000_DAYS);
        put32(day, days);
        return copied(rq, day, 4);
    case SQL_BYTES:
        return bytes_value(rq, in);
    case SQL_TEXTS:
        return texts_value(rq, in);
    case SQL_UUIDS:
        return uuids_value(rq, in);
    case SQL_JSON:
        return json_value(rq, *(const char *const *)in);
    }
    must(!"a kind of value");
    return (struct value){NULL, 0};
}

enum err
db_encode(struct request *rq, const struct statement *st, const void *args, struct db_params *out)
{
    unsigned n = st->param_count;

    out->count = (int)n;
    out->values = arena_array(rq->arena, const char *, n + 1);
    out->lengths = arena_array(rq->arena, int, n + 1);
    out->formats = arena_array(rq->arena, int, n + 1);
    for (unsigned i = 0; i < n; i++) {
        const struct sql_param *p = &st->params[i];
        const char *base = args;
        struct value value;

        if (p->via >= 0)
            memcpy(&base, (const char *)args + p->via, sizeof(base));
        out->formats[i] = 1;
        if (p->has_offset >= 0 && !*(const bool *)(base + p->has_offset))
            continue;
        if ((p->kind == SQL_INT2 || p->kind == SQL_INT4) &&
            !int_fits(p->kind, *(const int64_t *)(const void *)(base + p->offset)))
            return ERR_BUG;
        value = one_value(rq, p->kind, base + p->offset);
        out->values[i] = value.data;
        out->lengths[i] = value.len;
    }
    return OK;
}

/* A stretch of a result that is read from its front; `good` goes false at the first missing byte.
 */
struct reader {
    const char *at;
    size_t left;
    bool good;
};

static const char *
take(struct reader *r, size_t len)
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
    const char *at = take(r, 4);

    return at ? get32(at) : 0;
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
        const char *data = take(r, len);

        items[i] = data ? arena_strndup(rq->arena, data, len) : "";
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
        data = take(r, 16);
        if (data)
            memcpy(items[i].b, data, 16);
    }
    *out = (struct uuids){items, count};
}

static int64_t
read_int(struct reader *r)
{
    const char *at = r->at;
    size_t len = r->left;

    take(r, len);
    if (len == 2)
        return (int16_t)((uint8_t)at[0] << 8 | (uint8_t)at[1]);
    if (len == 4)
        return (int32_t)get32(at);
    r->good = len == 8;
    return r->good ? get64(at) : 0;
}

/* Infinite timestamps are the ends of int64_t and do not stand for an instant. */
static void
read_instant(struct reader *r, struct instant *out)
{
    int64_t us = read_int(r);

    r->good = r->good && us != INT64_MIN && us != INT64_MAX;
    if (__builtin_add_overflow(us, EPOCH_2000_US, &out->us))
        r->good = false;
}

static void
read_text(struct request *rq, struct reader *r, const char **out)
{
    size_t len = r->left;

    *out = arena_strndup(rq->arena, take(r, len), len);
}

static void
read_bytes(struct request *rq, struct reader *r, struct bytes *out)
{
    size_t len = r->left;
    uint8_t *data = arena_alloc(rq->arena, len + 1, 1, 8);

    memcpy(data, take(r, len), len);
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
        data = take(r, 1);
        *(bool *)out = data && *data;
        return;
    case SQL_UUID:
        data = take(r, 16);
        if (data)
            memcpy(out, data, 16);
        return;
    case SQL_INSTANT:
    case SQL_MOMENT:
        return read_instant(r, out);
    case SQL_DAY:
        ((struct day *)out)->days = (int32_t)take32(r) + EPOCH_2000_DAYS;
        return;
    case SQL_BYTES:
        return read_bytes(rq, r, out);
    case SQL_TEXTS:
        return read_texts(rq, r, out);
    case SQL_UUIDS:
        return read_uuids(rq, r, out);
    case SQL_JSON:
        data = take(r, 1);
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
        bool null = PQgetisnull(result, row, column);
        struct reader r = {PQgetvalue(result, row, column),
                           (size_t)PQgetlength(result, row, column), true};

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
