/*
 * scope - what an API key grants, as the API shows it and as it is stored.
 *
 * Ownership: results live in the arena.
 * Failure:   a stored text that is no scope grants nothing.
 * Threads:   any.
 */
#ifndef SERVICES_AUTH_SCOPE_H
#define SERVICES_AUTH_SCOPE_H

#include "gen/auth/api.h"

/* {contacts: [read]} as `contacts:read`, and back. */
struct texts scope_list(struct arena *a, const struct api_key_scopes *scopes);
struct api_key_scopes scope_table(struct arena *a, struct texts list);

#endif
