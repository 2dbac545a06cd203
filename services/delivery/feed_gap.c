#include "services/delivery/feed_gap.h"

#include "gen/delivery/sql.h"
#include "services/delivery/feed_place.h"
#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/bus/stream.h"

#include <inttypes.h>

/* Of the last message that came to this process for the first time; number 0: none yet. */
static struct feed_place last;

/* Ranges of sequences, both ends included. */
struct seen {
    int64_t *firsts, *lasts;
    size_t count;
};

static struct seen
seen_new(struct arena *a, size_t room)
{
    return (struct seen){arena_array(a, int64_t, room), arena_array(a, int64_t, room), 0};
}

static void
seen_put(struct seen *seen, int64_t first, int64_t last_one)
{
    seen->firsts[seen->count] = first;
    seen->lasts[seen->count++] = last_one;
}

static enum err
seen_store(struct request *rq, const struct seen *seen)
{
    const struct sql_feed_seen_add add = {.firsts = {seen->firsts, seen->count},
                                          .lasts = {seen->lasts, seen->count}};

    return seen->count > 0 ? sql_feed_seen_add(rq, &add, NULL) : OK;
}

static enum err
gap_add(struct request *rq, struct seen *seen, int64_t first, int64_t last_one)
{
    const struct sql_feed_gap_note note = {.first = first, .last = last_one, .now = instant_now()};

    log_event(LOG_WARN, "feed.gap.found", "first=%" PRId64 " last=%" PRId64, first, last_one);
    seen_put(seen, first, last_one);
    return sql_feed_gap_note(rq, &note, NULL);
}

enum err
feed_gap_note(struct request *rq, int64_t first, int64_t last_one)
{
    struct seen seen = seen_new(rq->arena, 1);
    enum err err = gap_add(rq, &seen, first, last_one);

    return err ? err : seen_store(rq, &seen);
}

/* A durable that was made anew leaves out what was stored since the last message was read. */
static enum err
gap_before_first(struct request *rq, struct seen *seen, struct feed_place first)
{
    struct sql_feed_seen_end_row end;
    enum err err = sql_feed_seen_end(rq, &end);

    if (err)
        return err == ERR_NOT_FOUND ? OK : err;
    return end.sequence < first.sequence ? gap_add(rq, seen, end.sequence, first.sequence - 1) : OK;
}

/* Of a message that comes for the first time. */
static enum err
gap_before(struct request *rq, struct seen *seen, struct feed_place place)
{
    struct feed_place before = last;

    last = place;
    if (place.number == 1)
        return gap_before_first(rq, seen, place);
    if (!feed_place_skips(before, place))
        return OK;
    return gap_add(rq, seen, before.sequence + 1, place.sequence - 1);
}

enum err
feed_gap_save(struct request *rq, struct bus_message *const *messages, size_t count)
{
    struct seen seen = seen_new(rq->arena, 2 * count);
    struct stream_delivery d;
    enum err err = OK;

    for (size_t i = 0; !err && i < count; i++) {
        if (!stream_read_delivery(bus_message_reply(messages[i]), &d))
            continue;
        if (d.times == 1)
            err =
                gap_before(rq, &seen, (struct feed_place){(int64_t)d.number, (int64_t)d.sequence});
        seen_put(&seen, (int64_t)d.sequence, (int64_t)d.sequence);
    }
    return err ? err : seen_store(rq, &seen);
}
