/* Made by tools/gen from schemas/openapi. Do not edit. */
/* clang-format off */
#ifndef GEN_EVENT_ASKS_H
#define GEN_EVENT_ASKS_H

#include "gen/auth/api.h"
#include "shared/actor/before.h"

/* For <operation>_before and its handler; see before.h. */

static inline enum err
ask_auth_users_lookup(struct request *rq, const struct auth_users_lookup_in *in)
{
    return before_ask(rq, &auth_users_lookup_operation, in);
}

static inline enum err
asked_auth_users_lookup(struct request *rq, struct users_found *out)
{
    return before_answer(rq, &auth_users_lookup_operation, out);
}

#endif
