#include "services/event/visible.h"

#include <string.h>

bool
visible_is_hidden(const struct event *e)
{
    return strcmp(e->visibility, "public") != 0;
}

/* A field that is not named here is not shown. */
void
visible_show(bool sees_all, struct event *e)
{
    if (sees_all || !visible_is_hidden(e))
        return;
    *e = (struct event){
        .id = e->id,
        .calendar_id = e->calendar_id,
        .title = "Busy",
        .start_time = e->start_time,
        .end_time = e->end_time,
        .timezone = e->timezone,
        .all_day = e->all_day,
        .recurrence_rule = e->recurrence_rule,
        .recurrence_dates = e->recurrence_dates,
        .exception_dates = {e->exception_dates.items, e->exception_dates.count},
        .has_recurrence_id = e->has_recurrence_id,
        .recurrence_id = e->recurrence_id,
        .status = e->status,
        .transparency = e->transparency,
        .visibility = e->visibility,
        .version = e->version,
        .created_at = e->created_at,
        .updated_at = e->updated_at,
    };
}

bool
visible_is_part(const struct event *e)
{
    return visible_is_hidden(e) && !e->has_created_by;
}
