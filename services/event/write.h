/*
 * write - an event as a row of the table.
 *
 * Ownership: rows live in the request's arena and borrow the event.
 */
#ifndef SERVICES_EVENT_WRITE_H
#define SERVICES_EVENT_WRITE_H

#include "services/event/columns.h"

enum err write_insert(struct request *rq, const struct event *e, const struct columns *c,
                      struct sql_stored *out) __attribute__((warn_unused_result));
/* Replaces the row.  The caller then puts its overrides where they now belong. */
enum err write_update(struct request *rq, struct uuid id, const struct event *e,
                      const struct columns *c, struct sql_stored *out)
    __attribute__((warn_unused_result));

/* What the event is found by, as its row has it. */
struct texts write_terms(struct request *rq, const struct event *e, const struct columns *c);

enum err write_refuse_uid(struct request *rq) __attribute__((warn_unused_result));

/* What a statement that writes events ended with; a UID that its calendar has is refused by name. */
enum err write_judge(struct request *rq, enum err err) __attribute__((warn_unused_result));

/* After a series or its overrides were written: its row covers their times and lists them. */
enum err write_settle(struct request *rq, struct uuid id) __attribute__((warn_unused_result));

/* Replaces the row of a series, settles it and announces it as updated. */
enum err write_series(struct request *rq, const struct sql_stored *series, const struct event *e,
                      const struct columns *c) __attribute__((warn_unused_result));

#endif
