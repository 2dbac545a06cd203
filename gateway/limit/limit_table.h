/*
 * limit_table - the memory of limits.c: one lease for each who asked lately.
 *
 * A table of fixed size; the one unused for longest gives way.  What is lost with it are a few
 * leased tokens, and while Redis is away how much of its bucket was spent.
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_LIMIT_LIMIT_TABLE_H
#define GATEWAY_LIMIT_LIMIT_TABLE_H

#include "gateway/limit/lease.h"

struct exchange;

struct limit_key {
    enum limit_kind kind;
    uint8_t id[16]; /* of a user, a key, or a place */
};

struct limit_entry {
    struct limit_key key;
    struct lease lease;
    struct exchange *first, *last; /* wait for tokens */
    int64_t waiting;               /* how many */
    struct limit_entry *chain, *newer, *older;
};

struct limit_table;

struct limit_table *limit_table_new(void);
void limit_table_destroy(struct limit_table **table);

/* NULL: it has not asked lately. */
struct limit_entry *limit_table_find(const struct limit_table *table, const struct limit_key *key);
/*
 * Made when it is not there: `fresh` is true then, and the lease is to be begun.  One that asks is
 * never given up, and NULL is returned when all of them do.
 */
struct limit_entry *limit_table_get(struct limit_table *table, const struct limit_key *key,
                                    bool *fresh);

#endif
