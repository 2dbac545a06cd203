/*
 * event.availability: busy and free stretches of a window, over several calendars.
 */
#include "services/event/busy.h"
#include "services/event/zone.h"

enum { STRETCHES_MAX = 5000, DAYS_MAX = 366 };

enum err
event_availability(struct request *rq, const struct event_availability_in *in,
                   struct availability *out)
{
    const struct busy_ask ask = {
        .calendar_ids = in->calendar_id,
        .window = {in->start, in->end},
        .zone = zone_asked(rq, in->timezone),
        .attending = in->attending,
    };
    const struct spans *busy;
    struct spans free_;
    enum err err;

    busy_check_window(rq, &ask.window, DAYS_MAX);
    err = refuse_problems(rq);
    if (!err)
        err = busy_find(rq, &ask, &busy);
    if (err)
        return err;
    if (busy->count > STRETCHES_MAX)
        return busy_refuse_excess(rq, STRETCHES_MAX, "busy stretches");
    free_ = spans_free(rq->arena, busy, &ask.window);
    out->busy.items = busy->items;
    out->busy.count = busy->count;
    out->free.items = free_.items;
    out->free.count = free_.count;
    return OK;
}
