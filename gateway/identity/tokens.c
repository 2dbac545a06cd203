#include "gateway/identity/tokens.h"
#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

enum { SETS = 16384, WAYS = 4 };

struct slot {
    uint8_t digest[SHA256_LEN];
    struct claims claims; /* exp_s 0: free */
};

/* Of fixed size on purpose: clients decide how many tokens come, and none costs an allocation. */
struct tokens {
    struct slot sets[SETS][WAYS];
    uint8_t turn[SETS]; /* the way to replace next */
};

struct tokens *
tokens_new(void)
{
    struct tokens *tokens = calloc(1, sizeof *tokens);

    must(tokens != NULL);
    return tokens;
}

/* Nobody chooses where a digest falls without finding tokens that auth signed for it. */
static size_t
set_of(const uint8_t digest[SHA256_LEN])
{
    return ((size_t)digest[0] << 8 | digest[1]) % SETS;
}

bool
tokens_find(const struct tokens *tokens, const uint8_t digest[SHA256_LEN], int64_t now_s,
            struct claims *out)
{
    const struct slot *set = tokens->sets[set_of(digest)];

    for (int i = 0; i < WAYS; i++) {
        if (set[i].claims.exp_s <= now_s || memcmp(set[i].digest, digest, SHA256_LEN) != 0)
            continue;
        *out = set[i].claims;
        return true;
    }
    return false;
}

void
tokens_put(struct tokens *tokens, const uint8_t digest[SHA256_LEN], const struct claims *claims)
{
    size_t set = set_of(digest);
    struct slot *slot = &tokens->sets[set][tokens->turn[set]++ % WAYS];

    memcpy(slot->digest, digest, SHA256_LEN);
    slot->claims = *claims;
}

void
tokens_forget(struct tokens *tokens)
{
    memset(tokens, 0, sizeof *tokens);
}
