/*
 * tell - who hears what of a calendar: each reader in its own role.
 *
 * Services and the owner hear of a change by one announcement, editors and viewers by one each, to
 * feeds alone.  Calendars are given as their owners see them.
 *
 * Ownership: what is given is borrowed for the call.
 * Failure:   as announce().
 */
#ifndef SERVICES_CALENDAR_TELL_H
#define SERVICES_CALENDAR_TELL_H

#include "gen/calendar/sql.h"

/* Its own fields were changed; it had the version before this one. */
enum err tell_updated(struct request *rq, const struct calendar *now)
    __attribute__((warn_unused_result));

/* Its members were changed: told to all but `gained`, who hears tell_gained; nil: nobody. */
enum err tell_members(struct request *rq, const struct calendar *now, struct uuid gained)
    __attribute__((warn_unused_result));
enum err tell_gained(struct request *rq, const struct calendar *now, const char *role,
                     struct uuid user) __attribute__((warn_unused_result));
enum err tell_lost(struct request *rq, const struct calendar *now, const char *role,
                   struct uuid user) __attribute__((warn_unused_result));

/* It is gone, and `readers` were its members. */
enum err tell_deleted(struct request *rq, const struct calendar *gone,
                      const struct sql_readers *readers) __attribute__((warn_unused_result));

#endif
