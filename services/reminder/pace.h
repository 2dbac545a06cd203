/*
 * pace - what time it is for this service: that of the system, or of a clock that tests set and have run faster
 * (ALMANAC_REMINDER_CLOCK).
 *
 * Threads: pace_set before there are threads; the rest is for any.
 */
#ifndef SERVICES_REMINDER_PACE_H
#define SERVICES_REMINDER_PACE_H

#include "shared/base/clock.h"

/*
 * `2026-03-01T00:00:00Z 2026-11-28T07:00:00Z 288`: it shows the first when the system's clock shows the second, and runs
 * so many times as fast, 1 to 100,000; empty: the system's.  False: it is none of these.
 */
bool pace_set(const char *text);

struct instant pace_now(void);
struct instant pace_after_ms(int64_t ms);
/* How long until then, rounded up; 0 when it is past. */
int64_t pace_rest_ms(struct instant until);

#endif
