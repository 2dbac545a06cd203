#include "services/event/change_all.h"

#include "services/event/access.h"
#include "services/event/check.h"
#include "services/event/overrides.h"
#include "services/event/same.h"
#include "services/event/tell.h"
#include "services/event/write.h"
#include "shared/request/amend.h"

/* Every occurrence is where it was. */
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
change_all_update(struct request *rq, const struct sql_stored *stored, struct event *out)
{
    struct event shown, next;
    struct columns columns;
    struct sql_stored row;
    enum err err;

    stored_show(rq, stored, &shown);
    err = amend(rq, &event_shape, &shown, &next);
    if (err)
        return err;
    check_defaults(rq, &next);
    err = check_event(rq, &next, &columns);
    if (!err)
        err = access_move(rq, &shown, &next);
    if (err)
        return err;
    columns_reach(rq, &next, &columns);
    err = write_update(rq, stored->event.id, &next, &columns, &row);
    if (!err && stored_is_series(stored) && !same_course(stored, &row))
        err = overrides_refit(rq, stored->event.id, OVERRIDES_ALL, &row);
    if (!err && stored_is_series(stored))
        err = write_settle(rq, stored->event.id);
    if (err)
        return err;
    stored_show(rq, &row, out);
    return tell_updated(rq, &shown, out);
}

enum err
change_all_delete(struct request *rq, const struct sql_stored *stored)
{
    const struct sql_event_delete gone = {.id = stored->event.id, .user_id = rq->caller.user_id};
    struct event shown;
    enum err err = sql_event_delete(rq, &gone, NULL);

    stored_show(rq, stored, &shown);
    return err ? err : tell_deleted(rq, &shown);
}
