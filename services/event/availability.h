/*
 * availability - when nothing stands in some calendars.
 *
 * Ownership: in the request's arena.
 * Cost:      what overlaps the window is read as times alone; the numbers in availability.c bound
 * it. Threads:   one request's.
 */
#ifndef SERVICES_EVENT_AVAILABILITY_H
#define SERVICES_EVENT_AVAILABILITY_H

#include "services/event/spans.h"
#include "shared/time/tz.h"

struct busy_ask {
    struct uuids calendar_ids;
    struct span window;
    const struct tz *zone; /* where all-day events are placed */
};

/* The asker's zone by its name; NULL: the user's own. */
const struct tz *asker_zone(const struct request *rq, const char *name);

/* Names `end` unless the window lasts, and at most so many days. */
void check_window(struct request *rq, const struct span *window, int days_max);

/* 404 unless the caller sees every one of the calendars.  What is found is constant. */
enum err busy_find(struct request *rq, const struct busy_ask *ask, const struct spans **out)
    __attribute__((warn_unused_result));

#endif
