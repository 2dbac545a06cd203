#include "shared/db/prepared.h"

#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

/* Open addressing: what was added stands in its slot or in the next free one; half of them stay free. */
struct prepared {
    size_t size; /* a power of two */
    size_t count;
    const struct statement *slots[];
};

struct prepared *
prepared_new(size_t most)
{
    struct prepared *p;
    size_t size = 2;

    while (size < 2 * most)
        size *= 2;
    p = calloc(1, sizeof *p + size * sizeof p->slots[0]);
    must(p != NULL);
    p->size = size;
    return p;
}

void
prepared_destroy(struct prepared **prepared)
{
    free(*prepared);
    *prepared = NULL;
}

void
prepared_clear(struct prepared *p)
{
    memset(p->slots, 0, p->size * sizeof p->slots[0]);
    p->count = 0;
}

static size_t
slot_of(const struct prepared *p, const struct statement *st)
{
    size_t i = (uintptr_t)st / sizeof *st & (p->size - 1);

    while (p->slots[i] != NULL && p->slots[i] != st)
        i = (i + 1) & (p->size - 1);
    return i;
}

void
prepared_add(struct prepared *p, const struct statement *st)
{
    size_t i = slot_of(p, st);

    if (p->slots[i] == st)
        return;
    must(2 * ++p->count <= p->size);
    p->slots[i] = st;
}

bool
prepared_has(const struct prepared *p, const struct statement *st)
{
    return p->slots[slot_of(p, st)] == st;
}
