/*
 * access - this service's copy of who may see which calendar.
 *
 * The calendar service owns the membership; each calendar's has a version.  A change comes here by
 * three ways, and is applied only when its version is above that of the copy:
 *
 *     delivery.access_apply       the calendar service asks, before it answers its client
 *     evt.calendar.calendar.>   its announcement that the calendar is deleted, which is final
 *     access_rebuild            reads calendar.access_changes, in the order in which the changes were
 *                               committed
 *
 * Deliveries about a calendar that their owner may not see any more are deleted by access_clear.
 */
#ifndef SERVICES_DELIVERY_ACCESS_H
#define SERVICES_DELIVERY_ACCESS_H

#include "shared/actor/actor.h"

/* ERR_NOT_FOUND unless the caller may see the calendar, and does until the transaction ends. */
enum err access_check(struct request *rq, struct uuid calendar_id)
    __attribute__((warn_unused_result));

consumer_call access_of_calendar;
consumer_rebuild access_rebuild;
job_call access_clear;

#endif
