#include "gateway/http/address_counts.h"
#include "shared/base/must.h"
#include "shared/base/random.h"

#include <stdlib.h>
#include <string.h>

static uint64_t seed; /* so that nobody can choose addresses that share a chain */

static unsigned
hash_of(const void *address)
{
    uint64_t halves[2], mixed = seed;

    memcpy(halves, address, sizeof halves);
    mixed = (mixed ^ halves[0]) * 0x9e3779b97f4a7c15ULL;
    mixed = (mixed ^ mixed >> 29 ^ halves[1]) * (seed | 1);
    return (unsigned)(mixed ^ mixed >> 32);
}

#define HASH_FUNCTION(key, len, hash) ((hash) = hash_of(key))
#include <uthash.h>

struct address_count {
    struct address address;
    int64_t count; /* more than 0 */
    UT_hash_handle hh;
};

struct address_counts {
    struct address_count *all;
};

struct address_counts *
address_counts_new(void)
{
    struct address_counts *counts = calloc(1, sizeof *counts);

    must(counts != NULL);
    while (seed == 0)
        random_bytes((uint8_t *)&seed, sizeof seed);
    return counts;
}

static void
drop(struct address_counts *counts, struct address_count *one)
{
    HASH_DEL(counts->all, one);
    free(one);
}

void
address_counts_destroy(struct address_counts **counts)
{
    while ((*counts)->all != NULL)
        drop(*counts, (*counts)->all);
    free(*counts);
    *counts = NULL;
}

static struct address_count *
find_count(const struct address_counts *counts, struct address network)
{
    struct address_count *one;

    HASH_FIND(hh, counts->all, &network, sizeof network, one);
    return one;
}

bool
address_counts_add(struct address_counts *counts, struct address a, int64_t amount, int64_t max)
{
    struct address network = address_network(a);
    struct address_count *one = find_count(counts, network);

    if (max <= (one == NULL ? 0 : one->count))
        return false;
    if (one == NULL) {
        one = calloc(1, sizeof *one);
        must(one != NULL);
        one->address = network;
        HASH_ADD(hh, counts->all, address, sizeof one->address, one);
    }
    one->count += amount;
    return true;
}

void
address_counts_remove(struct address_counts *counts, struct address a, int64_t amount)
{
    struct address_count *one = find_count(counts, address_network(a));

    must(one != NULL && amount <= one->count);
    one->count -= amount;
    if (one->count == 0)
        drop(counts, one);
}
