#include "services/event/change_all.h"

#include "services/event/access.h"
#include "services/event/answers.h"
#include "services/event/attendees.h"
#include "services/event/check.h"
#include "services/event/edit.h"
#include "services/event/moves.h"
#include "services/event/tell.h"
#include "services/event/write.h"
#include "shared/request/amend.h"

/* A single event, which may become a series. */
static enum err
update_single(struct request *rq, const struct sql_stored *stored, const struct event *shown,
              struct event *next, struct sql_stored *row)
{
    struct columns columns;
    enum err err = check_event(rq, next, &columns);

    if (!err)
        err = access_move(rq, shown, next);
    if (err)
        return err;
    columns_reach(rq, next, &columns);
    return write_update(rq, stored->event.id, next, &columns, row);
}

static enum err
update_series(struct request *rq, const struct sql_stored *stored, const struct event *shown,
              const struct event *next, struct sql_stored *row, struct course_count *count)
{
    const struct series_definition definition = stored_definition(rq, stored);
    struct edit edit = {.series = stored, .definition = &definition, .shown = shown, .next = next};
    struct edited edited;
    enum err err = overrides_read(rq, stored->event.id, &edit.overrides);

    if (!err)
        err = answers_read(rq, stored, &edit.answers);
    if (!err)
        err = edit_series(rq, &edit, &edited);
    if (!err)
        err = access_move(rq, shown, next);
    if (!err)
        err = write_update(rq, stored->event.id, &edited.event, &edited.columns, row);
    if (!err)
        err = overrides_put(rq, &edit.overrides, edited.places, stored, row);
    if (!err)
        err = answers_put(rq, stored->event.id, edit.answers, edited.answers);
    if (err)
        return err;
    *count = edited.count;
    moves_note(rq, &edit, &edited);
    return write_settle(rq, stored->event.id);
}

/* The row is the event's after the change. */
static enum err
change_attendees(struct request *rq, const struct event *shown, const struct event *next,
                 struct attendees_edit *edit, struct sql_stored *row)
{
    enum err err;

    *edit = (struct attendees_edit){.changed = false};
    if (attendees_same(shown, next))
        return OK;
    err = attendees_edit(rq, &row->event.id, shown, next, edit);
    return err ? err : attendees_write(rq, edit, false, row);
}

enum err
change_all_update(struct request *rq, const struct sql_stored *stored, struct event *out)
{
    bool is_series = stored_is_series(stored);
    struct event shown, next;
    struct sql_stored row;
    struct course_count count;
    struct attendees_edit invited;
    enum err err;

    stored_show(rq, stored, &shown);
    err = amend(rq, &event_shape, &shown, &next);
    if (err)
        return err;
    check_changed(rq, &shown, &next);
    err = is_series ? update_series(rq, stored, &shown, &next, &row, &count)
                    : update_single(rq, stored, &shown, &next, &row);
    if (!err)
        err = change_attendees(rq, &shown, &next, &invited, &row);
    if (err)
        return err;
    stored_show(rq, &row, out);
    err = tell_invited(rq, &shown, out, &invited);
    if (is_series)
        edit_show_course(&count, out);
    return err;
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
