/*
 * reminder - the actor that tells people of their events in time.
 *
 * It answers reminder.* and is the only program that touches the reminder tables.  Read from the bottom up: mailbox[] lists
 * every message; each handler turns one decoded request into SQL and one reply.  Another user's reminder
 * is answered as absent: its existence is private too.
 *
 * What comes due is computed when something changes (due.h), and found by a thread of its own (runner.h).
 */
#include "services/reminder/reminder.h"

#include "gen/reminder/asks.h"
#include "gen/reminder/calls.h"
#include "gen/reminder/events.h"
#include "services/reminder/defaults.h"
#include "services/reminder/departure.h"
#include "services/reminder/drop.h"
#include "services/reminder/due.h"
#include "services/reminder/pace.h"
#include "services/reminder/purge.h"
#include "services/reminder/runner.h"
#include "services/reminder/settings.h"
#include "services/reminder/stale.h"
#include "services/reminder/tzdata.h"
#include "services/reminder/zone.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/request/amend.h"
#include "shared/request/cursor.h"

#include <string.h>

enum { REMINDERS_MAX = 10 }; /* of a user on one event */

static enum err
reminder_absent(struct request *rq, enum err err)
{
    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such reminder") : err;
}

static struct uuids
reminder_audience(struct request *rq)
{
    return audience_of_one(rq, rq->caller.user_id);
}

/* ---------------------------------------------------------------- reading */

static enum err
reminder_page(struct request *rq, struct uuid event_id, struct uuid after_id, int64_t most,
              struct reminder **rows, size_t *count)
{
    const struct sql_reminder_page page = {
        .event_id = event_id, .user_id = rq->caller.user_id, .after_id = after_id, .rows = most};

    return sql_reminder_page(rq, &page, rows, count);
}

static enum err
reminder_ask_event(struct request *rq, struct uuid event_id)
{
    const struct event_course_in ask = {
        .body = {.event_id = event_id, .user_id = rq->caller.user_id}};

    return ask_event_course(rq, &ask);
}

static enum err
reminder_asked_event(struct request *rq, struct event_course *out)
{
    enum err err = asked_event_course(rq, out);

    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such event") : err;
}

enum err
reminder_list_before(struct request *rq, const struct reminder_list_in *in)
{
    return reminder_ask_event(rq, in->id);
}

enum err
reminder_list(struct request *rq, const struct reminder_list_in *in, struct reminder_list *out)
{
    struct cursor after = {0};
    struct reminder *rows;
    size_t count;
    struct event_course event;
    enum err err = reminder_asked_event(rq, &event);

    if (!err && in->cursor != NULL)
        err = cursor_decode(rq, in->cursor, &after);
    if (!err)
        err = reminder_page(rq, in->id, after.id, in->limit + 1, &rows, &count);
    if (err)
        return err;
    out->data.items = rows;
    out->data.count = page_fit(&reminder_shape, rows, count, in->limit);
    if (out->data.count < count)
        out->next_cursor = cursor_encode(rq, &(struct cursor){.id = rows[out->data.count - 1].id});
    return OK;
}

enum err
reminder_get(struct request *rq, const struct reminder_get_in *in, struct reminder *out)
{
    const struct sql_reminder_find find = {
        .id = in->reminder_id, .event_id = in->id, .user_id = rq->caller.user_id};

    return reminder_absent(rq, sql_reminder_find(rq, &find, out));
}

/* ---------------------------------------------------------------- writing */

static enum err
reminder_check(struct request *rq, const struct reminder *r)
{
    if (r->has_minutes_before == r->has_at)
        problem(rq, "minutes_before",
                r->has_at ? "goes not with at" : "is required when at is absent");
    if (r->has_at && strcmp(r->related, "end") == 0)
        problem(rq, "related", "goes with minutes_before alone");
    return refuse_problems(rq);
}

enum err
reminder_create_before(struct request *rq, const struct reminder_create_in *in)
{
    enum err err = reminder_check(rq, &in->body);

    return err ? err : reminder_ask_event(rq, in->id);
}

/*
 * The course that was asked for is put in, or a later one is there.  A change that nobody heard of, because the event had no
 * reminders, may have come since it was asked for: so it is read once more.
 */
static enum err
reminder_know_event(struct request *rq, struct uuid event_id, struct course_copy *out, bool *newer)
{
    struct event_course asked;
    enum err err = reminder_asked_event(rq, &asked);

    if (!err)
        err = course_copy_put(rq, &asked, newer);
    if (!err)
        err = course_copy_lock(rq, event_id, out);
    return !err && out->course.deleted ? refuse(rq, ERR_NOT_FOUND, "there is no such event") : err;
}

static enum err
reminder_check_room(struct request *rq, struct uuid event_id)
{
    const struct sql_reminder_count all = {
        .event_id = event_id, .user_id = rq->caller.user_id, .most = REMINDERS_MAX};
    struct sql_reminder_count_row row;
    enum err err = sql_reminder_count(rq, &all, &row);

    if (!err && row.number >= REMINDERS_MAX)
        err = refuse(rq, ERR_CONFLICT, "you have %d reminders on the event already", REMINDERS_MAX);
    return err;
}

enum err
reminder_create(struct request *rq, const struct reminder_create_in *in, struct reminder *out)
{
    const struct sql_reminder_insert insert = {
        .reminder = &in->body,
        .id = uuid_new(),
        .user_id = rq->caller.user_id,
        .event_id = in->id,
        .now = pace_now(),
    };
    struct course_copy course;
    bool newer;
    enum err err = reminder_know_event(rq, in->id, &course, &newer);

    if (!err)
        err = reminder_check_room(rq, in->id);
    if (!err)
        err = sql_reminder_insert(rq, &insert, out);
    if (!err)
        err = zone_note(rq);
    if (!err)
        err = due_schedule(rq, &course, out, rq->caller.user_id, insert.now);
    if (!err && newer)
        err = stale_note(rq, in->id);
    return err ? err : announce_reminder_created(rq, out, reminder_audience(rq));
}

static enum err
reminder_lock(struct request *rq, struct uuid event_id, struct uuid id, struct reminder *out)
{
    const struct sql_reminder_lock lock = {
        .id = id, .event_id = event_id, .user_id = rq->caller.user_id};
    enum err err = reminder_absent(rq, sql_reminder_lock(rq, &lock, out));

    return err ? err : match_version(rq, out->version);
}

static enum err
reminder_lock_event(struct request *rq, struct uuid event_id, struct course_copy *out)
{
    enum err err = course_copy_lock(rq, event_id, out);

    return reminder_absent(rq, !err && out->course.deleted ? ERR_NOT_FOUND : err);
}

enum err
reminder_patch(struct request *rq, const struct reminder_patch_in *in, struct reminder *out)
{
    struct reminder stored, next;
    const struct sql_reminder_update update = {
        .reminder = &next, .id = in->reminder_id, .now = pace_now()};
    struct course_copy course;
    enum err err = reminder_lock_event(rq, in->id, &course);

    if (!err)
        err = reminder_lock(rq, in->id, in->reminder_id, &stored);
    if (!err)
        err = amend(rq, &reminder_shape, &stored, &next);
    if (!err)
        err = reminder_check(rq, &next);
    if (!err)
        err = sql_reminder_update(rq, &update, out);
    if (!err)
        err = due_schedule(rq, &course, out, rq->caller.user_id, update.now);
    return err ? err : announce_reminder_updated(rq, out, stored.version, reminder_audience(rq));
}

enum err
reminder_delete(struct request *rq, const struct reminder_delete_in *in)
{
    struct uuid id = in->reminder_id;
    const struct sql_reminder_delete delete = {.id = id, .now = pace_now()};
    struct course_copy course;
    struct reminder stored, gone;
    enum err err = reminder_lock_event(rq, in->id, &course);

    if (!err)
        err = reminder_lock(rq, in->id, id, &stored);
    if (!err)
        err = sql_reminder_delete(rq, &delete, &gone);
    if (!err)
        err = drop_rows(rq, (struct uuids){&id, 1});
    return err ? err : announce_reminder_deleted(rq, &gone, stored.version, reminder_audience(rq));
}

/* ---------------------------------------------------------------- the actor */

static enum err
heard_of_user(struct request *rq, const struct domain_event *event)
{
    enum err err = departure_of_user(rq, event);

    return err ? err : zone_heard(rq, event);
}

static void
reminder_start(void)
{
    if (!pace_set(settings.clock))
        die("ALMANAC_REMINDER_CLOCK is not two times and a rate");
}

/* clang-format off */
static const struct mailbox_row mailbox[] = {
    /* message             decode, call, encode      class */
    {REMINDER_LIST,        reminder_list_call,       DB_READ},
    {REMINDER_CREATE,      reminder_create_call,     DB_WRITE},
    {REMINDER_GET,         reminder_get_call,        DB_READ},
    {REMINDER_PATCH,       reminder_patch_call,      DB_WRITE},
    {REMINDER_DELETE,      reminder_delete_call,     DB_WRITE},
    {REMINDER_DUE_LIST,    reminder_due_list_call,   DB_READ},
    {REMINDER_QUIET_GET,   reminder_quiet_get_call,  DB_READ},
    {REMINDER_QUIET_REPLACE, reminder_quiet_replace_call, DB_WRITE},
    {REMINDER_DEFAULT_GET, reminder_default_get_call, DB_READ},
    {REMINDER_DEFAULT_REPLACE, reminder_default_replace_call, DB_WRITE},
    {REMINDER_SNOOZE,      reminder_snooze_call,     DB_WRITE},
    {REMINDER_DISMISS,     reminder_dismiss_call,    DB_WRITE},
};
/* clang-format on */
MAILBOX_COVERS(mailbox, REMINDER_MESSAGES);

static const struct consumer_row consumers[] = {
    {"reminder_events", stale_of_event, stale_rebuild_events},
    {"reminder_calendars", stale_of_calendar, stale_rebuild_calendars},
    {"reminder_users", heard_of_user, departure_rebuild},
};

static const struct job_row jobs[] = {
    {"reminder.departures", departure_finish, 2 * 1000, JOB_ALONE},
    {"reminder.defaults", defaults_walk, 1000, JOB_WAITS},
    {"reminder.tzdata", tzdata_compare, 24 * 3600 * 1000, JOB_ALONE},
    {"reminder.zones", zone_look_up, 3600 * 1000, JOB_WAITS},
    {"reminder.zones_new", zone_look_up_new, 2 * 1000, JOB_WAITS},
    {"reminder.purge", reminder_purge, 3600 * 1000, JOB_ALONE},
};

const struct actor reminder_actor = {
    .api = &reminder_api,
    .sql = &reminder_sql,
    .mailbox = mailbox,
    .mailbox_count = ARRAY_LEN(mailbox),
    .consumers = consumers,
    .consumer_count = ARRAY_LEN(consumers),
    .jobs = jobs,
    .job_count = ARRAY_LEN(jobs),
    .own_thread = &runner_thread,
    .settings = &reminder_settings,
    .start = reminder_start,
};
