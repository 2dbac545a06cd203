/*
 * limit_policy - the one table of rate limits: who may ask how often.
 *
 * A policy is a token bucket: `amount` tokens come every `seconds`, and it holds `burst` of them.
 * Operations that the contract gives a class (x-limit) have the policy of that name, counted by
 * address; all others are counted by user, by API key, or by the address of somebody unknown.
 * `refused` counts credentials, by address: those that had to be checked and did not hold.
 *
 * ALMANAC_LIMITS is `on`, `off`, or changes to the table: `user=200/1/600,login=5/60`, that is
 * name=amount/seconds[/burst], the burst being the amount when it is not told.
 *
 * Threads: load once.
 */
#ifndef GATEWAY_LIMIT_LIMIT_POLICY_H
#define GATEWAY_LIMIT_LIMIT_POLICY_H

#include "gateway/http/fields.h"

#include <stdbool.h>
#include <stdint.h>

struct limit_policy {
    const char *name;
    int64_t amount;  /* tokens that come in */
    int64_t seconds; /* this time; */
    int64_t burst;   /* and how many are kept */
};

enum limit_kind {
    LIMIT_USER,
    LIMIT_KEY,
    LIMIT_ADDRESS,
    LIMIT_REGISTER,
    LIMIT_LOGIN,
    LIMIT_REFRESH,
    LIMIT_MAIL,
    LIMIT_REFUSED,
    LIMIT_COUNT
};

struct limit_policies {
    bool on;
    struct limit_policy row[LIMIT_COUNT];
};

/* False when the text is none of the above. */
bool limit_policies_parse(const char *text, struct limit_policies *out);

/* LIMIT_COUNT when there is none of that name. */
enum limit_kind limit_kind_of(const char *name);

/* The header fields (draft-ietf-httpapi-ratelimit-headers-10, sections 4 and 5). */
void limit_texts_write(const struct limit_policy *p, int64_t left, struct limit_texts *out);

#endif
