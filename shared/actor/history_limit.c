/*
 * A user's bucket is in one of the WAYS places of its set.  A user who has none takes the place
 * whose bucket is the emptiest, so those who are near their limit are forgotten last.
 */
#include "shared/actor/history_limit.h"

#include "shared/base/must.h"

#include <pthread.h>
#include <stdlib.h>

enum { SETS = 256, WAYS = 4, LONG_MS = 24 * 3600 * 1000 };

struct bucket {
    struct uuid user;
    int64_t bytes, at_ms; /* what it had then */
};

struct history_limit {
    int64_t most;
    pthread_mutex_t lock; /* of the buckets */
    struct bucket buckets[SETS][WAYS];
};

struct history_limit *
history_limit_new(int64_t bytes)
{
    struct history_limit *limit = calloc(1, sizeof *limit);

    must(limit != NULL);
    limit->most = bytes;
    must(pthread_mutex_init(&limit->lock, NULL) == 0);
    return limit;
}

void
history_limit_free(struct history_limit *limit)
{
    pthread_mutex_destroy(&limit->lock);
    free(limit);
}

/* Bytes that leave a bucket in a second. */
static int64_t
rate(const struct history_limit *limit)
{
    return (limit->most + HISTORY_LIMIT_SPAN_S - 1) / HISTORY_LIMIT_SPAN_S;
}

static int64_t
level(const struct history_limit *limit, const struct bucket *bucket, int64_t now_ms)
{
    int64_t passed_ms = now_ms - bucket->at_ms;
    int64_t left = bucket->bytes - (passed_ms < LONG_MS ? passed_ms : LONG_MS) * rate(limit) / 1000;

    return left > 0 ? left : 0;
}

/* The last bytes of a UUID of version 7 are random. */
static struct bucket *
find(struct history_limit *limit, struct uuid user, int64_t now_ms)
{
    struct bucket *set = limit->buckets[user.b[15] % SETS], *emptiest = set;

    for (int i = 0; i < WAYS; i++)
        if (uuid_equal(set[i].user, user))
            return &set[i];
    for (int i = 1; i < WAYS; i++)
        if (level(limit, &set[i], now_ms) < level(limit, emptiest, now_ms))
            emptiest = &set[i];
    *emptiest = (struct bucket){.user = user, .at_ms = now_ms};
    return emptiest;
}

int64_t
history_limit_add(struct history_limit *limit, struct uuid user, int64_t bytes, int64_t now_ms)
{
    struct bucket *bucket;
    int64_t before, over;

    pthread_mutex_lock(&limit->lock);
    bucket = find(limit, user, now_ms);
    before = level(limit, bucket, now_ms);
    over = before - limit->most;
    if (over < 0)
        *bucket = (struct bucket){user, before + bytes, now_ms};
    pthread_mutex_unlock(&limit->lock);
    return over < 0 ? 0 : over / rate(limit) + 1;
}
