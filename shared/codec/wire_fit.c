/*
 * How many structs fit into so many bytes.
 *
 * Nearly always all do, and that is seen without encoding them: most members take no more than
 * their kind can, so only those of open length are looked at.  Else they are encoded to see.
 */
#include "shared/codec/wire_private.h"

#include <string.h>

enum { HEAD_MOST = 5, INT_MOST = 9, OPEN_MAX = 64 };

/* What each row of a shape may take at most. */
struct most {
    size_t closed; /* names, heads, and members whose length their kind bounds */
    unsigned open_count;
    const struct field *open[OPEN_MAX]; /* the others */
};

static size_t most_of_object(const struct shape *shape, const void *object);

/* 0: as long as what it holds. */
static size_t
most_of_kind(enum field_kind kind)
{
    switch (kind) {
    case FIELD_INT:
        return INT_MOST;
    case FIELD_BOOL:
        return 1;
    case FIELD_UUID:
        return 2 + UUID_TEXT;
    case FIELD_DAY:
    case FIELD_INSTANT:
    case FIELD_MOMENT:
        return 1 + INSTANT_TEXT;
    case FIELD_TEXT:
    case FIELD_OBJECT:
    case FIELD_JSON:
        return 0;
    }
    return 0;
}

static size_t
most_of_one(const struct field *f, const void *value)
{
    if (f->kind == FIELD_OBJECT)
        return most_of_object(f->shape, value);
    if (f->kind == FIELD_JSON)
        return ((const struct bytes *)value)->len;
    if (f->kind == FIELD_TEXT && *(const char *const *)value != NULL)
        return HEAD_MOST + strlen(*(const char *const *)value);
    return HEAD_MOST + most_of_kind(f->kind);
}

static size_t
most_of_array(const struct field *f, const struct wire_array *array)
{
    size_t size = wire_item_size(f), sum = HEAD_MOST;

    for (size_t i = 0; i < array->count; i++)
        sum += most_of_one(f, wire_member(array->items, i * size));
    return sum;
}

static size_t
most_of_member(const struct field *f, const void *object)
{
    const void *value = wire_member(object, f->offset);

    if (wire_is_absent(f, object))
        return 1;
    return f->flags & FIELD_ARRAY ? most_of_array(f, value) : most_of_one(f, value);
}

static size_t
most_of_object(const struct shape *shape, const void *object)
{
    size_t sum = HEAD_MOST;

    for (unsigned i = 0; i < shape->field_count; i++)
        sum +=
            HEAD_MOST + strlen(shape->fields[i].name) + most_of_member(&shape->fields[i], object);
    return sum;
}

static void
look_at(const struct shape *shape, struct most *out)
{
    out->closed = HEAD_MOST;
    out->open_count = 0;
    for (unsigned i = 0; i < shape->field_count; i++) {
        const struct field *f = &shape->fields[i];
        size_t most = f->flags & FIELD_ARRAY ? 0 : most_of_kind(f->kind);

        out->closed += HEAD_MOST + strlen(f->name) + most;
        if (most == 0)
            out->open[out->open_count++] = f;
    }
}

static bool
all_fit(const struct shape *shape, const void *rows, size_t count, size_t bytes)
{
    struct most most;
    size_t sum = 0;

    if (shape->field_count > OPEN_MAX)
        return false;
    look_at(shape, &most);
    for (size_t i = 0; i < count && sum <= bytes; i++) {
        sum += most.closed;
        for (unsigned j = 0; j < most.open_count; j++)
            sum += most_of_member(most.open[j], wire_member(rows, i * shape->size));
    }
    return sum <= bytes;
}

/* For certain: by encoding them. */
static size_t
encoded_fit(const struct shape *shape, const void *rows, size_t count, size_t bytes)
{
    struct buf buf;
    size_t i;

    buf_init(&buf);
    for (i = 0; i < count; i++) {
        wire_encode(&buf, shape, wire_member(rows, i * shape->size));
        if (buf.len > bytes && i > 0)
            break;
    }
    buf_fini(&buf);
    return i;
}

size_t
wire_fit(const struct shape *shape, const void *rows, size_t count, size_t bytes)
{
    return all_fit(shape, rows, count, bytes) ? count : encoded_fit(shape, rows, count, bytes);
}
