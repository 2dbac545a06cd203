/*
 * Cached answers that are never invalidated: whoever uses one checks it first.
 *
 *     mark    a random UUID; each statement that changes events of a calendar leaves another one
 *             in one of the calendar's eight rows of calendar_marks (a trigger)
 *     stamp   SHA-256 of the ids and marks of those calendars asked for that the caller sees, in
 *             order; {stamp} in event.sql
 *     key     the question: user or public token, window, zone, kind, filter and calendar ids (stamped_key_of)
 *
 * A question goes one of four ways:
 *
 *     not cached                made, and cached with its stamp: one statement
 *     cached, same stamp now    used: one small statement
 *     cached, another stamp     dropped, and made anew: two statements
 *     cached, holds too little  made anew, in its place: two statements
 *
 * The stamp is read in the statement that reads the events, so an answer is never newer or older
 * than its stamp.  A lost right changes the stamp as well, because fewer calendars are seen; with a public token that
 * does not hold there is none.
 *
 * Zones are part of the key by address: tz_find gives one address per zone as long as a process
 * lives.
 */
#include "services/event/stamped.h"

#include "gen/event/sql.h"
#include "services/event/public.h"
#include "services/event/settings.h"
#include "shared/base/cache.h"
#include "shared/request/request.h"

#include <string.h>

enum { ANSWER_LIMIT = 256 << 20 };

static struct cache *answers;

void
stamped_start(void)
{
    answers = cache_new((size_t)settings.ranges_mb << 20);
}

static struct bytes
stamped_key_of(struct request *rq, const struct stamped_ask *ask)
{
    const struct {
        struct uuid user_id;
        struct span window;
        const struct tz *zone;
        int64_t kind, ids;
    } head = {rq->caller.user_id, ask->window, ask->zone, ask->kind,
              (int64_t)ask->calendar_ids.count};
    const char *text = ask->public_hash != NULL ? ask->public_hash : ask->filter;
    size_t ids = ask->calendar_ids.count * sizeof(struct uuid);
    size_t texts = text != NULL ? strlen(text) : 0, len = sizeof head + ids + texts;
    uint8_t *key = arena_array(rq->arena, uint8_t, len);

    memcpy(key, &head, sizeof head);
    if (ids > 0)
        memcpy(key + sizeof head, ask->calendar_ids.items, ids);
    if (texts > 0)
        memcpy(key + sizeof head + ids, text, texts);
    return (struct bytes){key, len};
}

static void
release(void *cached)
{
    cached_release(cached);
}

static bool
is_same(struct bytes a, struct bytes b)
{
    return a.len == b.len && a.len > 0 && memcmp(a.data, b.data, a.len) == 0;
}

static enum err
stamp_now(struct request *rq, const struct stamped_ask *ask, struct bytes *out)
{
    const struct sql_range_stamp q = {.user_id = rq->caller.user_id,
                                      .some = ask->calendar_ids.count > 0,
                                      .calendar_ids = ask->calendar_ids};
    struct sql_range_stamp_row now;
    enum err err;

    if (ask->public_hash != NULL)
        return public_stamp(rq, ask->public_hash, out);
    err = sql_range_stamp(rq, &q, &now);
    if (!err)
        *out = now.stamp;
    return err;
}

/* NULL when none is cached, or one whose calendars have changed, or one that holds too little. */
static enum err
stamped_find(struct request *rq, const struct stamped_ask *ask, struct bytes key,
             const void *context, const struct stamped **out)
{
    struct cached *cached = cache_find(answers, key);
    const struct stamped *answer;
    struct bytes now;
    enum err err;

    *out = NULL;
    if (cached == NULL)
        return OK;
    arena_at_reset(rq->arena, release, cached);
    answer = cached->value;
    err = stamp_now(rq, ask, &now);
    if (err)
        return err;
    if (!is_same(answer->stamp, now))
        cache_drop(answers, key);
    else if (ask->holds == NULL || ask->holds(answer, context))
        *out = answer;
    return OK;
}

static enum err
make_cached(struct request *rq, struct bytes key, stamped_make *make, const void *context,
            const struct stamped **out)
{
    struct cached *cached = cached_new(ANSWER_LIMIT);
    enum err err;

    arena_at_reset(rq->arena, release, cached);
    err = make(rq, context, cached->arena, out);
    if (err)
        return err;
    cached->value = *out;
    if ((*out)->stamp.len == 0 || !cache_put(answers, key, cached))
        cache_drop(answers, key);
    return OK;
}

enum err
stamped_read(struct request *rq, const struct stamped_ask *ask, stamped_make *make,
             const void *context, const struct stamped **out)
{
    struct bytes key = stamped_key_of(rq, ask);
    enum err err = stamped_find(rq, ask, key, context, out);

    if (err || *out != NULL)
        return err;
    return make_cached(rq, key, make, context, out);
}
