#include "services/event/range_keep.h"

#include "services/event/settings.h"

#include <string.h>

enum { RANGE_LIMIT = 256 << 20 };

static struct keep *ranges;

void
range_keep_start(void)
{
    ranges = keep_new((size_t)settings.ranges_mb << 20);
}

/* Who asks, for when, on which clock, and for which calendars. */
static struct bytes
key_of(struct request *rq, const struct page *page)
{
    const struct event_list_in *in = page->in;
    const struct {
        struct uuid user_id;
        struct instant start, end;
        const struct tz *zone;
    } head = {rq->caller.user_id, in->start, in->end, page->zone};
    size_t ids = in->calendar_id.count * sizeof(struct uuid), len = sizeof(head) + ids;
    uint8_t *key = arena_array(rq->arena, uint8_t, len);

    memcpy(key, &head, sizeof(head));
    if (ids > 0)
        memcpy(key + sizeof(head), in->calendar_id.items, ids);
    return (struct bytes){key, len};
}

static void
release(void *kept)
{
    kept_release(kept);
}

struct kept *
range_keep_begin(struct request *rq)
{
    struct kept *kept = kept_new(RANGE_LIMIT);

    arena_at_reset(rq->arena, release, kept);
    return kept;
}

void
range_keep_put(struct request *rq, const struct page *page, struct kept *kept)
{
    keep_put(ranges, key_of(rq, page), kept);
}

static bool
is_same(struct bytes a, struct bytes b)
{
    return a.len == b.len && a.len > 0 && memcmp(a.data, b.data, a.len) == 0;
}

enum err
range_keep_find(struct request *rq, const struct page *page, const struct range **out)
{
    const struct sql_range_stamp q = {.user_id = rq->caller.user_id,
                                      .some = page->in->calendar_id.count > 0,
                                      .calendar_ids = page->in->calendar_id};
    struct bytes key = key_of(rq, page);
    struct kept *kept = keep_find(ranges, key);
    struct sql_range_stamp_row now;
    const struct range *range;
    enum err err;

    *out = NULL;
    if (!kept)
        return OK;
    arena_at_reset(rq->arena, release, kept);
    range = kept->value;
    err = sql_range_stamp(rq, &q, &now);
    if (err)
        return err;
    if (is_same(range->stamp, now.stamp))
        *out = range;
    else
        keep_drop(ranges, key);
    return OK;
}
