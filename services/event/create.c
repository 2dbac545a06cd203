#include "services/event/create.h"

#include "services/event/access.h"
#include "services/event/attendees.h"
#include "services/event/check.h"
#include "services/event/conflicts.h"
#include "services/event/event.h"
#include "services/event/tell.h"
#include "services/event/write.h"
#include "shared/request/request.h"

enum err
create_ready(struct request *rq, const struct event *body, struct creation *out)
{
    enum err err;

    out->event = *body;
    check_new(rq, &out->event);
    err = check_event(rq, &out->event, &out->columns);
    if (!err)
        err = access_write(rq, out->event.calendar_id, "there is no such calendar");
    if (!err)
        columns_reach(rq, &out->event, &out->columns);
    return err;
}

/* Of an event that has just been written. */
static enum err
create_attendees(struct request *rq, const struct event *new, struct sql_stored *row)
{
    const struct event nobody = {.attendee_count = 0};
    struct attendees_edit invited;
    enum err err;

    if (new->attendees.count == 0)
        return OK;
    err = attendees_edit(rq, NULL, &nobody, new, &invited);
    return err ? err : attendees_write(rq, &invited, false, row);
}

enum err
create_tell(struct request *rq, const struct sql_stored *row, struct event *out)
{
    stored_show(rq, row, out);
    return tell_created(rq, out);
}

enum err
event_create(struct request *rq, const struct event_create_in *in, struct event *out)
{
    struct creation new;
    struct sql_stored row;
    enum err err = create_ready(rq, &in->body, &new);

    if (!err)
        err = write_insert(rq, &new.event, &new.columns, &row);
    if (!err)
        err = create_attendees(rq, &new.event, &row);
    if (!err)
        err = create_tell(rq, &row, out);
    return err || !in->conflicts ? err : conflicts_show(rq, out);
}
