/*
 * The event service's copy of who may see which calendar.
 *
 * The calendar service owns the membership; each calendar's has a version.  A change comes here by
 * three ways, and is applied only when its version is above that of the copy:
 *
 *     event.access_apply    the calendar service asks, before it answers its client
 *     evt.calendar.>        its announcements: created (version 1, the owner), unless the calendar
 *                           is too large for the message, and deleted (final)
 *     access_rebuild        reads calendar.access_changes, in the order in which the changes were
 *                           committed
 *
 * Who has the token of a public calendar may see it as well, and is known by the token's hash: a version says it with
 * the members, so it is never newer or older than they are.  That is why version 1 of a public calendar is its owner
 * alone, and version 2 the rest.
 *
 * A deleted calendar goes through three states in calendar_versions: known, deleted (nobody sees it
 * or writes to it), emptied (access_empty has deleted its events in batches).
 */
#include "services/event/access.h"

#include "gen/calendar/api.h"
#include "gen/event/events.h"
#include "services/event/held.h"
#include "services/event/stored.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/codec/msg.h"

#include <string.h>

enum { PAGE = 1000, BATCH = 1000, EMPTY_BATCH = 50 };
enum { MOVED_MAX = 4 }; /* how often an event may move while it is being locked */

static enum err
access_judge(struct request *rq, const char *role, const char *absent)
{
    if (role[0] == '\0')
        return refuse(rq, ERR_NOT_FOUND, "%s", absent);
    if (strcmp(role, "viewer") == 0)
        return refuse(rq, ERR_FORBIDDEN, "a viewer may not change the calendar's events");
    return OK;
}

enum err
access_write(struct request *rq, struct uuid calendar_id, const char *absent)
{
    const struct sql_access_for_write q = {
        .calendar_ids = {&calendar_id, 1},
        .user_id = rq->caller.user_id,
    };
    struct sql_access_for_write_row row;
    enum err err;

    if (rq->held != NULL)
        return access_judge(rq, held_role(rq->held, calendar_id), absent);
    err = sql_access_for_write(rq, &q, &row);
    return err ? err : access_judge(rq, row.roles.items[0], absent);
}

enum err
access_move(struct request *rq, const struct event *from, const struct event *to)
{
    const struct sql_access_role q = {
        .calendar_id = to->calendar_id,
        .user_id = rq->caller.user_id,
    };
    struct sql_access_role_row row = {.role = ""};
    enum err err;

    if (uuid_equal(from->calendar_id, to->calendar_id))
        return OK;
    err = sql_access_role(rq, &q, &row);
    if (err && err != ERR_NOT_FOUND)
        return err;
    return access_judge(rq, row.role, "there is no such calendar");
}

/* The calendars to lock: beside the one where the event is found, at most these. */
struct others {
    struct uuid ids[1 + MOVED_MAX];
    size_t count;
};

static const char *
role_in(const struct sql_event_hold_row *held, struct uuid calendar_id)
{
    for (size_t i = 0; i < held->calendar_ids.count; i++)
        if (uuid_equal(held->calendar_ids.items[i], calendar_id))
            return held->roles.items[i];
    return NULL;
}

/* `*role` stays NULL when the event has moved, before its row was locked, to a calendar that is not. */
static enum err
lock_where_it_is(struct request *rq, struct uuid id, const struct others *others,
                 struct sql_stored *out, const char **role)
{
    const struct sql_event_hold hold = {
        .id = id,
        .user_id = rq->caller.user_id,
        .other_ids = {others->ids, others->count},
    };
    const struct sql_event_lock lock = {.id = id, .user_id = rq->caller.user_id};
    struct sql_event_hold_row held;
    enum err err = sql_event_hold(rq, &hold, &held);

    if (!err)
        err = sql_event_lock(rq, &lock, out);
    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such event");
    if (!err)
        *role = role_in(&held, out->event.calendar_id);
    return err;
}

/* It is locked already; what those before it have done to it is read. */
static enum err
lock_held(struct request *rq, struct uuid id, struct sql_stored *out, const char **role)
{
    const struct sql_event_find find = {.id = id, .user_id = rq->caller.user_id};
    enum err err = held_has(rq->held, id) ? sql_event_find(rq, &find, out) : ERR_NOT_FOUND;

    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such event");
    if (!err)
        *role = held_role(rq->held, out->event.calendar_id);
    return err;
}

/* What is locked grows from try to try, so that events that go to and fro are caught up with. */
static enum err
lock_event(struct request *rq, struct uuid id, const struct uuid *target, struct sql_stored *out,
           const char **role)
{
    struct others others = {.count = target != NULL};

    *role = NULL;
    if (rq->held != NULL)
        return lock_held(rq, id, out, role);
    if (target != NULL)
        others.ids[0] = *target;
    for (int moved = 0; moved <= MOVED_MAX; moved++) {
        enum err err = lock_where_it_is(rq, id, &others, out, role);

        if (err || *role != NULL)
            return err;
        if (moved < MOVED_MAX)
            others.ids[others.count++] = out->event.calendar_id;
        undo_transaction(rq);
    }
    return refuse(rq, ERR_UNAVAILABLE, "the event is moved again and again; try later");
}

/* Who does not see the calendar attends the event, or would not have found it. */
enum err
access_lock_event(struct request *rq, struct uuid id, const struct uuid *target,
                  struct sql_stored *out)
{
    const char *role;
    enum err err = lock_event(rq, id, target, out, &role);

    if (!err && role[0] == '\0')
        return refuse(rq, ERR_FORBIDDEN, "who attends an event may not change it");
    return err ? err : access_judge(rq, role, "there is no such event");
}

enum err
access_lock_seen(struct request *rq, struct uuid id, struct sql_stored *out, bool *may_write)
{
    const char *role;
    enum err err = lock_event(rq, id, NULL, out, &role);

    if (!err)
        *may_write = role[0] != '\0' && strcmp(role, "viewer") != 0;
    return err;
}

enum err
access_readers(struct request *rq, const struct event *e, struct sql_audience *out)
{
    const struct sql_event_audience q = {.calendar_id = e->calendar_id, .event_id = e->id};

    if (e->attendee_count == 0)
        return access_audience(rq, e->calendar_id, out);
    return sql_event_audience(rq, &q, out);
}

enum err
access_audience(struct request *rq, struct uuid calendar_id, struct sql_audience *out)
{
    if (rq->held != NULL)
        return held_audience(rq, calendar_id, out);
    return sql_access_audience(rq, &(struct sql_access_audience){.calendar_id = calendar_id}, out);
}

static enum err
access_lock(struct request *rq, struct uuid calendar_id)
{
    struct sql_access_lock_row row;

    return sql_access_lock(rq, &(struct sql_access_lock){.calendar_id = calendar_id}, &row);
}

/* The caller has locked the calendar, so version and members change together. */
static enum err
access_replace(struct request *rq, const struct access_apply *state)
{
    const struct sql_access_raise raise = {
        .calendar_id = state->calendar_id,
        .version = state->version,
        .deleted = state->deleted,
        .public_hash = state->public_hash,
    };
    const struct sql_access_members members = {
        .calendar_id = state->calendar_id,
        .user_ids = state->user_ids,
        .roles = state->roles,
    };
    int64_t raised = 0;
    enum err err = sql_access_raise(rq, &raise, &raised);

    return err || raised == 0 ? err : sql_access_members(rq, &members, NULL);
}

/* What is known already is answered without a lock. */
static enum err
access_put(struct request *rq, const struct access_apply *state)
{
    const struct sql_access_known asked = {
        .calendar_id = state->calendar_id,
        .version = state->version,
    };
    struct sql_access_known_row row;
    enum err err;

    if (state->user_ids.count != state->roles.count)
        return refuse(rq, ERR_VALIDATION, "each member has one role");
    err = sql_access_known(rq, &asked, &row);
    if (err || row.known)
        return err;
    err = access_lock(rq, state->calendar_id);
    return err ? err : access_replace(rq, state);
}

enum err
event_access_apply(struct request *rq, const struct event_access_apply_in *in)
{
    return access_put(rq, &in->body);
}

static enum err
access_created(struct request *rq, const struct domain_event *event)
{
    static const char *const owner[] = {"owner"};
    struct access_apply state = {.calendar_id = event->subject, .version = 1};
    const char *text;
    struct uuid owner_id;

    if (event->data == NULL)
        return OK;
    text = msg_member_text(rq->arena, event->data, "owner_id");
    if (text == NULL || !uuid_parse(text, strlen(text), &owner_id))
        return refuse(rq, ERR_VALIDATION, "the event has no calendar");
    state.user_ids = audience_of_one(rq, owner_id);
    state.roles = (struct texts){owner, 1};
    return access_put(rq, &state);
}

/* The end of a calendar is final, so it needs no version.  Its events follow in access_empty. */
static enum err
access_deleted(struct request *rq, struct uuid calendar_id)
{
    const struct sql_access_members nobody = {.calendar_id = calendar_id};
    enum err err = access_lock(rq, calendar_id);

    if (!err)
        err = sql_access_end(rq, &(struct sql_access_end){.calendar_id = calendar_id}, NULL);
    return err ? err : sql_access_members(rq, &nobody, NULL);
}

enum err
access_of_calendar(struct request *rq, const struct domain_event *event)
{
    if (strcmp(event->type, "calendar.created") == 0)
        return access_created(rq, event);
    if (strcmp(event->type, "calendar.deleted") == 0)
        return access_deleted(rq, event->subject);
    return OK;
}

/*
 * Each calendar in a transaction of its own: none locks two, so it cannot deadlock with writers of
 * events.  A version that is applied twice changes nothing.
 */
static enum err
access_put_page(struct request *rq, const struct access_changes *page)
{
    enum err err = OK;

    for (size_t i = 0; !err && i < page->changes.count; i++) {
        const struct access_change *change = &page->changes.items[i];
        const struct access_apply state = {
            .calendar_id = change->calendar_id,
            .version = change->version,
            .deleted = change->deleted,
            .user_ids = change->user_ids,
            .roles = change->roles,
            .public_hash = change->public_hash,
        };

        err = access_put(rq, &state);
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
    return access_put_page(rq, &page);
}

/* For services, and whoever attends: the others have heard that the calendar is gone. */
static enum err
tell_emptied(struct request *rq, const struct sql_stored *row)
{
    struct event gone;
    struct sql_audience invited;
    enum err err;

    stored_show(rq, row, &gone);
    err = access_readers(rq, &gone, &invited);
    return err ? err : announce_event_deleted(rq, &gone, gone.version - 1, invited.whole_ids);
}

/*
 * One batch of the events of a deleted calendar; `*more`: some may be left.
 */
static enum err
access_empty_batch(struct request *rq, struct uuid calendar_id, bool *more)
{
    const struct sql_calendar_empty empty = {.calendar_id = calendar_id, .most = EMPTY_BATCH};
    const struct sql_calendar_emptied emptied = {.calendar_id = calendar_id};
    struct sql_stored *rows;
    size_t count = 0;
    enum err err = access_lock(rq, calendar_id);

    if (!err)
        err = sql_calendar_empty(rq, &empty, &rows, &count);
    for (size_t i = 0; !err && i < count; i++)
        if (!rows[i].has_series_id)
            err = tell_emptied(rq, &rows[i]);
    *more = !err && count > 0;
    return err || *more ? err : sql_calendar_emptied(rq, &emptied, NULL);
}

static enum err
access_empty_one(struct request *rq, struct uuid calendar_id)
{
    bool more;
    enum err err;

    do {
        err = access_empty_batch(rq, calendar_id, &more);
        if (!err)
            err = pause_transaction(rq);
    } while (!err && more);
    return err;
}

enum err
access_empty(struct request *rq)
{
    const struct sql_calendars_to_empty q = {.most = PAGE};
    const struct sql_calendar_versions_purge old = {.now = instant_now(), .most = BATCH};
    struct sql_calendars_to_empty_row *rows;
    size_t count;
    enum err err = sql_calendars_to_empty(rq, &q, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = access_empty_one(rq, rows[i].calendar_id);
    return err ? err : sql_calendar_versions_purge(rq, &old, NULL);
}

static size_t
distinct(struct uuids ids)
{
    size_t n = 0;

    for (size_t i = 0; i < ids.count; i++) {
        size_t j = 0;

        while (j < i && !uuid_equal(ids.items[i], ids.items[j]))
            j++;
        n += j == i;
    }
    return n;
}

enum err
access_read(struct request *rq, struct uuids ids, size_t rows)
{
    const struct sql_calendars_seen q = {.user_id = rq->caller.user_id, .calendar_ids = ids};
    struct sql_calendars_seen_row row;
    enum err err;

    if (ids.count == 0 || (ids.count == 1 && rows > 0))
        return OK;
    err = sql_calendars_seen(rq, &q, &row);
    if (err)
        return err;
    if ((size_t)row.seen < distinct(ids))
        return refuse(rq, ERR_NOT_FOUND, "there is no such calendar");
    return OK;
}
