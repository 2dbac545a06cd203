#include "gateway/places.h"
#include "shared/must.h"
#include "shared/seal.h"

#include <stdlib.h>
#include <string.h>

enum { CHAINS = 4096 };

struct place {
    struct address at;
    int64_t open;
    struct place *next;
};

struct places {
    uint64_t seed; /* so that nobody can choose addresses that share a chain */
    struct place *chains[CHAINS];
};

struct places *
places_new(void)
{
    struct places *places = calloc(1, sizeof *places);

    must(places != NULL);
    random_bytes((uint8_t *)&places->seed, sizeof places->seed);
    return places;
}

void
places_destroy(struct places **places)
{
    free(*places);
    *places = NULL;
}

static struct place **
find(struct places *places, struct address a)
{
    uint64_t halves[2], mixed = places->seed;
    struct place **at;

    memcpy(halves, a.b, sizeof halves);
    mixed = (mixed ^ halves[0]) * 0x9e3779b97f4a7c15ULL;
    mixed = (mixed ^ mixed >> 29 ^ halves[1]) * (places->seed | 1);
    at = &places->chains[(mixed ^ mixed >> 32) % CHAINS];
    while (*at != NULL && !address_equal((*at)->at, a))
        at = &(*at)->next;
    return at;
}

bool
places_enter(struct places *places, struct address a, int64_t max)
{
    struct address where = address_place(a);
    struct place **at = find(places, where);

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
places_leave(struct places *places, struct address a)
{
    struct place **at = find(places, address_place(a)), *gone = *at;

    must(gone != NULL && gone->open > 0);
    if (--gone->open > 0)
        return;
    *at = gone->next;
    free(gone);
}
