#include "gateway/edge/connection_count.h"
#include "shared/base/must.h"
#include "shared/base/random.h"

#include <stdlib.h>
#include <string.h>

enum { CHAINS = 4096 };

struct place {
    struct address at;
    int64_t open;
    struct place *next;
};

struct connection_count {
    uint64_t seed; /* so that nobody can choose addresses that share a chain */
    struct place *chains[CHAINS];
};

struct connection_count *
connection_count_new(void)
{
    struct connection_count *counts = calloc(1, sizeof *counts);

    must(counts != NULL);
    random_bytes((uint8_t *)&counts->seed, sizeof counts->seed);
    return counts;
}

void
connection_count_destroy(struct connection_count **counts)
{
    free(*counts);
    *counts = NULL;
}

static struct place **
connection_count_find(struct connection_count *counts, struct address a)
{
    uint64_t halves[2], mixed = counts->seed;
    struct place **at;

    memcpy(halves, a.b, sizeof halves);
    mixed = (mixed ^ halves[0]) * 0x9e3779b97f4a7c15ULL;
    mixed = (mixed ^ mixed >> 29 ^ halves[1]) * (counts->seed | 1);
    at = &counts->chains[(mixed ^ mixed >> 32) % CHAINS];
    while (*at != NULL && !address_equal((*at)->at, a))
        at = &(*at)->next;
    return at;
}

bool
connection_count_add(struct connection_count *counts, struct address a, int64_t max)
{
    struct address where = address_network(a);
    struct place **at = connection_count_find(counts, where);

    if (*at == NULL) {
        *at = calloc(1, sizeof **at);
        must(*at != NULL);
        (*at)->at = where;
    }
    if ((*at)->open >= max)
        return false;
    (*at)->open++;
    return true;
}

void
connection_count_remove(struct connection_count *counts, struct address a)
{
    struct place **at = connection_count_find(counts, address_network(a)), *gone = *at;

    must(gone != NULL && gone->open > 0);
    if (--gone->open > 0)
        return;
    *at = gone->next;
    free(gone);
}
