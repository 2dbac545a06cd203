/*
 * create - what POST makes of a new event: what is checked before it is written, and what is told
 * afterwards.
 *
 * Ownership: as the request.
 */
#ifndef SERVICES_EVENT_CREATE_H
#define SERVICES_EVENT_CREATE_H

#include "services/event/columns.h"

struct creation {
    struct event event;
    struct columns columns;
};

/* Refuses what may not be created; the calendar is held afterwards. */
enum err create_ready(struct request *rq, const struct event *body, struct creation *out)
    __attribute__((warn_unused_result));

/* Announces the row that was written, and shows it. */
enum err create_tell(struct request *rq, const struct sql_stored *row, struct event *out)
    __attribute__((warn_unused_result));

#endif
