/*
 * write - an event as a row: written, and told of.
 *
 * Ownership: rows live in the request's arena and borrow the event.
 */
#ifndef SERVICES_EVENT_WRITE_H
#define SERVICES_EVENT_WRITE_H

#include "services/event/check.h"

enum err write_insert(struct request *rq, const struct event *e, const struct columns *c,
                      struct sql_stored *out) __attribute__((warn_unused_result));
/* The row as it is to be; its overrides are put where they now belong by who calls. */
enum err write_update(struct request *rq, struct uuid id, const struct event *e,
                      const struct columns *c, struct sql_stored *out)
    __attribute__((warn_unused_result));

/* After a series or its overrides were written: its row reaches over them and names them. */
enum err series_settle(struct request *rq, struct uuid id) __attribute__((warn_unused_result));

/* To everybody who sees its calendar. */
enum err tell_created(struct request *rq, const struct event *e)
    __attribute__((warn_unused_result));
/* As it was before the deletion. */
enum err tell_deleted(struct request *rq, const struct event *before)
    __attribute__((warn_unused_result));
/* Who sees only the calendar that it was in hears that it is gone. */
enum err tell_updated(struct request *rq, const struct event *before, const struct event *now)
    __attribute__((warn_unused_result));
/* What a series has become, announced as updated. */
enum err write_series(struct request *rq, const struct sql_stored *series, const struct event *e,
                      const struct columns *c) __attribute__((warn_unused_result));

/* 404 unless the caller may write events of the calendar that the event moves to, if any. */
enum err may_move(struct request *rq, const struct event *from, const struct event *to)
    __attribute__((warn_unused_result));

bool same_text(const char *a, const char *b); /* also when both are NULL */
bool same_texts(struct texts a, struct texts b);

#endif
