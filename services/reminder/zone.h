/*
 * zone - where people live: all-day events begin at their midnight.
 *
 * Known of those who have reminders: first as their own request says, then as auth tells.
 *
 * Ownership: texts live in the request's arena.
 */
#ifndef SERVICES_REMINDER_ZONE_H
#define SERVICES_REMINDER_ZONE_H

#include "gen/reminder/sql.h"
#include "shared/actor/actor.h"

/* That of the caller, if nothing is known yet. */
enum err zone_note(struct request *rq) __attribute__((warn_unused_result));

/* Held until the transaction ends; "UTC" of those of whom nothing is known. */
enum err zone_of_user(struct request *rq, struct uuid user_id, const char **zone)
    __attribute__((warn_unused_result));

/* Of several, by user_id; those of whom nothing is known are missing. */
enum err zone_of_users(struct request *rq, struct uuids user_ids, struct sql_zones_of_row **rows,
                       size_t *count) __attribute__((warn_unused_result));
const struct sql_zones_of_row *zone_among(const struct sql_zones_of_row *rows, size_t count,
                                          struct uuid user_id);

/* What auth tells of an account: its events are computed anew when it has moved. */
enum err zone_heard(struct request *rq, const struct domain_event *event)
    __attribute__((warn_unused_result));
/* Asks auth, of all who are known, or of those of whom only a request has told. */
job_call zone_look_up, zone_look_up_new;

#endif
