/*
 * busy - when events stand in some calendars, as stretches of time alone.
 *
 * Ownership: in the request's arena.
 * Cost:      what overlaps the window is read as times alone; the numbers in busy.c bound it.
 * Threads:   one request's.
 */
#ifndef SERVICES_EVENT_BUSY_H
#define SERVICES_EVENT_BUSY_H

#include "services/event/spans.h"
#include "shared/time/tz.h"

struct busy_ask {
    struct uuids calendar_ids;
    struct span window;
    const struct tz *zone; /* where all-day events are placed */
    bool attending;        /* what the caller has accepted elsewhere, too */
};

/* Names `end` unless it is after the start, by at most so many days. */
void busy_check_window(struct request *rq, const struct span *window, int days_max);

/* Refuses a window that has more than `most` of `what`. */
enum err busy_refuse_excess(struct request *rq, int most, const char *what)
    __attribute__((warn_unused_result));

/* 404 unless the caller sees every one of the calendars.  What is found is constant. */
enum err busy_find(struct request *rq, const struct busy_ask *ask, const struct spans **out)
    __attribute__((warn_unused_result));

#endif
