/*
 * Parameters in PostgreSQL's binary form; db_decode.c reads the same forms.
 *
 *   smallint, integer, bigint   2, 4 or 8 bytes, big-endian, as every number below
 *   boolean                     1 byte
 *   text, citext, varchar       the bytes
 *   uuid                        16 bytes
 *   bytea                       the bytes
 *   timestamptz, timestamp      8 bytes: microseconds since 2000-01-01 00:00, of UTC or of the wall
 *   date                        4 bytes: days since 2000-01-01
 *   jsonb                       a byte 1, then the JSON text
 *   xid8                        8 bytes
 *   array                       dimensions, has-nulls, element type (4 bytes each), and of the one
 *                               dimension its length and lower bound; then of each element its
 *                               length (4 bytes, -1 of a NULL) and its bytes
 *
 * Source: the *_send and *_recv functions of PostgreSQL 15 (src/backend/utils/adt).
 */
#include "shared/base/arena.h"
#include "shared/base/must.h"
#include "shared/db/connection_private.h"
#include "shared/request/request.h"

#include <endian.h>
#include <string.h>

enum { OID_INT8 = 20, OID_TEXT = 25, OID_TIMESTAMP = 1114, OID_UUID = 2950, ARRAY_HEAD = 20 };

static char *
put32(char *at, uint32_t value)
{
    value = htobe32(value);
    memcpy(at, &value, 4);
    return at + 4;
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

/* The ends of int64_t stand for infinity, and the first of them would be reached. */
static bool
time_fits(int64_t us)
{
    return !__builtin_sub_overflow(us, EPOCH_2000_US, &us) && us != INT64_MIN;
}

static bool
times_fit(const struct locals *in)
{
    bool fit = true;

    for (size_t i = 0; fit && i < in->count; i++)
        fit = time_fits(in->items[i].us);
    return fit;
}

static bool
day_fits(int32_t days)
{
    return !__builtin_sub_overflow(days, EPOCH_2000_DAYS, &days) && days != INT32_MIN;
}

static bool
number_fits(enum sql_kind kind, int64_t value)
{
    if (kind == SQL_INT2)
        return value >= INT16_MIN && value <= INT16_MAX;
    return kind != SQL_INT4 || (value >= INT32_MIN && value <= INT32_MAX);
}

static bool
value_fits(enum sql_kind kind, const void *in)
{
    if (kind == SQL_INT2 || kind == SQL_INT4)
        return number_fits(kind, *(const int64_t *)in);
    if (kind == SQL_INSTANT || kind == SQL_MOMENT || kind == SQL_LOCAL)
        return time_fits(((const struct instant *)in)->us);
    if (kind == SQL_DAY)
        return day_fits(((const struct day *)in)->days);
    return kind != SQL_LOCALS || times_fit(in);
}

static char *
array_head(char *at, uint32_t oid, size_t count, bool nulls)
{
    at = put32(at, 1); /* dimensions */
    at = put32(at, nulls);
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

static char *
put_item(char *at, const char *text)
{
    size_t len = text != NULL ? strlen(text) : 0;

    at = put32(at, text != NULL ? (uint32_t)len : UINT32_MAX);
    if (len > 0)
        memcpy(at, text, len);
    return at + len;
}

static struct value
texts_value(struct request *rq, const struct texts *in)
{
    size_t len = ARRAY_HEAD;
    bool nulls = false;
    char *data, *at;

    if (in->count == 0)
        return empty_array(rq, OID_TEXT);
    for (size_t i = 0; i < in->count; i++) {
        len += 4 + (in->items[i] != NULL ? strlen(in->items[i]) : 0);
        nulls |= in->items[i] == NULL;
    }
    data = arena_alloc(rq->arena, len, 1, 4);
    at = array_head(data, OID_TEXT, in->count, nulls);
    for (size_t i = 0; i < in->count; i++)
        at = put_item(at, in->items[i]);
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
    at = array_head(data, OID_UUID, in->count, false);
    for (size_t i = 0; i < in->count; i++) {
        at = put32(at, 16);
        memcpy(at, in->items[i].b, 16);
        at += 16;
    }
    return (struct value){data, (int)len};
}

static char *
put_item64(char *at, int64_t value)
{
    uint64_t wide = htobe64((uint64_t)value);

    at = put32(at, 8);
    memcpy(at, &wide, 8);
    return at + 8;
}

static struct value
locals_value(struct request *rq, const struct locals *in)
{
    size_t len = ARRAY_HEAD + in->count * 12;
    char *data, *at;

    if (in->count == 0)
        return empty_array(rq, OID_TIMESTAMP);
    data = arena_alloc(rq->arena, len, 1, 4);
    at = array_head(data, OID_TIMESTAMP, in->count, false);
    for (size_t i = 0; i < in->count; i++)
        at = put_item64(at, in->items[i].us - EPOCH_2000_US);
    return (struct value){data, (int)len};
}

static struct value
int64s_value(struct request *rq, const struct int64s *in)
{
    size_t len = ARRAY_HEAD + in->count * 12;
    char *data, *at;

    if (in->count == 0)
        return empty_array(rq, OID_INT8);
    data = arena_alloc(rq->arena, len, 1, 4);
    at = array_head(data, OID_INT8, in->count, false);
    for (size_t i = 0; i < in->count; i++)
        at = put_item64(at, in->items[i]);
    return (struct value){data, (int)len};
}

static struct value
bytes_value(struct request *rq, const struct bytes *in)
{
    return in->data != NULL ? copied(rq, in->data, in->len) : (struct value){NULL, 0};
}

static struct value
json_value(struct request *rq, const char *text)
{
    char *data;

    if (text == NULL)
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

        return (struct value){text, text != NULL ? (int)strlen(text) : 0};
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
    case SQL_LOCAL:
        return int_value(rq, SQL_INT8, ((const struct instant *)in)->us - EPOCH_2000_US);
    case SQL_DAY:
        days = (uint32_t)(((const struct day *)in)->days - EPOCH_2000_DAYS);
        put32(day, days);
        return copied(rq, day, 4);
    case SQL_BYTES:
        return bytes_value(rq, in);
    case SQL_LOCALS:
        return locals_value(rq, in);
    case SQL_TEXTS:
        return texts_value(rq, in);
    case SQL_UUIDS:
        return uuids_value(rq, in);
    case SQL_INT8S:
        return int64s_value(rq, in);
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
            memcpy(&base, (const char *)args + p->via, sizeof base);
        out->formats[i] = 1;
        if (p->has_offset >= 0 && !*(const bool *)(base + p->has_offset))
            continue;
        if (!value_fits(p->kind, base + p->offset))
            return ERR_BUG;
        value = one_value(rq, p->kind, base + p->offset);
        out->values[i] = value.data;
        out->lengths[i] = value.len;
    }
    return OK;
}
