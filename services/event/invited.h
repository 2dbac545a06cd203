/*
 * invited - what the row of an event has of its attendees, so that lists read nothing else: the first 20 as an array of
 * MessagePack maps, each in the form of EventAttendee.
 *
 * A reader that attends and is not among them comes with the row, as a text for each of id, email, name and status ({stored}
 * in event.sql).
 *
 * Ownership: results live in the request's arena.
 * Threads:   any.
 */
#ifndef SERVICES_EVENT_INVITED_H
#define SERVICES_EVENT_INVITED_H

#include "gen/event/sql.h"

enum { INVITED_SHOWN = 20 };

/* The bytes of at most INVITED_SHOWN; none of none. */
struct bytes invited_doc(struct request *rq, const struct attendee *rows, size_t count);

/* Those of a row, as `out` shows them. */
void invited_show(struct request *rq, const struct sql_stored *row, struct event *out);

#endif
