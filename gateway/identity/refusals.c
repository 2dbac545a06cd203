#include "gateway/identity/refusals.h"

#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

enum { SETS = 4096, WAYS = 4 };

struct entry {
    struct refusal refusal;
    int64_t until_ms; /* 0: free */
};

struct refusals {
    struct entry sets[SETS][WAYS];
    uint8_t turn[SETS]; /* the way to replace next */
};

struct refusals *
refusals_new(void)
{
    struct refusals *refusals = calloc(1, sizeof *refusals);

    must(refusals != NULL);
    return refusals;
}

void
refusals_destroy(struct refusals **refusals)
{
    free(*refusals);
    *refusals = NULL;
}

/* By its end: a session's id begins with a time. */
static size_t
set_of(const struct refusal *refusal)
{
    return ((size_t)refusal->proof.b[14] << 8 | refusal->proof.b[15]) % SETS;
}

bool
refusals_have(const struct refusals *refusals, const struct refusal *refusal, int64_t now_ms)
{
    const struct entry *set = refusals->sets[set_of(refusal)];

    for (int i = 0; i < WAYS; i++)
        if (set[i].until_ms > now_ms && memcmp(&set[i].refusal, refusal, sizeof *refusal) == 0)
            return true;
    return false;
}

void
refusals_put(struct refusals *refusals, const struct refusal *refusal, int64_t until_ms)
{
    size_t set = set_of(refusal);

    refusals->sets[set][refusals->turn[set]++ % WAYS] = (struct entry){*refusal, until_ms};
}

void
refusals_forget(struct refusals *refusals)
{
    memset(refusals, 0, sizeof *refusals);
}
