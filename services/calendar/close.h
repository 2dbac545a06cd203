/*
 * close - a calendar that goes, with all its members.
 */
#ifndef SERVICES_CALENDAR_CLOSE_H
#define SERVICES_CALENDAR_CLOSE_H

#include "gen/calendar/api.h"

/*
 * Deletes a calendar that the transaction has locked and announces it.  `access_version` is the
 * version of its membership, which has nobody in it now.
 */
enum err calendar_close(struct request *rq, const struct calendar *stored, int64_t *access_version)
    __attribute__((warn_unused_result));

#endif
