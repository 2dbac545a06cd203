/*
 * membership - one change of who may see a calendar.
 *
 * The transaction has locked the calendar.  Each change is one version of the calendar and of its
 * membership, and is announced: to who gains sight of it, to who loses it, and to all the others.
 * Services with a copy apply it when access_changed() (access.h) asks them to, or read it from
 * calendar.access_changes.
 */
#ifndef SERVICES_CALENDAR_MEMBERSHIP_H
#define SERVICES_CALENDAR_MEMBERSHIP_H

#include "gen/calendar/api.h"

/* Somebody who is none becomes a member. */
enum err membership_begin(struct request *rq, struct uuid calendar_id, struct uuid user_id,
                          const char *role, struct member *out) __attribute__((warn_unused_result));

/* A member gets another role. */
enum err membership_set_role(struct request *rq, struct uuid calendar_id, struct uuid user_id,
                             const char *role, struct member *out)
    __attribute__((warn_unused_result));

/* A member that had this role is one no longer. */
enum err membership_end(struct request *rq, const struct member *member)
    __attribute__((warn_unused_result));

/* The member `to`, whom the calendar names as its owner already, and the former owner change roles. */
enum err membership_transfer(struct request *rq, const struct calendar *stored, struct uuid to,
                             struct calendar *now) __attribute__((warn_unused_result));

#endif
