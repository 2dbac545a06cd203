#include "services/event/heard.h"

#include "gen/auth/api.h"
#include "gen/event/events.h"
#include "services/event/access.h"
#include "services/event/attendees.h"
#include "services/event/stored.h"
#include "services/event/tell.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/codec/msg.h"

#include <string.h>

enum { PAGE = 1000, BATCH = 100, ADDRESSES = 500 };

static const struct uuid nobody;

/* ---------------------------------------------------------------- what auth tells */

static enum err
heard_note(struct request *rq, struct uuid user_id, const char *email)
{
    return sql_heard_note(rq, &(struct sql_heard_note){.user_id = user_id, .email = email}, NULL);
}

enum err
heard_of_user(struct request *rq, const struct domain_event *event)
{
    const char *email;

    if (strcmp(event->type, "user.deleted") == 0)
        return heard_note(rq, event->subject, NULL);
    if (event->data == NULL || msg_member_text(rq->arena, event->data, "email_verified_at") == NULL)
        return OK;
    email = msg_member_text(rq->arena, event->data, "email");
    return email != NULL ? heard_note(rq, event->subject, email) : OK;
}

enum err
heard_rebuild(struct request *rq, struct position *at, bool *more)
{
    const struct auth_departures_in in = {
        .body = {.after_xid = at->xid, .after_id = at->id, .limit = PAGE}};
    struct departures page;
    enum err err = ask(rq, &auth_departures_operation, &in, &page);

    if (err)
        return err;
    *at = (struct position){page.next_xid, page.next_id};
    *more = page.more;
    for (size_t i = 0; !err && i < page.departures.count; i++)
        err = heard_note(rq, page.departures.items[i].user_id, NULL);
    return err;
}

/* No transaction is open. */
static enum err
heard_ask(struct request *rq, struct texts addresses)
{
    const struct auth_users_lookup_in in = {.body = {.emails = addresses}};
    struct users_found found;
    enum err err = ask(rq, &auth_users_lookup_operation, &in, &found);

    for (size_t i = 0; !err && i < found.users.count; i++)
        err = heard_note(rq, found.users.items[i].id, found.users.items[i].email);
    return err ? err : pause_transaction(rq);
}

/* From the address behind the last on; it becomes NULL behind all. */
static enum err
heard_look_up_page(struct request *rq, const char **after)
{
    const struct sql_unlinked_addresses q = {.after = *after, .rows = ADDRESSES};
    const char **addresses = arena_array(rq->arena, const char *, ADDRESSES);
    struct sql_unlinked_addresses_row *rows;
    size_t count;
    enum err err = sql_unlinked_addresses(rq, &q, &rows, &count);

    if (!err)
        err = pause_transaction(rq);
    for (size_t i = 0; !err && i < count; i++)
        addresses[i] = rows[i].email;
    *after = !err && count == ADDRESSES ? addresses[count - 1] : NULL;
    return err || count == 0 ? err : heard_ask(rq, (struct texts){addresses, count});
}

enum err
heard_look_up(struct request *rq)
{
    const char *after = "";
    enum err err;

    do {
        err = heard_look_up_page(rq, &after);
    } while (!err && after != NULL);
    return err;
}

/* ---------------------------------------------------------------- what becomes of it */

/* One attendee in its event, which is locked. */
struct heard {
    const struct sql_heard_due_row *due;
    struct sql_stored before, row;
    bool told; /* the event is not deleted */
};

/* `*there` is false when the event has moved meanwhile: it is found again. */
static enum err
heard_lock(struct request *rq, struct heard *h, bool *there)
{
    struct uuid calendar_id = h->due->calendar_id, id = h->due->event_id;
    const struct sql_access_for_write hold = {.calendar_ids = {&calendar_id, 1}};
    struct sql_access_for_write_row roles;
    struct sql_event_is_deleted_row state;
    enum err err = sql_access_for_write(rq, &hold, &roles);

    *there = false;
    if (!err)
        err = sql_event_lock_any(rq, &(struct sql_event_lock_any){.id = id}, &h->before);
    if (!err)
        err = sql_event_is_deleted(rq, &(struct sql_event_is_deleted){.id = id}, &state);
    if (err)
        return err == ERR_NOT_FOUND ? OK : err;
    *there = uuid_equal(h->before.event.calendar_id, calendar_id);
    h->told = !state.deleted;
    h->row = h->before;
    return OK;
}

/* Who was an account alone is not invited any more. */
static enum err
heard_drop(struct request *rq, struct heard *h)
{
    struct uuid id = h->due->id;
    struct event before, now;
    enum err err =
        sql_attendee_drop_all(rq, &(struct sql_attendee_drop_all){.ids = {&id, 1}}, NULL);

    if (!err)
        err = attendees_settle(rq, true, &h->row);
    if (err || !h->told)
        return err;
    stored_show(rq, &h->before, &before);
    stored_show(rq, &h->row, &now);
    return tell_updated(rq, &before, &now);
}

/* Who sees the event from now on hears that it is created. */
static enum err
heard_tell(struct request *rq, const struct heard *h, const struct attendee *now)
{
    const struct sql_access_role role = {.calendar_id = h->due->calendar_id,
                                         .user_id = h->due->user_id};
    struct sql_access_role_row row;
    struct event shown;
    enum err err = tell_attendee(rq, &h->row.event, now);

    if (err || !now->has_user_id)
        return err;
    err = sql_access_role(rq, &role, &row);
    if (err != ERR_NOT_FOUND)
        return err;
    stored_show(rq, &h->row, &shown);
    return announce_event_gained(rq, &shown, shown.version - 1,
                                 audience_of_one(rq, h->due->user_id));
}

static enum err
heard_apply(struct request *rq, const struct sql_heard_due_row *due)
{
    struct heard h = {.due = due};
    struct sql_attendee_link link = {.id = due->id,
                                     .calendar_id = due->calendar_id,
                                     .user_id = due->email != NULL ? due->user_id : nobody};
    struct attendee now;
    bool there;
    enum err err = heard_lock(rq, &h, &there);

    if (err || !there)
        return err;
    err = sql_attendee_link(rq, &link, &now);
    if (err == ERR_NOT_FOUND)
        return heard_drop(rq, &h);
    if (!err)
        err = attendees_settle(rq, false, &h.row);
    return err || !h.told ? err : heard_tell(rq, &h, &now);
}

enum err
heard_settle(struct request *rq)
{
    const struct sql_heard_due q = {.rows = BATCH};
    struct sql_heard_due_row *rows;
    size_t count;
    enum err err;

    do {
        err = sql_heard_due(rq, &q, &rows, &count);
        if (!err)
            err = pause_transaction(rq);
        for (size_t i = 0; !err && i < count; i++) {
            err = heard_apply(rq, &rows[i]);
            if (!err)
                err = pause_transaction(rq);
        }
    } while (!err && count == BATCH);
    return err ? err : sql_heard_purge(rq, NULL);
}
