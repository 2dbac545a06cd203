/*
 * scope=following: one occurrence and all after it, which become a series of their own.
 */
#include "services/event/scopes.h"
#include "services/event/split.h"

/* What the client makes of the occurrence and all that follow. */
static enum err
amend_tail(struct request *rq, const struct sql_stored *series, struct local wall,
           struct event *tail, struct event *next, struct columns *columns)
{
    /* A client sends back the rule that it read: of the new series that means the rest of it. */
    const char *rest = tail->recurrence_rule;
    enum err err;

    tail->recurrence_rule = series->event.recurrence_rule;
    err = amend(rq, &event_shape, tail, next);
    if (err)
        return err;
    if (same_text(next->recurrence_rule, series->event.recurrence_rule))
        next->recurrence_rule = rest;
    err = event_check(rq, next, columns);
    if (err)
        return err;
    drop_earlier(rq, columns, wall);
    columns_reach(rq, next, columns);
    return may_move(rq, tail, next);
}

enum err
change_following(struct request *rq, const struct sql_stored *series, const struct occurrence *o,
                 struct event *out)
{
    struct event head, tail, next, before;
    struct columns head_columns, columns;
    struct sql_stored row;
    bool whole = occurrence_is_first(rq, series, o);
    enum err err;

    split_series(rq, series, o, &head, &head_columns, &tail);
    err = amend_tail(rq, series, o->wall, &tail, &next, &columns);
    if (!err)
        err = whole ? write_update(rq, series->event.id, &next, &columns, &row)
                    : write_insert(rq, &next, &columns, &row);
    if (!err)
        err = refit_overrides(rq, series->event.id, o->wall, &row);
    if (!err)
        err = series_settle(rq, row.event.id);
    if (!err && !whole)
        err = write_series(rq, series, &head, &head_columns);
    if (err)
        return err;
    stored_show(rq, series, &before);
    stored_show(rq, &row, out);
    return whole ? tell_updated(rq, &before, out) : tell_created(rq, out);
}

enum err
remove_following(struct request *rq, const struct sql_stored *series, const struct occurrence *o)
{
    struct event head, tail;
    struct columns columns;
    enum err err = drop_overrides(rq, series->event.id, o->wall);

    split_series(rq, series, o, &head, &columns, &tail);
    return err ? err : write_series(rq, series, &head, &columns);
}
