/*
 * access - tells services that copy it who may see which calendar; see access.c.
 */
#ifndef SERVICES_CALENDAR_ACCESS_H
#define SERVICES_CALENDAR_ACCESS_H

#include "gen/calendar/api.h"

/* A calendar was made: version 1 of its membership is its owner. */
enum err access_opened(struct request *rq, const struct calendar *c)
    __attribute__((warn_unused_result));
/* The members of a calendar that the transaction has locked are as they stand now. */
enum err access_changed(struct request *rq, struct uuid calendar_id)
    __attribute__((warn_unused_result));
/* A calendar was deleted by this version of its membership. */
enum err access_closed(struct request *rq, struct uuid calendar_id, int64_t version)
    __attribute__((warn_unused_result));

#endif
