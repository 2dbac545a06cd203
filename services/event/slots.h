/*
 * slots - working hours on the wall clock of a zone, and slots of one length inside stretches of
 * time.
 *
 * Working time is what a clock in the zone shows as such: where clocks go back, an hour that comes
 * twice counts twice, and where they go forward the hours that no clock shows are not there.
 *
 * Ownership: in the request's arena.
 * Threads:   one request's.
 */
#ifndef SERVICES_EVENT_SLOTS_H
#define SERVICES_EVENT_SLOTS_H

#include "services/event/spans.h"
#include "shared/time/tz.h"

/* Of one day of the week, 0 Monday: minutes after midnight, `end` up to 1440. */
struct shift {
    unsigned weekday;
    int start, end;
};

struct spans slots_working(struct arena *a, const struct shift *shifts, size_t count,
                           const struct span *window, const struct tz *zone);

/* The earliest `most` that do not overlap each other. */
struct spans slots_cut(const struct spans *open, int64_t length_us, size_t most);

#endif
