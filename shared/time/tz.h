/*
 * tz - time zones, read from the system's TZif files.
 *
 * Source:  RFC 9636 (version 2 or later, 64-bit data and the POSIX TZ footer).  RFC 5545 section
 *   3.3.5 for local times: in an overlap the first instant, in a gap the offset before the gap.
 * Ownership: all zones are read at the first question and live as long as the process; callers
 *   borrow them.  A process keeps the tzdata that it began with.
 * Failure: tz_find returns NULL for a name that tzdata does not have, or a broken file.
 * Units:   seconds of offset east of UTC; local times are microseconds counted as if UTC.
 * Threads: any; a zone is immutable once found.  Neither TZ nor localtime is touched.
 */
#ifndef SHARED_TIME_TZ_H
#define SHARED_TIME_TZ_H

#include "shared/base/clock.h"

struct tz;

/*
 * Wall-clock time: microseconds since 1970-01-01T00:00:00 of that wall clock.  Where the clock is
 * set back it shows some times twice.  The second of the two is the same wall LOCAL_SECOND later:
 * 800 years, after which the calendar repeats itself and which no time of ours comes near.  So one
 * number tells the two apart wherever a wall is kept or compared.
 */
struct local {
    int64_t us;
};

#define LOCAL_SECOND (292194 * DAY_US)

/* From 2500 on: the first walls are of 1899 and later, none is of 2201. */
static inline bool
local_is_second(struct local wall)
{
    return wall.us >= 193582 * DAY_US;
}

/* What the clock shows. */
static inline struct local
local_shown(struct local wall)
{
    return (struct local){local_is_second(wall) ? wall.us - LOCAL_SECOND : wall.us};
}

/* `name` is an IANA name such as `Europe/Berlin`; links count. */
const struct tz *tz_find(const char *name, size_t len);

/*
 * For a name that was good when it was stored: tzdata moves and drops names.  UTC stands in for one
 * that is gone, and the first such name of a process is logged.
 */
const struct tz *tz_or_utc(const char *name);

/* The name by which it was found. */
const char *tz_name(const struct tz *z);

/* A digest of the tzdata that the process has: the same for the same zones. */
int64_t tz_data_digest(void);

int32_t tz_offset_at(const struct tz *z, struct instant at);
/* What the clock shows then, and the same with the second of two times told apart. */
struct local tz_to_local(const struct tz *z, struct instant at);
struct local tz_to_wall(const struct tz *z, struct instant at);
struct instant tz_to_instant(const struct tz *z, struct local wall);

/* A second time stays one only where the zone's clock shows that time twice. */
struct local tz_wall_of(const struct tz *z, struct local wall);
/* Until when (as shown) the times from `wall` on come twice; INT64_MIN where it does not. */
struct local tz_twice_until(const struct tz *z, struct local wall);

/*
 * For converting many wall-clock times in order: all from `wall` until `until` have one offset, and
 * the instant of each is wall - offset_us.  No clock shows the times from `gap` until `until`;
 * their instants are those of `until` or later.  Without a gap both are the same.
 */
struct tz_stretch {
    struct local gap, until;
    int64_t offset_us;
};
struct tz_stretch tz_stretch_from(const struct tz *z, struct local wall);

/* Wall-clock times before this one all resolve to instants before `at`. */
struct local tz_wall_before(const struct tz *z, struct instant at);

/* The first instant of a date in the zone (midnight, or the end of a gap over it). */
struct instant tz_day_start(const struct tz *z, struct day d);

#endif
