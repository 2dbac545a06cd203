/*
 * tell - announces what became of an event to everybody who may see its calendar, and to those who attend it.
 *
 * In the transaction of the change, after access_write, which holds the audience still.
 */
#ifndef SERVICES_EVENT_TELL_H
#define SERVICES_EVENT_TELL_H

#include "services/event/attendees.h"

enum err tell_created(struct request *rq, const struct event *e)
    __attribute__((warn_unused_result));
/* `before` is the event as it was; the announcement is a version later. */
enum err tell_deleted(struct request *rq, const struct event *before)
    __attribute__((warn_unused_result));
/* An event that moved is announced as deleted to those who see only the calendar it has left. */
enum err tell_updated(struct request *rq, const struct event *before, const struct event *now)
    __attribute__((warn_unused_result));

/* The same when others are invited than before: who sees it from now on hears that it is created, and who does not any
 * more that it is deleted. */
enum err tell_invited(struct request *rq, const struct event *before, const struct event *now,
                      const struct attendees_edit *edit) __attribute__((warn_unused_result));

/* An answer, or another name, to everybody who may read the event. */
enum err tell_attendee(struct request *rq, const struct event *e, const struct attendee *now)
    __attribute__((warn_unused_result));

#endif
