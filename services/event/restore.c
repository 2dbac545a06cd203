/*
 * event.restore: a deleted event as it was.
 *
 * A deletion leaves its time in the row of a series and in those of the overrides that went with it, so that these are
 * told from overrides that were dropped before.
 */
#include "services/event/event.h"

#include "services/event/access.h"
#include "services/event/stored.h"
#include "services/event/tell.h"
#include "services/event/write.h"
#include "shared/request/request.h"

static enum err
refuse_restore(struct request *rq, struct uuid id)
{
    const struct sql_event_find find = {.id = id, .user_id = rq->caller.user_id};
    struct sql_stored row;
    enum err err = sql_event_find(rq, &find, &row);

    if (!err)
        return refuse(rq, ERR_CONFLICT, "the event is not deleted");
    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such deleted event") : err;
}

static enum err
restore_row(struct request *rq, const struct sql_stored *deleted, struct sql_stored *out)
{
    const struct sql_event_restore restore = {.id = deleted->event.id,
                                              .calendar_id = deleted->event.calendar_id,
                                              .user_id = rq->caller.user_id};
    const struct sql_event_find find = {.id = deleted->event.id, .user_id = rq->caller.user_id};
    int64_t rows = 0;
    enum err err = write_judge(rq, sql_event_restore(rq, &restore, &rows));

    if (!err && rows == 0)
        return refuse_restore(rq, deleted->event.id);
    return err ? err : sql_event_find(rq, &find, out);
}

enum err
event_restore(struct request *rq, const struct event_restore_in *in, struct event *out)
{
    const struct sql_event_find_deleted find = {
        .id = in->id, .user_id = rq->caller.user_id, .now = instant_now()};
    struct sql_stored deleted, row;
    enum err err = sql_event_find_deleted(rq, &find, &deleted);

    if (err == ERR_NOT_FOUND)
        return refuse_restore(rq, in->id);
    if (!err)
        err = access_write(rq, deleted.event.calendar_id, "there is no such deleted event");
    if (!err)
        err = restore_row(rq, &deleted, &row);
    if (err)
        return err;
    stored_show(rq, &row, out);
    return tell_created(rq, out);
}
