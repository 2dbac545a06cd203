/*
 * event - the actor of what stands in the calendars.
 *
 * It answers event.* and is the only program that touches the event tables.  Read from the bottom
 * up: mailbox[] lists every message; each handler turns one decoded request into SQL and one reply.
 * Who may see a calendar is judged by this service's copy (access.c); whoever may not see it is
 * answered as if nothing were there.
 */
#include "services/event/event.h"

#include "gen/event_sql.h"
#include "services/event/access.h"
#include "shared/must.h"

/* The table keeps an instant for both kinds; all_day tells which one it was. */
void
event_shown(struct event *e)
{
    e->start_time.is_date = e->all_day;
    e->end_time.is_date = e->all_day;
}

static void
check_moment(struct request *rq, const char *field, const struct moment *m, bool all_day)
{
    if (m->is_date && !all_day)
        problem(rq, field, "must be a date-time, or all_day must be true");
    if (!m->is_date && all_day)
        problem(rq, field, "must be a date such as 2026-03-01, because all_day is true");
}

/* What the contract says beyond single fields, and what it leaves to the service. */
static enum err
event_check(struct request *rq, struct event *e)
{
    int64_t length = e->end_time.at.us - e->start_time.at.us;

    check_moment(rq, "start_time", &e->start_time, e->all_day);
    check_moment(rq, "end_time", &e->end_time, e->all_day);
    if (rq->problems.count == 0 && e->all_day && length <= 0)
        problem(rq, "end_time", "must be after start_time: it is the day after the last one");
    if (rq->problems.count == 0 && length < 0)
        problem(rq, "end_time", "must not be before start_time");
    if (!e->timezone)
        e->timezone = rq->caller.zone;
    return refuse_problems(rq);
}

static enum err
event_announce(struct request *rq, const char *type, const struct event *e)
{
    struct uuids audience;
    enum err err = access_audience(rq, e->calendar_id, &audience);

    return err ? err : announce(rq, type, &event_shape, e, audience);
}

enum err
event_create(struct request *rq, const struct event_create_in *in, struct event *out)
{
    struct event new = in->body;
    const struct sql_event_insert insert = {
        .event = &new,
        .id = uuid_new(),
        .user_id = rq->caller.user_id,
    };
    enum err err = event_check(rq, &new);

    if (!err)
        err = access_write(rq, new.calendar_id, "there is no such calendar");
    if (!err)
        err = sql_event_insert(rq, &insert, out);
    if (err)
        return err;
    event_shown(out);
    return event_announce(rq, "event.created", out);
}

enum err
event_get(struct request *rq, const struct event_get_in *in, struct event *out)
{
    const struct sql_event_find find = {.id = in->id, .user_id = rq->caller.user_id};
    enum err err = sql_event_find(rq, &find, out);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such event");
    if (!err)
        event_shown(out);
    return err;
}

static enum err
event_hold(struct request *rq, struct uuid id, struct event *out)
{
    const struct sql_event_lock lock = {.id = id, .user_id = rq->caller.user_id};
    enum err err = sql_event_lock(rq, &lock, out);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such event");
    if (!err)
        err = access_write(rq, out->calendar_id, "there is no such event");
    if (err)
        return err;
    event_shown(out);
    return match_version(rq, out->version);
}

static enum err
event_change(struct request *rq, struct uuid id, struct event *out)
{
    struct event stored, next;
    const struct sql_event_update update = {.event = &next, .user_id = rq->caller.user_id};
    enum err err = event_hold(rq, id, &stored);

    if (!err)
        err = amend(rq, &event_shape, &stored, &next);
    if (!err)
        err = event_check(rq, &next);
    if (!err && !uuid_equal(next.calendar_id, stored.calendar_id))
        err = access_write(rq, next.calendar_id, "there is no such calendar");
    if (!err)
        err = sql_event_update(rq, &update, out);
    if (err)
        return err;
    event_shown(out);
    return event_announce(rq, "event.updated", out);
}

enum err
event_replace(struct request *rq, const struct event_replace_in *in, struct event *out)
{
    return event_change(rq, in->id, out);
}

enum err
event_patch(struct request *rq, const struct event_patch_in *in, struct event *out)
{
    return event_change(rq, in->id, out);
}

enum err
event_delete(struct request *rq, const struct event_delete_in *in)
{
    const struct sql_event_delete gone = {.id = in->id, .user_id = rq->caller.user_id};
    struct event stored;
    enum err err = event_hold(rq, in->id, &stored);

    if (!err)
        err = sql_event_delete(rq, &gone, NULL);
    return err ? err : event_announce(rq, "event.deleted", &stored);
}

static enum err
event_purge(struct request *rq)
{
    return sql_event_purge(rq, &(struct sql_event_purge){.most = 1000}, NULL);
}

/* clang-format off */
static const struct mailbox_row mailbox[] = {
    /* message            decode, call, encode     lane */
    {EVENT_LIST,          event_list_call,         DB_READ},
    {EVENT_CREATE,        event_create_call,       DB_WRITE},
    {EVENT_GET,           event_get_call,          DB_READ},
    {EVENT_REPLACE,       event_replace_call,      DB_WRITE},
    {EVENT_PATCH,         event_patch_call,        DB_WRITE},
    {EVENT_DELETE,        event_delete_call,       DB_WRITE},
    {EVENT_ACCESS_APPLY,  event_access_apply_call, DB_WRITE},
};
/* clang-format on */
MAILBOX_COVERS(mailbox, EVENT_MESSAGES);

static const struct consumer_row consumers[] = {
    {"event_calendars", access_of_calendar},
};

static const struct job_row jobs[] = {
    {"access.reconcile", access_reconcile, 30 * 1000, false},
    {"access.empty", access_empty, 10 * 1000, false},
    {"event.purge", event_purge, 3600 * 1000, false},
};

const struct actor event_actor = {
    .api = &event_api,
    .sql = &event_sql,
    .mailbox = mailbox,
    .mailbox_count = ARRAY_LEN(mailbox),
    .consumers = consumers,
    .consumer_count = ARRAY_LEN(consumers),
    .jobs = jobs,
    .job_count = ARRAY_LEN(jobs),
};
