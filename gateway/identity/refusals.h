/*
 * refusals - credentials that were checked and do not hold, so that each costs its check once.
 *
 * A table of fixed size and of its own: however many different ones a client sends, they push out
 * each other and none that holds (tokens.h, session_table.h).
 *
 * Failure: one that was pushed out is checked again.
 * Threads: the loop's.
 */
#ifndef GATEWAY_IDENTITY_REFUSALS_H
#define GATEWAY_IDENTITY_REFUSALS_H

#include "shared/base/uuid.h"

#include <stdbool.h>
#include <stdint.h>

/* Auth may let in again what it refused, so its word holds only this long. */
enum { REFUSAL_MS = 1000 };

/* Without gaps, for it is compared as it lies. */
struct refusal {
    struct uuid proof;   /* the asker's, or half of a token's SHA-256 */
    struct uuid user_id; /* nil: not told */
    uint64_t kind;       /* of the caller; CALLER_ANYBODY: a token whose signature is wrong */
};

struct refusals;

struct refusals *refusals_new(void);
void refusals_destroy(struct refusals **refusals);

bool refusals_have(const struct refusals *refusals, const struct refusal *refusal, int64_t now_ms);
void refusals_put(struct refusals *refusals, const struct refusal *refusal, int64_t until_ms);
void refusals_forget(struct refusals *refusals); /* all */

#endif
