/*
 * test_tz - what the tests of tz share: times as text, zones that must be there.  Included by tests
 * only.
 */
#ifndef SHARED_TIME_TEST_TZ_H
#define SHARED_TIME_TEST_TZ_H

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/time/tz.h"
#include "shared/time/tz_internal.h"

static inline const struct tz *
zone(const char *name)
{
    const struct tz *z = tz_find(name, strlen(name));

    if (z == NULL)
        fail_msg("no zone %s: is tzdata installed?", name);
    return z;
}

static inline struct instant
utc(const char *text)
{
    struct instant at;

    if (!instant_parse(text, strlen(text), &at))
        fail_msg("%s is no instant", text);
    return at;
}

/* A wall-clock time is written as if it were UTC. */
static inline struct local
wall(const char *text)
{
    return (struct local){utc(text).us};
}

#endif
