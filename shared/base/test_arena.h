/*
 * test_arena - an arena for every unit test of a file: set_up makes it, tear_down frees it.
 * Included by tests only.
 */
#ifndef SHARED_BASE_TEST_ARENA_H
#define SHARED_BASE_TEST_ARENA_H

#include "shared/base/arena.h"

static struct arena *arena;

static int
set_up(void **state)
{
    (void)state;
    arena = arena_new(16 << 20);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

#endif
