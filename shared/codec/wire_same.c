/* Whether two structs of a shape would be encoded alike, member by member. */
#include "shared/codec/wire_private.h"

#include <string.h>

static bool
is_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
is_same_moment(const struct moment *a, const struct moment *b)
{
    return a->at.us == b->at.us && a->is_date == b->is_date;
}

static bool
is_same_json(const struct bytes *a, const struct bytes *b)
{
    return a->len == b->len && (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

/* Objects inside are small and few: what has more members than a mask is never the same. */
static bool
is_same_object(const struct shape *shape, const void *a, const void *b)
{
    return shape->field_count <= 64 && wire_differing(shape, a, b) == 0;
}

static bool
is_same_one(const struct field *f, const void *a, const void *b)
{
    switch (f->kind) {
    case FIELD_TEXT:
        return is_same_text(*(const char *const *)a, *(const char *const *)b);
    case FIELD_INT:
        return *(const int64_t *)a == *(const int64_t *)b;
    case FIELD_BOOL:
        return *(const bool *)a == *(const bool *)b;
    case FIELD_UUID:
        return memcmp(a, b, sizeof(struct uuid)) == 0;
    case FIELD_DAY:
        return ((const struct day *)a)->days == ((const struct day *)b)->days;
    case FIELD_INSTANT:
        return ((const struct instant *)a)->us == ((const struct instant *)b)->us;
    case FIELD_MOMENT:
        return is_same_moment(a, b);
    case FIELD_OBJECT:
        return is_same_object(f->shape, a, b);
    case FIELD_JSON:
        return is_same_json(a, b);
    }
    return false;
}

static bool
is_same_array(const struct field *f, const struct wire_array *a, const struct wire_array *b)
{
    size_t size;

    if (a->count != b->count)
        return false;
    if (a->items == b->items)
        return true;
    size = wire_item_size(f);
    for (size_t i = 0; i < a->count; i++)
        if (!is_same_one(f, wire_member(a->items, i * size), wire_member(b->items, i * size)))
            return false;
    return true;
}

/* What is absent has no value to compare, whatever its struct holds. */
static bool
is_same_member(const struct field *f, const void *a, const void *b)
{
    const void *x = wire_member(a, f->offset), *y = wire_member(b, f->offset);

    if (f->flags & FIELD_AS_SENT)
        return true;
    if (f->kind == FIELD_TEXT && !(f->flags & FIELD_ARRAY))
        return is_same_text(*(const char *const *)x, *(const char *const *)y);
    if (f->has_offset >= 0) {
        bool absent = wire_is_absent(f, a);

        if (absent != wire_is_absent(f, b))
            return false;
        if (absent)
            return true;
    }
    return f->flags & FIELD_ARRAY ? is_same_array(f, x, y) : is_same_one(f, x, y);
}

uint64_t
wire_differing(const struct shape *shape, const void *a, const void *b)
{
    uint64_t mask = 0;

    for (unsigned i = 0; i < shape->field_count; i++)
        mask |= (uint64_t)!is_same_member(&shape->fields[i], a, b) << i;
    return mask;
}
