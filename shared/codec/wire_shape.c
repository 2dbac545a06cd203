/* What a shape says about a struct of it. */
#include "shared/codec/wire_private.h"

#include <string.h>

const struct field *
shape_find(const struct shape *shape, const char *name, size_t len)
{
    for (unsigned i = 0; i < shape->field_count; i++)
        if (strlen(shape->fields[i].name) == len && memcmp(shape->fields[i].name, name, len) == 0)
            return &shape->fields[i];
    return NULL;
}

size_t
wire_item_size(const struct field *f)
{
    static const size_t sizes[] = {
        [FIELD_TEXT] = sizeof(char *),
        [FIELD_INT] = sizeof(int64_t),
        [FIELD_BOOL] = sizeof(bool),
        [FIELD_UUID] = sizeof(struct uuid),
        [FIELD_INSTANT] = sizeof(struct instant),
        [FIELD_DAY] = sizeof(struct day),
        [FIELD_MOMENT] = sizeof(struct moment),
        [FIELD_JSON] = sizeof(struct bytes),
    };

    if (f->flags & FIELD_AS_SENT)
        return sizeof(struct patch);
    return f->kind == FIELD_OBJECT ? f->shape->size : sizes[f->kind];
}
