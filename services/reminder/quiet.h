/*
 * quiet - hours in which a user is told nothing: what comes due in them is put off to their end.
 *
 * Threads: as the request.
 */
#ifndef SERVICES_REMINDER_QUIET_H
#define SERVICES_REMINDER_QUIET_H

#include "gen/reminder/sql.h"
#include "shared/time/tz.h"

/*
 * The end of the quiet hours in which `at` is, of those from `from` until `until`, texts as in 22:00, on the clock
 * of the zone; false: it is in none.  An hour that the clock skips or shows twice is as it shows it.
 */
bool quiet_end(const struct tz *zone, const char *from, const char *until, struct instant at,
               struct instant *end);

/* Puts off what was just claimed in somebody's quiet hours, and leaves the others at the front of `rows`. */
enum err quiet_put_off(struct request *rq, struct sql_due *rows, size_t *count)
    __attribute__((warn_unused_result));

#endif
