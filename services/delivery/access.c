#include "services/delivery/access.h"

#include "gen/calendar/api.h"
#include "gen/delivery/api.h"
#include "gen/delivery/sql.h"
#include "services/delivery/departure.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"

#include <string.h>

enum { PAGE = 1000, BATCH = 500 };

enum err
access_check(struct request *rq, struct uuid calendar_id)
{
    const struct sql_delivery_may_see q = {
        .calendar_id = calendar_id,
        .user_id = rq->caller.user_id,
    };
    struct sql_delivery_may_see_row row;
    enum err err = sql_delivery_may_see(rq, &q, &row);

    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such calendar") : err;
}

/* The row of the version, which is locked by its change, comes first: changes of one calendar wait
 * for each other. */
static enum err
delivery_access_put(struct request *rq, const struct delivery_access *state)
{
    const struct sql_delivery_access_raise raise = {
        .calendar_id = state->calendar_id,
        .version = state->version,
        .deleted = state->deleted,
    };
    const struct sql_delivery_access_members members = {
        .calendar_id = state->calendar_id,
        .user_ids = state->user_ids,
    };
    int64_t raised = 0;
    enum err err = sql_delivery_access_raise(rq, &raise, &raised);

    return err || raised == 0 ? err : sql_delivery_access_members(rq, &members, NULL);
}

enum err
delivery_access_apply(struct request *rq, const struct delivery_access_apply_in *in)
{
    return delivery_access_put(rq, &in->body);
}

enum err
access_of_calendar(struct request *rq, const struct domain_event *event)
{
    const struct sql_delivery_access_end end = {.calendar_id = event->subject};
    const struct sql_delivery_access_members nobody = {.calendar_id = event->subject};
    enum err err;

    if (strcmp(event->type, "calendar.deleted") != 0)
        return OK;
    err = sql_delivery_access_end(rq, &end, NULL);
    return err ? err : sql_delivery_access_members(rq, &nobody, NULL);
}

/* Each calendar in a transaction of its own: none locks two, so they cannot deadlock. */
static enum err
delivery_access_put_page(struct request *rq, const struct access_changes *page)
{
    enum err err = OK;

    for (size_t i = 0; !err && i < page->changes.count; i++) {
        const struct access_change *change = &page->changes.items[i];
        const struct delivery_access state = {
            .calendar_id = change->calendar_id,
            .version = change->version,
            .deleted = change->deleted,
            .user_ids = change->user_ids,
            .roles = change->roles,
        };

        err = delivery_access_put(rq, &state);
        if (!err)
            err = pause_transaction(rq);
    }
    return err;
}

enum err
access_rebuild(struct request *rq, struct position *at, bool *more)
{
    const struct calendar_access_changes_in in = {
        .body = {.after_xid = at->xid, .after_id = at->id, .limit = PAGE}};
    struct access_changes page;
    enum err err = ask(rq, &calendar_access_changes_operation, &in, &page);

    if (err)
        return err;
    *at = (struct position){page.next_xid, page.next_id};
    *more = page.more;
    return delivery_access_put_page(rq, &page);
}

/* A batch; the calendar is cleared when none is left. */
static enum err
delivery_access_clear_one(struct request *rq, struct uuid calendar_id)
{
    const struct sql_delivery_delete_unseen unseen = {.calendar_id = calendar_id, .rows = BATCH};
    const struct sql_delivery_calendar_cleared cleared = {.calendar_id = calendar_id};
    struct delivery *rows;
    size_t count;
    enum err err = sql_delivery_delete_unseen(rq, &unseen, &rows, &count);

    if (!err)
        err = departure_tell(rq, rows, count);
    return err || count > 0 ? err : sql_delivery_calendar_cleared(rq, &cleared, NULL);
}

enum err
access_clear(struct request *rq)
{
    struct sql_delivery_calendar_to_clear_row *rows;
    size_t count = 1;
    enum err err = OK;

    while (!err && count > 0) {
        err = sql_delivery_calendar_to_clear(rq, &rows, &count);
        if (!err && count > 0)
            err = delivery_access_clear_one(rq, rows[0].calendar_id);
        if (!err)
            err = pause_transaction(rq);
    }
    return err;
}
