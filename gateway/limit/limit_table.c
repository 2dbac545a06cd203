#include "gateway/limit/limit_table.h"
#include "shared/base/must.h"
#include "shared/base/random.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES = 32768, CHAINS = 65536 };

/* Of fixed size on purpose: whoever has many addresses cannot make it grow. */
struct limit_table {
    uint64_t seed; /* so that nobody can choose addresses that share a chain */
    struct limit_entry entries[ENTRIES];
    unsigned used;
    struct limit_entry *newest, *oldest;
    struct limit_entry *chains[CHAINS];
};

struct limit_table *
limit_table_new(void)
{
    struct limit_table *table = calloc(1, sizeof *table);

    must(table != NULL);
    random_bytes((uint8_t *)&table->seed, sizeof table->seed);
    return table;
}

void
limit_table_destroy(struct limit_table **table)
{
    free(*table);
    *table = NULL;
}

static bool
key_equal(const struct limit_key *a, const struct limit_key *b)
{
    return a->kind == b->kind && memcmp(a->id, b->id, sizeof a->id) == 0;
}

/* Two rounds of multiply and fold over the two halves of the id. */
static size_t
chain_of(const struct limit_table *table, const struct limit_key *key)
{
    uint64_t halves[2], mixed = table->seed ^ (uint64_t)key->kind;

    memcpy(halves, key->id, sizeof halves);
    for (int i = 0; i < 2; i++) {
        mixed = (mixed ^ halves[i]) * 0x9e3779b97f4a7c15ULL;
        mixed = (mixed ^ mixed >> 29) * (table->seed | 1);
        mixed ^= mixed >> 32;
    }
    return mixed % CHAINS;
}

struct limit_entry *
limit_table_find(const struct limit_table *table, const struct limit_key *key)
{
    struct limit_entry *e = table->chains[chain_of(table, key)];

    while (e != NULL && !key_equal(&e->key, key))
        e = e->chain;
    return e;
}

static void
unlink_age(struct limit_table *table, struct limit_entry *e)
{
    *(e->newer != NULL ? &e->newer->older : &table->newest) = e->older;
    *(e->older != NULL ? &e->older->newer : &table->oldest) = e->newer;
}

static void
link_newest(struct limit_table *table, struct limit_entry *e)
{
    e->newer = NULL;
    e->older = table->newest;
    *(e->older != NULL ? &e->older->newer : &table->oldest) = e;
    table->newest = e;
}

static void
unlink_chain(struct limit_table *table, struct limit_entry *e)
{
    struct limit_entry **at = &table->chains[chain_of(table, &e->key)];

    while (*at != e)
        at = &(*at)->chain;
    *at = e->chain;
}

static struct limit_entry *
free_entry(struct limit_table *table)
{
    struct limit_entry *e = table->oldest;

    if (table->used < ENTRIES)
        return &table->entries[table->used++];
    while (e != NULL && e->lease.asking)
        e = e->newer;
    if (e == NULL)
        return NULL;
    unlink_age(table, e);
    unlink_chain(table, e);
    return e;
}

struct limit_entry *
limit_table_get(struct limit_table *table, const struct limit_key *key, bool *fresh)
{
    struct limit_entry *e = limit_table_find(table, key);
    size_t chain = chain_of(table, key);

    *fresh = e == NULL;
    if (e != NULL) {
        unlink_age(table, e);
    } else {
        e = free_entry(table);
        if (e == NULL)
            return NULL;
        *e = (struct limit_entry){.key = *key, .chain = table->chains[chain]};
        table->chains[chain] = e;
    }
    link_newest(table, e);
    return e;
}
