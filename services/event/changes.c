/*
 * event.changes: pages in the order of (changed_xid, id).
 *
 * changed_xid is the id of the transaction that made the present version.  A page ends before the oldest transaction that
 * still runs, so nothing that commits later can stand in front of a position that was read.
 */
#include "gen/event/sql.h"
#include "shared/request/request.h"

enum err
event_changes(struct request *rq, const struct event_changes_in *in, struct event_changes *out)
{
    const struct event_changes_ask *after = &in->body;
    const struct sql_event_changes page = {
        .after_xid = after->after_xid,
        .after_id = after->after_id,
        .most = after->limit + 1,
    };
    size_t limit = (size_t)after->limit;
    struct event_change *items = arena_array(rq->arena, struct event_change, limit);
    struct sql_changed *rows;
    size_t count, fit;
    enum err err = sql_event_changes(rq, &page, &rows, &count);

    if (err)
        return err;
    fit = count < limit ? count : limit;
    for (size_t i = 0; i < fit; i++)
        items[i] = rows[i].event_change;
    *out = (struct event_changes){
        .changes = {items, fit},
        .next_xid = fit > 0 ? rows[fit - 1].xid : after->after_xid,
        .next_id = fit > 0 ? items[fit - 1].event_id : after->after_id,
        .more = fit < count,
    };
    return OK;
}
