/*
 * size - how long an event may be as JSON, however its texts are escaped.
 *
 * An event is shown with 21 attendees at most, of 2 KiB each, so that all of it stays below 256 KiB.
 *
 * Threads: one request's.
 */
#ifndef SERVICES_EVENT_SIZE_H
#define SERVICES_EVENT_SIZE_H

#include "gen/event/api.h"

enum { EVENT_JSON_MAX = 208 * 1024 }; /* bytes, without attendees */

/* Too long an event is a problem of its longest member. */
void size_check(struct request *rq, const struct event *e);

#endif
