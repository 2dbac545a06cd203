/*
 * member - a member of a calendar that the caller sees.
 */
#ifndef SERVICES_CALENDAR_MEMBER_H
#define SERVICES_CALENDAR_MEMBER_H

#include "gen/calendar/api.h"

/* ERR_NOT_FOUND when the user is no member. */
enum err member_find(struct request *rq, struct uuid calendar_id, struct uuid user_id,
                     struct member *out) __attribute__((warn_unused_result));

#endif
