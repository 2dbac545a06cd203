/*
 * Instants to wall-clock times and back.
 *
 * tz_span_at answers everything about instants.  resolve() goes the other way: a wall-clock time
 * belongs to an instant not earlier than TZ_OFFSET_ABOVE before it as if it were UTC; from there it
 * walks spans until one has the time.
 */
#include "shared/time/tz.h"

#include "shared/time/tz_internal.h"

/* How many transitions are not after `at`. */
static size_t
count_until(const struct tz *z, int64_t at)
{
    size_t low = 0, high = z->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (z->times[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct tz_span
tz_span_at(const struct tz *z, int64_t at)
{
    size_t i = count_until(z, at);
    struct tz_span span = {
        .start = i == 0 ? INT64_MIN : z->times[i - 1],
        .end = i == z->count ? INT64_MAX : z->times[i],
        .offset = i == 0 ? z->first : z->offsets[i - 1],
    };

    if (i == z->count && z->has_rule) {
        struct tz_span ruled = tz_rule_span(&z->rule, at);

        span.end = ruled.end;
        span.offset = ruled.offset;
        if (ruled.start > span.start)
            span.start = ruled.start;
    }
    return span;
}

static int64_t
floor_seconds(int64_t us)
{
    return us / SECOND_US - (us % SECOND_US < 0);
}

int32_t
tz_offset_at(const struct tz *z, struct instant at)
{
    return tz_span_at(z, floor_seconds(at.us)).offset;
}

struct local
tz_to_local(const struct tz *z, struct instant at)
{
    return (struct local){at.us + tz_offset_at(z, at) * SECOND_US};
}

/* Seconds no time of ours comes near, yet safe to count in microseconds: the year 5000. */
static const int64_t FAR = INT64_C(95617584000);

/*
 * The first instant at which the wall shows `wall`.  In a gap no instant does:
 * RFC 5545 section 3.3.5: "If the local time described does not occur (when changing from standard
 * to daylight time), the DATE-TIME value is interpreted using the UTC offset before the gap in
 * local times."  With `end_of_gap` it is the transition instead.
 */
static int64_t
resolve(const struct tz *z, int64_t wall, bool end_of_gap)
{
    struct tz_span span = tz_span_at(z, wall - TZ_OFFSET_ABOVE);

    for (;;) {
        int64_t at = wall - span.offset;
        struct tz_span next;

        if (at < span.end)
            return at;
        next = tz_span_at(z, span.end);
        if (wall - next.offset < next.start)
            return end_of_gap ? next.start : at;
        span = next;
    }
}

/* The span after the one that first shows `wall`, if it shows it again; false: no such span. */
static bool
shows_again(const struct tz *z, int64_t wall, struct tz_span *before, struct tz_span *again)
{
    int64_t first = resolve(z, wall, false);

    *before = tz_span_at(z, first);
    if (wall - before->offset != first || before->end >= FAR)
        return false;
    *again = tz_span_at(z, before->end);
    return wall - again->offset >= again->start && wall - again->offset < again->end;
}

struct instant
tz_to_instant(const struct tz *z, struct local wall)
{
    struct local shown = local_shown(wall);
    int64_t seconds = floor_seconds(shown.us), at = resolve(z, seconds, false);
    struct tz_span before, again;

    if (local_is_second(wall) && shows_again(z, seconds, &before, &again))
        at = seconds - again.offset;
    return (struct instant){at * SECOND_US + shown.us - seconds * SECOND_US};
}

struct local
tz_twice_until(const struct tz *z, struct local wall)
{
    struct tz_span before, again;

    if (!shows_again(z, floor_seconds(local_shown(wall).us), &before, &again))
        return (struct local){INT64_MIN};
    return (struct local){(before.end + before.offset) * SECOND_US};
}

struct local
tz_wall_of(const struct tz *z, struct local wall)
{
    if (local_is_second(wall) && tz_twice_until(z, wall).us == INT64_MIN)
        return local_shown(wall);
    return wall;
}

struct local
tz_to_wall(const struct tz *z, struct instant at)
{
    struct local wall = tz_to_local(z, at);

    if (tz_to_instant(z, wall).us != at.us)
        wall.us += LOCAL_SECOND;
    return wall;
}

struct instant
tz_day_start(const struct tz *z, struct day d)
{
    return (struct instant){resolve(z, (int64_t)d.days * 86400, true) * SECOND_US};
}

struct tz_stretch
tz_stretch_from(const struct tz *z, struct local wall)
{
    int64_t seconds = floor_seconds(wall.us);
    struct tz_span span = tz_span_at(z, seconds - TZ_OFFSET_ABOVE);

    for (;;) {
        bool last = span.end >= FAR;
        struct tz_span next = last ? span : tz_span_at(z, span.end);
        int64_t gap = (last ? FAR : span.end) + span.offset, over = next.offset - span.offset;
        int64_t until = gap + (over > 0 ? over : 0);

        if (last || seconds < until)
            return (struct tz_stretch){
                {gap * SECOND_US}, {until * SECOND_US}, span.offset * SECOND_US};
        span = next;
    }
}

/*
 * At most one wall shows `at`; in a gap that ended not long before, walls behind it resolve to `at`
 * as well, by an offset that was in force within the last day.
 */
struct local
tz_wall_before(const struct tz *z, struct instant at)
{
    int64_t seconds = floor_seconds(at.us), oldest = seconds - TZ_OFFSET_ABOVE;
    struct tz_span span = tz_span_at(z, seconds);
    int32_t least = span.offset;

    while (span.start > oldest) {
        span = tz_span_at(z, span.start - 1);
        if (span.offset < least)
            least = span.offset;
    }
    return (struct local){at.us + least * SECOND_US};
}
