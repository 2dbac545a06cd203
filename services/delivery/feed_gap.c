#include "services/delivery/feed_gap.h"

#include "gen/delivery/sql.h"
#include "services/delivery/feed_place.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/bus/stream.h"

#include <inttypes.h>

/* The last that this process read; number 0: none yet. */
static struct feed_place last;

/* How far any replica has read; stays as it is when none has. */
static enum err
place_get(struct request *rq, struct feed_place *out)
{
    struct sql_feed_place_get_row row;
    enum err err = sql_feed_place_get(rq, &row);

    if (!err)
        *out = (struct feed_place){row.number, row.sequence};
    return err == ERR_NOT_FOUND ? OK : err;
}

/* What no committed transaction has noted: what comes again does not show it a second time. */
static struct {
    int64_t first, last; /* first 0: nothing */
} unsaved;

static void
gap_found(struct feed_place from, struct feed_place to)
{
    if (unsaved.first == 0)
        unsaved.first = from.sequence + 1;
    unsaved.last = to.sequence - 1;
    log_event(LOG_WARN, "feed.gap.found", "first=%" PRId64 " last=%" PRId64, from.sequence + 1,
              to.sequence - 1);
}

static enum err
gap_note(struct request *rq)
{
    const struct sql_feed_gap_note note = {
        .first = unsaved.first, .last = unsaved.last, .now = instant_now()};

    return unsaved.first > 0 ? sql_feed_gap_note(rq, &note, NULL) : OK;
}

void
feed_gap_committed(void)
{
    unsaved.first = 0;
}

/* One that comes again says nothing: its place was counted when it came first. */
static bool
feed_gap_place(const struct bus_message *message, struct feed_place *out)
{
    struct stream_delivery d;

    if (!stream_read_delivery(bus_message_reply(message), &d) || d.times != 1)
        return false;
    *out = (struct feed_place){(int64_t)d.number, (int64_t)d.sequence};
    return true;
}

enum err
feed_gap_look(struct request *rq, struct bus_message *const *messages, size_t count)
{
    struct feed_place next;
    enum err err = last.number == 0 ? place_get(rq, &last) : OK;

    for (size_t i = 0; !err && i < count; i++) {
        if (!feed_gap_place(messages[i], &next))
            continue;
        if (feed_place_gap(last, next))
            gap_found(last, next);
        last = next;
    }
    return err;
}

enum err
feed_gap_save(struct request *rq)
{
    const struct sql_feed_place_set place = {.number = last.number, .sequence = last.sequence};
    enum err err = gap_note(rq);

    return err || last.number == 0 ? err : sql_feed_place_set(rq, &place, NULL);
}
