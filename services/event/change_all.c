/*
 * scope=all: a single event, or a series with all its occurrences.
 */
#include "services/event/scopes.h"
#include "services/event/split.h"
#include "shared/request/amend.h"

/* Whether every occurrence is where it was. */
static bool
same_course(const struct sql_stored *a, const struct sql_stored *b)
{
    bool same = a->event.start_time.at.us == b->event.start_time.at.us &&
                a->event.all_day == b->event.all_day &&
                uuid_equal(a->event.calendar_id, b->event.calendar_id) &&
                same_text(a->event.timezone, b->event.timezone) &&
                same_text(a->event.recurrence_rule, b->event.recurrence_rule) &&
                same_texts(a->rdates, b->rdates) && a->exdates.count == b->exdates.count;

    for (size_t i = 0; same && i < a->exdates.count; i++)
        same = a->exdates.items[i].us == b->exdates.items[i].us;
    return same;
}

enum err
change_all(struct request *rq, const struct sql_stored *stored, struct event *out)
{
    struct event shown, next;
    struct columns columns;
    struct sql_stored row;
    enum err err;

    stored_show(rq, stored, &shown);
    err = amend(rq, &event_shape, &shown, &next);
    if (!err)
        err = event_check(rq, &next, &columns);
    if (!err)
        err = may_move(rq, &shown, &next);
    if (!err)
        err = write_update(rq, stored->event.id, &next, &columns, &row);
    if (!err && stored_is_series(stored) && !same_course(stored, &row))
        err = refit_overrides(rq, stored->event.id, wall_min, &row);
    if (!err && stored_is_series(stored))
        err = series_settle(rq, stored->event.id);
    if (err)
        return err;
    stored_show(rq, &row, out);
    return tell_updated(rq, &shown, out);
}

enum err
remove_all(struct request *rq, const struct sql_stored *stored)
{
    const struct sql_event_delete gone = {.id = stored->event.id, .user_id = rq->caller.user_id};
    struct event shown;
    enum err err = sql_event_delete(rq, &gone, NULL);

    stored_show(rq, stored, &shown);
    return err ? err : tell_deleted(rq, &shown);
}
