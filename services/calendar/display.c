/*
 * display - how a member has a calendar shown: the member's own, with a version of its own.
 */
#include "gen/calendar/events.h"
#include "gen/calendar/sql.h"
#include "services/calendar/lock.h"
#include "shared/request/amend.h"

static enum err
display_find(struct request *rq, struct uuid calendar_id, struct display *out)
{
    const struct sql_display_find find = {
        .calendar_id = calendar_id,
        .user_id = rq->caller.user_id,
    };

    return sql_display_find(rq, &find, out);
}

enum err
calendar_display_get(struct request *rq, const struct calendar_display_get_in *in,
                     struct display *out)
{
    struct calendar seen;
    enum err err = calendar_see(rq, in->id, &seen);

    if (!err)
        err = display_find(rq, in->id, out);
    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such calendar") : err;
}

enum err
calendar_display_replace(struct request *rq, const struct calendar_display_replace_in *in,
                         struct display *out)
{
    struct calendar calendar;
    struct display stored, next;
    const struct sql_display_update update = {
        .display = &next,
        .calendar_id = in->id,
        .user_id = rq->caller.user_id,
    };
    enum err err = calendar_lock_seen(rq, in->id, &calendar);

    if (!err)
        err = display_find(rq, in->id, &stored);
    if (!err)
        err = match_version(rq, stored.version);
    if (!err)
        err = amend(rq, &display_shape, &stored, &next);
    if (!err)
        err = sql_display_update(rq, &update, out);
    if (err)
        return err;
    return announce_calendar_display_updated(rq, out, stored.version,
                                             audience_of_one(rq, rq->caller.user_id));
}
