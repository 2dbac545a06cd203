/*
 * Lists in which most repeats: each row is told by what differs from an earlier one, its base.
 *
 * The base is the last row of the same id, as far as it is remembered, or else the row before; any
 * would be right.  The same comparison measures a list without a walk through all of it.
 */
#include "shared/must.h"
#include "shared/rows.h"
#include "shared/wire_private.h"

enum { BASES = 512 };

/* What the map of a row has without its head. */
struct measure {
    size_t bytes;
    unsigned members;
};

/* The rows by a piece of their ids: the later one of two that share it. */
struct bases {
    struct {
        uint32_t row; /* its index and one; 0: none */
        struct measure measure;
    } slots[BASES];
    struct measure before; /* of the last row of all */
};

struct list {
    const struct shape *shape;
    const void *items;
    size_t count;
};

static const void *
row_of(const struct list *l, size_t index)
{
    return wire_member(l->items, index * l->shape->size);
}

static const struct uuid *
id_of(const struct list *l, size_t index)
{
    return wire_member(row_of(l, index), (size_t)l->shape->id_offset);
}

/* The end of an id is random. */
static size_t
slot_of(const struct uuid *id)
{
    return (size_t)(id->b[14] << 8 | id->b[15]) % BASES;
}

/* Rows back to the base of that row, 0: it has none; with its measure. */
static size_t
find_base(const struct bases *b, const struct list *l, size_t index, struct measure *measure)
{
    size_t slot, row;

    *measure = b->before;
    if (l->shape->id_offset < 0 || index == 0)
        return index > 0;
    slot = slot_of(id_of(l, index));
    row = b->slots[slot].row;
    if (row == 0 || !uuid_equal(*id_of(l, row - 1), *id_of(l, index)))
        return 1;
    *measure = b->slots[slot].measure;
    return index - (row - 1);
}

static void
note_base(struct bases *b, const struct list *l, size_t index, struct measure measure)
{
    size_t slot;

    b->before = measure;
    if (l->shape->id_offset < 0)
        return;
    slot = slot_of(id_of(l, index));
    b->slots[slot].row = (uint32_t)index + 1;
    b->slots[slot].measure = measure;
}

static void
put_number(struct out *o, uint64_t n, unsigned width)
{
    while (width-- > 0)
        wire_put_byte(o, (uint8_t)(n >> 8 * width));
}

static void
put_row(struct out *o, const struct list *l, size_t index, size_t back)
{
    const struct shape *shape = l->shape;
    const void *row = row_of(l, index);
    uint64_t mask = UINT64_MAX;

    put_number(o, back, 2);
    if (back > 0) {
        mask = wire_differing(shape, row, row_of(l, index - back));
        put_number(o, mask, (shape->field_count + 7) / 8);
    }
    for (unsigned i = 0; i < shape->field_count; i++) {
        if (!(mask >> i & 1))
            continue;
        if (wire_is_left_out(&shape->fields[i], row))
            wire_put_byte(o, ROWS_ABSENT);
        else
            wire_put_value(o, &shape->fields[i], row);
    }
}

static void
put_rows(struct out *o, const struct list *l)
{
    struct bases bases = {.before = {0}};
    struct measure none;

    put_number(o, l->shape->field_count, 1);
    for (unsigned i = 0; i < l->shape->field_count; i++)
        wire_put_name(o, &l->shape->fields[i]);
    put_number(o, l->count, 2);
    for (size_t i = 0; i < l->count; i++) {
        put_row(o, l, i, find_base(&bases, l, i, &none));
        note_base(&bases, l, i, none);
    }
}

/* The length of an extension value stands before it. */
static void
set_length(struct buf *buf, size_t at, size_t len)
{
    must(len <= UINT32_MAX);
    for (int i = 0; i < 4; i++)
        buf->data[at + (size_t)i] = (uint8_t)(len >> (24 - 8 * i));
}

bool
wire_put_rows(struct out *o, const struct field *f, const struct wire_array *array)
{
    const struct list list = {f->shape, array->items, array->count};
    size_t at;

    if (f->kind != FIELD_OBJECT || array->count < 2 || array->count > ROWS_MAX ||
        f->shape->field_count == 0 || f->shape->field_count > ROWS_FIELDS)
        return false;
    must(o->buf);
    wire_put_byte(o, ROWS_EXT);
    at = o->buf->len;
    put_number(o, 0, 4);
    wire_put_byte(o, ROWS_TYPE);
    o->rows = false;
    put_rows(o, &list);
    o->rows = true;
    set_length(o->buf, at, o->buf->len - at - 5);
    return true;
}

static size_t
value_size(const struct field *f, const void *row)
{
    struct out o = {.buf = NULL};

    wire_put_value(&o, f, row);
    return o.len;
}

static size_t
name_size(const struct field *f)
{
    struct out o = {.buf = NULL};

    wire_put_name(&o, f);
    return o.len;
}

/* The member of `row` instead of that of `base`, which may be NULL. */
static void
measure_member(struct measure *m, const struct field *f, const void *row, const void *base)
{
    bool has = !wire_is_left_out(f, row), had = base && !wire_is_left_out(f, base);

    if (has)
        m->bytes += value_size(f, row);
    if (had)
        m->bytes -= value_size(f, base);
    if (has && !had) {
        m->bytes += name_size(f);
        m->members++;
    } else if (had && !has) {
        m->bytes -= name_size(f);
        m->members--;
    }
}

/* Of `row`, by `m` of its base where they do not differ; without a base `m` is empty. */
static struct measure
measure_by(const struct shape *shape, const void *row, const void *base, struct measure m)
{
    uint64_t mask = base ? wire_differing(shape, row, base) : UINT64_MAX;

    for (unsigned i = 0; i < shape->field_count; i++)
        if (mask >> i & 1)
            measure_member(&m, &shape->fields[i], row, base);
    return m;
}

static size_t
size_of(struct measure m)
{
    struct out head = {.buf = NULL};

    wire_put_map(&head, m.members);
    return head.len + m.bytes;
}

static size_t
fit(const struct list *l, size_t bytes)
{
    struct bases bases = {.before = {0}};
    struct measure m;
    size_t sum = 0;

    for (size_t i = 0; i < l->count; i++) {
        size_t back = find_base(&bases, l, i, &m);

        m = measure_by(l->shape, row_of(l, i), back ? row_of(l, i - back) : NULL, m);
        sum += size_of(m);
        if (sum > bytes && i > 0)
            return i;
        note_base(&bases, l, i, m);
    }
    return l->count;
}

/* Without bases, whatever the shape. */
static size_t
fit_one_by_one(const struct list *l, size_t bytes)
{
    size_t sum = 0;

    for (size_t i = 0; i < l->count; i++) {
        sum += wire_size(l->shape, row_of(l, i));
        if (sum > bytes && i > 0)
            return i;
    }
    return l->count;
}

size_t
wire_fit(const struct shape *shape, const void *rows, size_t count, size_t bytes)
{
    const struct list list = {shape, rows, count};

    return shape->field_count <= ROWS_FIELDS ? fit(&list, bytes) : fit_one_by_one(&list, bytes);
}
