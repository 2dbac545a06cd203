/*
 * Cached answers that are never invalidated: whoever uses one checks it first.
 *
 *     mark    a random UUID; each statement that changes events of a calendar leaves another one
 *             in one of the calendar's eight rows of calendar_marks (a trigger)
 *     stamp   SHA-256 of the ids and marks of those calendars asked for that the caller sees, in
 *             order; {stamp} in event.sql
 *     key     the question: user, window, zone, kind, filter and calendar ids (stamped_key_of)
 *
 * A question goes one of four ways:
 *
 *     not cached                made, and cached with its stamp: one statement
 *     cached, same stamp now    used: one small statement
 *     cached, another stamp     dropped, and made anew: two statements
 *     cached, holds too little  made anew, in its place: two statements
 *
 * The stamp is read in the statement that reads the events, so an answer is never newer or older
 * than its stamp.  A lost right changes the stamp as well, because fewer calendars are seen.
 *
 * Zones are part of the key by address: tz_find gives one address per zone as long as a process
 * lives.
 */
#include "services/event/stamped.h"

#include "gen/event/sql.h"
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
    size_t ids = ask->calendar_ids.count * sizeof(struct uuid);
    size_t filter = ask->filter != NULL ? strlen(ask->filter) : 0, len = sizeof head + ids + filter;
    uint8_t *key = arena_array(rq->arena, uint8_t, len);

    memcpy(key, &head, sizeof head);
    if (ids > 0)
        memcpy(key + sizeof head, ask->calendar_ids.items, ids);
    if (filter > 0)
        memcpy(key + sizeof head + ids, ask->filter, filter);
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

/* NULL when none is cached, or one whose calendars have changed, or one that holds too little. */
static enum err
stamped_find(struct request *rq, const struct stamped_ask *ask, struct bytes key,
             const void *context, const struct stamped **out)
{
    const struct sql_range_stamp q = {.user_id = rq->caller.user_id,
                                      .some = ask->calendar_ids.count > 0,
                                      .calendar_ids = ask->calendar_ids};
    struct cached *cached = cache_find(answers, key);
    const struct stamped *answer;
    struct sql_range_stamp_row now;
    enum err err;

    *out = NULL;
    if (cached == NULL)
        return OK;
    arena_at_reset(rq->arena, release, cached);
    answer = cached->value;
    err = sql_range_stamp(rq, &q, &now);
    if (err)
        return err;
    if (!is_same(answer->stamp, now.stamp))
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
