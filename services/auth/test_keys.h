/*
 * test_keys - a key of its own for a test that signs.  Included by tests only.
 *
 * The folder is a template of mkdtemp(); nothing is left of it.
 */
#ifndef SERVICES_AUTH_TEST_KEYS_H
#define SERVICES_AUTH_TEST_KEYS_H

#include "services/auth/keys.h"
#include "shared/base/must.h"

#include <stdlib.h>
#include <unistd.h>

static inline void
with_keys(char folder[])
{
    struct arena *a = arena_new(1 << 20);
    struct jwks keys;

    must(mkdtemp(folder) != NULL);
    keys_load(folder);
    keys_public(a, &keys);
    must(unlink(arena_printf(a, "%s/%s.pem", folder, keys.keys.items[0].kid)) == 0);
    must(rmdir(folder) == 0);
    arena_destroy(a);
}

#endif
