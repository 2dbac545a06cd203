/*
 * tell - announces what became of an event to everybody who may see its calendar.
 *
 * In the transaction of the change, after access_write, which holds the audience still.
 */
#ifndef SERVICES_EVENT_TELL_H
#define SERVICES_EVENT_TELL_H

#include "gen/event/api.h"

enum err tell_created(struct request *rq, const struct event *e)
    __attribute__((warn_unused_result));
/* `before` is the event as it was; the announcement is a version later. */
enum err tell_deleted(struct request *rq, const struct event *before)
    __attribute__((warn_unused_result));
/* An event that moved is announced as deleted to those who see only the calendar it has left. */
enum err tell_updated(struct request *rq, const struct event *before, const struct event *now)
    __attribute__((warn_unused_result));

#endif
