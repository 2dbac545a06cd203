#include "services/reminder/stale.h"

#include "gen/calendar/api.h"
#include "services/reminder/pace.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"

#include <string.h>

enum { PAGE = 1000 };

static enum err
stale_note_from(struct request *rq, struct uuid event_id, struct instant from)
{
    outbox_wake(rq);
    return sql_stale_note(rq, &(struct sql_stale_note){.event_id = event_id, .now = from}, NULL);
}

enum err
stale_note(struct request *rq, struct uuid event_id)
{
    return stale_note_from(rq, event_id, pace_now());
}

enum err
stale_note_due(struct request *rq, struct uuid event_id)
{
    return stale_note_from(rq, event_id, (struct instant){pace_now().us - DAY_US});
}

enum err
stale_note_user(struct request *rq, struct uuid user_id)
{
    struct sql_stale_note_user note = {.user_id = user_id, .now = pace_now(), .rows = PAGE};
    struct sql_stale_note_user_row *rows;
    size_t count;
    enum err err;

    outbox_wake(rq);
    do {
        err = sql_stale_note_user(rq, &note, &rows, &count);
        for (size_t i = 0; !err && i < count; i++)
            if (uuid_compare(rows[i].event_id, note.after_id) > 0)
                note.after_id = rows[i].event_id;
    } while (!err && count > 0);
    return err;
}

/* ---------------------------------------------------------------- events */

static enum err
stale_note_changed(struct request *rq, struct uuids event_ids, struct int64s versions,
                   struct uuids calendar_ids)
{
    const struct sql_stale_note_changed note = {.event_ids = event_ids,
                                                .versions = versions,
                                                .calendar_ids = calendar_ids,
                                                .now = pace_now()};
    int64_t affected = 0;
    enum err err = event_ids.count > 0 ? sql_stale_note_changed(rq, &note, &affected) : OK;

    if (affected > 0)
        outbox_wake(rq);
    return err;
}

enum err
stale_of_event(struct request *rq, const struct domain_event *event)
{
    return stale_note_changed(rq, (struct uuids){&event->subject, 1},
                              (struct int64s){&event->version, 1},
                              (struct uuids){&event->calendar_id, 1});
}

enum err
stale_rebuild_events(struct request *rq, struct position *at, bool *more)
{
    const struct event_changes_in in = {
        .body = {.after_xid = at->xid, .after_id = at->id, .limit = PAGE}};
    struct event_changes page;
    struct uuid *ids, *calendar_ids;
    int64_t *versions;
    enum err err = ask(rq, &event_changes_operation, &in, &page);

    if (err)
        return err;
    *at = (struct position){page.next_xid, page.next_id};
    *more = page.more;
    ids = arena_array(rq->arena, struct uuid, page.changes.count + 1);
    calendar_ids = arena_array(rq->arena, struct uuid, page.changes.count + 1);
    versions = arena_array(rq->arena, int64_t, page.changes.count + 1);
    for (size_t i = 0; i < page.changes.count; i++) {
        ids[i] = page.changes.items[i].event_id;
        calendar_ids[i] = page.changes.items[i].calendar_id;
        versions[i] = page.changes.items[i].version;
    }
    return stale_note_changed(rq, (struct uuids){ids, page.changes.count},
                              (struct int64s){versions, page.changes.count},
                              (struct uuids){calendar_ids, page.changes.count});
}

/* ---------------------------------------------------------------- calendars */

static enum err
stale_note_calendar(struct request *rq, struct uuid calendar_id)
{
    struct sql_stale_note_calendar note = {
        .calendar_id = calendar_id, .now = pace_now(), .rows = PAGE};
    const struct sql_walk_again walk = {.calendar_id = calendar_id, .now = note.now};
    struct sql_stale_note_calendar_row *rows;
    size_t count;
    enum err err = sql_walk_again(rq, &walk, NULL);

    while (!err) {
        err = sql_stale_note_calendar(rq, &note, &rows, &count);
        for (size_t i = 0; !err && i < count; i++)
            if (uuid_compare(rows[i].event_id, note.after_id) > 0)
                note.after_id = rows[i].event_id;
        if (!err && count > 0)
            outbox_wake(rq);
        if (!err && count < PAGE)
            break;
    }
    return err;
}

enum err
stale_of_calendar(struct request *rq, const struct domain_event *event)
{
    bool may_matter = event->members || strcmp(event->type, "calendar.deleted") == 0;

    return may_matter ? stale_note_calendar(rq, event->subject) : OK;
}

enum err
stale_rebuild_calendars(struct request *rq, struct position *at, bool *more)
{
    const struct calendar_access_changes_in in = {
        .body = {.after_xid = at->xid, .after_id = at->id, .limit = PAGE}};
    struct access_changes page;
    enum err err = ask(rq, &calendar_access_changes_operation, &in, &page);

    if (err)
        return err;
    *at = (struct position){page.next_xid, page.next_id};
    *more = page.more;
    for (size_t i = 0; !err && i < page.changes.count; i++)
        err = stale_note_calendar(rq, page.changes.items[i].calendar_id);
    return err;
}
