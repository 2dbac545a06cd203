/*
 * calendar - the calendars' actor.
 *
 * It answers calendar.* and is the only program that touches the calendar tables.  Read from the
 * bottom up: mailbox[] lists every message; each handler turns one decoded request into SQL and one
 * reply.  To somebody who is not a member the calendar does not exist.
 */
#include "services/calendar/calendar.h"

#include "gen/calendar/calls.h"
#include "gen/calendar/events.h"
#include "gen/calendar/sql.h"
#include "services/calendar/access.h"
#include "services/calendar/calendar_close.h"
#include "services/calendar/departure.h"
#include "services/calendar/lock.h"
#include "services/calendar/public.h"
#include "services/calendar/tell.h"
#include "services/calendar/transfer.h"
#include "shared/actor/purge.h"
#include "shared/base/must.h"
#include "shared/request/amend.h"

enum { PURGE_ROWS = 1000 }; /* LIMIT of the purges */

/* What the contract leaves to the service: the user's zone, and a token while it is public. */
static void
calendar_settle(struct request *rq, struct calendar *c)
{
    if (c->timezone == NULL)
        c->timezone = rq->caller.zone;
    public_settle(rq, c);
}

enum err
calendar_create(struct request *rq, const struct calendar_create_in *in, struct calendar *out)
{
    struct calendar new = in->body;
    const struct sql_calendar_insert insert = {
        .calendar = &new,
        .id = uuid_new(),
        .owner_id = rq->caller.user_id,
    };
    enum err err;

    calendar_settle(rq, &new);
    err = sql_calendar_insert(rq, &insert, out);
    if (!err)
        err = announce_calendar_created(rq, out, audience_of_one(rq, out->owner_id));
    if (err)
        return err;
    return out->is_public ? access_changed(rq, out->id) : access_opened(rq, out);
}

enum err
calendar_get(struct request *rq, const struct calendar_get_in *in, struct calendar *out)
{
    return calendar_see(rq, in->id, out);
}

/* Locks the calendar for a change by its owner. */
static enum err
calendar_lock(struct request *rq, struct uuid id, struct calendar *out)
{
    enum err err = calendar_lock_owned(rq, id, out);

    return err ? err : match_version(rq, out->version);
}

/*
 * Of a calendar that is or was public, services with a copy are asked whatever has changed: what they
 * were told of its token they may not have answered.
 */
static enum err
calendar_change(struct request *rq, struct uuid id, struct calendar *out)
{
    struct calendar stored, next;
    struct sql_updated row;
    const struct sql_calendar_update update = {.calendar = &next, .owner_id = rq->caller.user_id};
    enum err err = calendar_lock(rq, id, &stored);

    if (!err)
        err = amend(rq, &calendar_shape, &stored, &next);
    if (err)
        return err;
    calendar_settle(rq, &next);
    err = sql_calendar_update(rq, &update, &row);
    if (err)
        return err;
    *out = row.calendar;
    err = tell_updated(rq, out);
    return err || !row.was_public ? err : access_changed(rq, id);
}

enum err
calendar_replace(struct request *rq, const struct calendar_replace_in *in, struct calendar *out)
{
    return calendar_change(rq, in->id, out);
}

enum err
calendar_patch(struct request *rq, const struct calendar_patch_in *in, struct calendar *out)
{
    return calendar_change(rq, in->id, out);
}

enum err
calendar_delete(struct request *rq, const struct calendar_delete_in *in)
{
    struct calendar stored;
    int64_t access_version;
    enum err err = calendar_lock(rq, in->id, &stored);

    if (!err)
        err = calendar_close(rq, &stored, &access_version);
    return err ? err : access_closed(rq, in->id, access_version);
}

static enum err
purge_members(struct request *rq, int64_t *affected)
{
    return sql_calendar_members_purge(
        rq, &(struct sql_calendar_members_purge){.now = instant_now()}, affected);
}

static enum err
purge_calendars(struct request *rq, int64_t *affected)
{
    return sql_calendar_purge(rq, &(struct sql_calendar_purge){.now = instant_now()}, affected);
}

/* What was deleted or left long ago.  A service with a copy that was away as long has to make its copy anew. */
static enum err
calendar_purge(struct request *rq)
{
    enum err err = purge_all(rq, purge_members, PURGE_ROWS);

    return err ? err : purge_all(rq, purge_calendars, PURGE_ROWS);
}

/* clang-format off */
static const struct mailbox_row mailbox[] = {
    /* message                 decode, call, encode          class */
    {CALENDAR_LIST,            calendar_list_call,           DB_READ},
    {CALENDAR_CREATE,          calendar_create_call,         DB_WRITE},
    {CALENDAR_GET,             calendar_get_call,            DB_READ},
    {CALENDAR_REPLACE,         calendar_replace_call,        DB_WRITE},
    {CALENDAR_PATCH,           calendar_patch_call,          DB_WRITE},
    {CALENDAR_DELETE,          calendar_delete_call,         DB_WRITE},
    {CALENDAR_SHARE,           calendar_share_call,          DB_WRITE},
    {CALENDAR_MEMBER_LIST,     calendar_member_list_call,    DB_READ},
    {CALENDAR_MEMBER_GET,      calendar_member_get_call,     DB_READ},
    {CALENDAR_MEMBER_PATCH,    calendar_member_patch_call,   DB_WRITE},
    {CALENDAR_MEMBER_REMOVE,   calendar_member_remove_call,  DB_WRITE},
    {CALENDAR_DISPLAY_GET,     calendar_display_get_call,    DB_READ},
    {CALENDAR_DISPLAY_REPLACE, calendar_display_replace_call, DB_WRITE},
    {CALENDAR_PUBLIC_TOKEN,    calendar_public_token_call,   DB_WRITE},
    {CALENDAR_PUBLIC_GET,      calendar_public_get_call,     DB_READ},
    {CALENDAR_TRANSFER_GET,    calendar_transfer_get_call,   DB_READ},
    {CALENDAR_TRANSFER,        calendar_transfer_call,       DB_WRITE},
    {CALENDAR_TRANSFER_WITHDRAW, calendar_transfer_withdraw_call, DB_WRITE},
    {CALENDAR_TRANSFER_ACCEPT, calendar_transfer_accept_call, DB_WRITE},
    {CALENDAR_TRANSFER_DECLINE, calendar_transfer_decline_call, DB_WRITE},
    {CALENDAR_ACCESS_CHANGES,  calendar_access_changes_call, DB_READ},
};
/* clang-format on */
MAILBOX_COVERS(mailbox, CALENDAR_MESSAGES);

static const struct consumer_row consumers[] = {
    {"calendar_users", departure_of_user, departure_rebuild},
};

static const struct job_row jobs[] = {
    {"calendar.departures", departure_finish, 30 * 1000, JOB_ALONE},
    {"calendar.transfers", transfer_expire, 60 * 1000, JOB_ALONE},
    {"calendar.purge", calendar_purge, 3600 * 1000, JOB_ALONE},
};

const struct actor calendar_actor = {
    .api = &calendar_api,
    .sql = &calendar_sql,
    .mailbox = mailbox,
    .mailbox_count = ARRAY_LEN(mailbox),
    .consumers = consumers,
    .consumer_count = ARRAY_LEN(consumers),
    .jobs = jobs,
    .job_count = ARRAY_LEN(jobs),
};
