/*
 * times - the one way in which mails write times.
 *
 * The reader's zone is always named, with what it is ahead of UTC then; every date has its year:
 *
 *   Monday, 1 June 2026, 09:00 (Europe/Berlin, UTC+2)
 *   Monday, 1 June 2026, 09:00-10:00 (Europe/Berlin, UTC+2)
 *   Monday, 1 June 2026, 22:00 - Tuesday, 2 June 2026, 01:00 (Europe/Berlin, UTC+2)
 *   Sunday, 29 March 2026, 01:30 UTC+1 - 03:30 UTC+2 (Europe/Berlin)       clocks change meanwhile
 *   Thursday, 4 June 2026, all day (Europe/Berlin)
 *   Thursday, 4 June 2026 - Friday, 5 June 2026, all day (Europe/Berlin)
 *
 * A time that was made in another zone, whose clocks differ from the reader's then, is told in that
 * zone as well, after a semicolon.
 *
 * Ownership: texts live in the arena.  They are ASCII, but for zones whose name is not.
 * Units:     minutes; seconds are left out.
 * Threads:   any.
 */
#ifndef SERVICES_DELIVERY_TIMES_H
#define SERVICES_DELIVERY_TIMES_H

#include "shared/base/arena.h"
#include "shared/time/tz.h"

enum times_kind { TIMES_NONE, TIMES_AT, TIMES_SPAN, TIMES_DAYS };

struct times {
    enum times_kind kind;
    struct instant start, end; /* of TIMES_SPAN; TIMES_AT has a start alone */
    struct day first, last;    /* of TIMES_DAYS, both inclusive */
    const struct tz *made_in;  /* of TIMES_AT and TIMES_SPAN; NULL: no other than the reader's */
};

/* NULL for TIMES_NONE. */
const char *times_text(struct arena *a, const struct tz *reader, const struct times *times);

#endif
