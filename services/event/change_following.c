#include "services/event/change_following.h"

#include "services/event/access.h"
#include "services/event/check.h"
#include "services/event/occurrence.h"
#include "services/event/overrides.h"
#include "services/event/same.h"
#include "services/event/split.h"
#include "services/event/tell.h"
#include "services/event/write.h"
#include "shared/codec/msg.h"
#include "shared/request/amend.h"

/* The override of the occurrence at which a series is split, before the split. */
struct own {
    bool found;
    struct sql_stored row;
    struct event shown;
};

static enum err
find_own(struct request *rq, const struct sql_stored *series, struct local wall, struct own *out)
{
    enum err err = overrides_find(rq, series, wall, &out->row, &out->found);

    if (!err && out->found)
        stored_show_override(rq, series, &out->row, &out->shown);
    return err;
}

/* GET shows the occurrence by its own row, so a client sends back the read-only fields of that. */
static void
take_read_only(const struct own *own, struct event *tail)
{
    tail->created_by = own->shown.created_by;
    tail->updated_by = own->shown.updated_by;
    tail->created_at = own->shown.created_at;
    tail->updated_at = own->shown.updated_at;
}

static bool
names(const struct request *rq, const char *field)
{
    return map_find(rq->body, field) != NULL;
}

/*
 * What the client sets applies from this occurrence on, so the override must not hide it: a PUT
 * sets everything and drops the override, a PATCH is applied to it as well.  Its three fields of
 * time are set together.
 */
static enum err
amend_own(struct request *rq, const struct event *next, struct own *own)
{
    const struct columns none = {.is_series = false};
    struct event e;
    enum err err;

    if (!own->found)
        return OK;
    if (rq->operation->body_mode != WIRE_PARTIAL)
        return sql_override_drop(rq, &(struct sql_override_drop){.id = own->row.event.id}, NULL);
    err = amend(rq, &event_shape, &own->shown, &e);
    if (err)
        return err;
    if (names(rq, "start_time") || names(rq, "end_time") || names(rq, "all_day")) {
        e.start_time = next->start_time;
        e.end_time = next->end_time;
        e.all_day = next->all_day;
    }
    overrides_strip(&e);
    check_defaults(rq, &e);
    err = check_override(rq, &e);
    return err ? err : write_update(rq, own->row.event.id, &e, &none, &own->row);
}

/* What the client makes of the occurrence and all that follow. */
static enum err
amend_tail(struct request *rq, const struct sql_stored *series, struct local wall,
           struct event *tail, struct event *next, struct columns *columns)
{
    /* A client that sends back the rule that it read means, for the new series, the rest of it. */
    const char *rest = tail->recurrence_rule;
    enum err err;

    tail->recurrence_rule = series->event.recurrence_rule;
    err = amend(rq, &event_shape, tail, next);
    if (err)
        return err;
    if (same_text(next->recurrence_rule, series->event.recurrence_rule))
        next->recurrence_rule = rest;
    check_defaults(rq, next);
    err = check_event(rq, next, columns);
    if (err)
        return err;
    split_drop_earlier(rq, columns, wall);
    columns_reach(rq, next, columns);
    return access_move(rq, tail, next);
}

enum err
change_following_update(struct request *rq, const struct sql_stored *series,
                        const struct occurrence *o, struct event *out)
{
    struct event head, tail, next, before;
    struct columns head_columns, columns;
    struct sql_stored row;
    struct own own;
    bool whole = occurrence_is_first(rq, series, o);
    enum err err = find_own(rq, series, o->wall, &own);

    if (err)
        return err;
    split_series(rq, series, o, &head, &head_columns, &tail);
    if (own.found)
        take_read_only(&own, &tail);
    err = amend_tail(rq, series, o->wall, &tail, &next, &columns);
    if (!err)
        err = amend_own(rq, &next, &own);
    if (!err)
        err = whole ? write_update(rq, series->event.id, &next, &columns, &row)
                    : write_insert(rq, &next, &columns, &row);
    if (!err)
        err = overrides_refit(rq, series->event.id, o->wall, &row);
    if (!err)
        err = write_settle(rq, row.event.id);
    if (!err && !whole)
        err = write_series(rq, series, &head, &head_columns);
    if (err)
        return err;
    stored_show(rq, series, &before);
    stored_show(rq, &row, out);
    return whole ? tell_updated(rq, &before, out) : tell_created(rq, out);
}

enum err
change_following_delete(struct request *rq, const struct sql_stored *series,
                        const struct occurrence *o)
{
    struct event head, tail;
    struct columns columns;
    enum err err = overrides_drop(rq, series->event.id, o->wall);

    split_series(rq, series, o, &head, &columns, &tail);
    return err ? err : write_series(rq, series, &head, &columns);
}
