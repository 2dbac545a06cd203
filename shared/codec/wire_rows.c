/*
 * Structs to rows (their format: rows.h): each row is told by what differs from an earlier one, its
 * base.
 *
 * Any earlier row is a right base; the fewer members differ, the shorter it gets.  Occurrences of a
 * series differ least from each other, so it is the last row of the same id as far as that is
 * remembered (a table by the last bytes of ids, in which a later row replaces an earlier one), and
 * the row before otherwise.
 */
#include "shared/codec/pack.h"
#include "shared/codec/rows.h"
#include "shared/codec/wire_private.h"

enum { BASES = 512 };

/* The rows by a piece of their ids, of two that share it the later one: its index and one. */
struct bases {
    uint16_t rows[BASES];
};

struct list {
    const struct shape *shape;
    const void *items;
    size_t count;
};

static const void *
wire_rows_row_of(const struct list *l, size_t index)
{
    return wire_member(l->items, index * l->shape->size);
}

static const struct uuid *
id_of(const struct list *l, size_t index)
{
    return wire_member(wire_rows_row_of(l, index), (size_t)l->shape->id_offset);
}

/* Rows back to the base of that row, 0: it has none.  The row itself is one from now on. */
static size_t
find_base(struct bases *b, const struct list *l, size_t index)
{
    const struct uuid *id;
    size_t slot, before;

    if (l->shape->id_offset < 0)
        return index > 0;
    id = id_of(l, index);
    slot = (size_t)(id->b[14] << 8 | id->b[15]) % BASES; /* the end of an id is random */
    before = b->rows[slot];
    b->rows[slot] = (uint16_t)(index + 1);
    if (before > 0 && uuid_equal(*id_of(l, before - 1), *id))
        return index - (before - 1);
    return index > 0;
}

static void
put_row(struct out *o, const struct list *l, size_t index, size_t back)
{
    const struct shape *shape = l->shape;
    const void *row = wire_rows_row_of(l, index);
    uint64_t mask = UINT64_MAX;

    pack_number(o->buf, back, 2);
    if (back > 0) {
        mask = wire_differing(shape, row, wire_rows_row_of(l, index - back));
        pack_number(o->buf, mask, (shape->field_count + 7) / 8);
    }
    for (unsigned i = 0; i < shape->field_count; i++) {
        if (!(mask >> i & 1))
            continue;
        if (wire_is_left_out(&shape->fields[i], row))
            pack_number(o->buf, ROWS_ABSENT, 1);
        else
            wire_put_value(o, &shape->fields[i], row);
    }
}

static void
put_rows(struct out *o, const struct list *l)
{
    struct bases bases = {.rows = {0}};

    pack_number(o->buf, l->shape->field_count, 1);
    for (unsigned i = 0; i < l->shape->field_count; i++)
        pack_word(o->buf, l->shape->fields[i].name);
    pack_number(o->buf, l->count, 2);
    for (size_t i = 0; i < l->count; i++)
        put_row(o, l, i, find_base(&bases, l, i));
}

bool
wire_put_rows(struct out *o, const struct field *f, const struct wire_array *array)
{
    const struct list list = {f->shape, array->items, array->count};
    size_t begun;

    if (f->kind != FIELD_OBJECT || array->count < 2 || array->count > ROWS_MAX ||
        f->shape->field_count == 0 || f->shape->field_count > ROWS_FIELDS)
        return false;
    begun = pack_extension_begin(o->buf, ROWS_TYPE);
    o->in_rows = true;
    put_rows(o, &list);
    o->in_rows = false;
    pack_extension_end(o->buf, begun);
    return true;
}
