/*
 * event - the actor of the events in the calendars.
 *
 * It answers event.* and is the only program that touches the event tables.  Read from the bottom
 * up: mailbox[] lists every message; each handler turns one decoded request into SQL and one reply.
 * Who may see a calendar is decided by this service's copy (access.c); to everybody else its events
 * do not exist.
 */
#include "services/event/event.h"
#include "gen/event/calls.h"

#include "services/event/access.h"
#include "services/event/attendees.h"
#include "services/event/change.h"
#include "services/event/conflicts.h"
#include "services/event/heard.h"
#include "services/event/occurrence.h"
#include "services/event/settings.h"
#include "services/event/stale.h"
#include "services/event/stamped.h"
#include "services/event/stored.h"
#include "services/event/tags.h"
#include "services/event/visible.h"
#include "shared/actor/purge.h"
#include "shared/base/must.h"
#include "shared/request/content.h"

enum { PURGE_ROWS = 1000 }; /* LIMIT of event_purge */

/* Answers to an invitation leave its version alone. */
static int64_t
variant_of(const struct event *e)
{
    if (visible_is_part(e))
        return VARIANT_PART;
    return e->attendee_count > 0 ? content_version(&event_shape, e) : 0;
}

enum err
event_get(struct request *rq, const struct event_get_in *in, struct event *out)
{
    const struct sql_event_find find = {.id = in->id, .user_id = rq->caller.user_id};
    struct sql_stored row;
    enum err err = sql_event_find(rq, &find, &row);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such event");
    if (!err && in->has_occurrence)
        err = occurrence_show(rq, &row, &in->occurrence, out);
    else if (!err)
        stored_show(rq, &row, out);
    if (!err)
        rq->variant = variant_of(out);
    return err;
}

enum err
event_create_before(struct request *rq, const struct event_create_in *in)
{
    (void)in;
    return attendees_ask(rq, &rq->body, 1);
}

enum err
event_replace_before(struct request *rq, const struct event_replace_in *in)
{
    (void)in;
    return attendees_ask(rq, &rq->body, 1);
}

enum err
event_patch_before(struct request *rq, const struct event_patch_in *in)
{
    (void)in;
    return attendees_ask(rq, &rq->body, 1);
}

enum err
event_replace(struct request *rq, const struct event_replace_in *in, struct event *out)
{
    const struct target t = {in->id, in->scope, in->has_occurrence ? &in->occurrence : NULL,
                             in->dry_run};
    enum err err = change_update(rq, &t, out);

    return err || !in->conflicts ? err : conflicts_show(rq, out);
}

enum err
event_patch(struct request *rq, const struct event_patch_in *in, struct event *out)
{
    const struct target t = {in->id, in->scope, in->has_occurrence ? &in->occurrence : NULL,
                             in->dry_run};
    enum err err = change_update(rq, &t, out);

    return err || !in->conflicts ? err : conflicts_show(rq, out);
}

enum err
event_delete(struct request *rq, const struct event_delete_in *in, struct event_deletion *out)
{
    const struct target t = {in->id, in->scope, in->has_occurrence ? &in->occurrence : NULL,
                             in->dry_run};

    return change_delete(rq, &t, out);
}

static enum err
purge_events(struct request *rq, int64_t *affected)
{
    return sql_event_purge(rq, &(struct sql_event_purge){.now = instant_now()}, affected);
}

static enum err
event_purge(struct request *rq)
{
    return purge_all(rq, purge_events, PURGE_ROWS);
}

/* clang-format off */
static const struct mailbox_row mailbox[] = {
    /* message                 decode, call, encode          class */
    {EVENT_AVAILABILITY,       event_availability_call,      DB_READ},
    {EVENT_AVAILABILITY_FIND,  event_availability_find_call, DB_READ},
    {EVENT_LIST,               event_list_call,              DB_READ},
    {EVENT_PUBLIC_LIST,        event_public_list_call,       DB_READ},
    {EVENT_OCCURRENCES,        event_occurrences_call,       DB_READ},
    {EVENT_TAGS,               event_tags_call,              DB_READ},
    {EVENT_CREATE,             event_create_call,            DB_WRITE},
    {EVENT_BATCH,              event_batch_call,             SLOW},
    {EVENT_GET,                event_get_call,               DB_READ},
    {EVENT_REPLACE,            event_replace_call,           DB_WRITE},
    {EVENT_PATCH,              event_patch_call,             DB_WRITE},
    {EVENT_DELETE,             event_delete_call,            DB_WRITE},
    {EVENT_RESTORE,            event_restore_call,           DB_WRITE},
    {EVENT_ATTENDEES,          event_attendees_call,         DB_READ},
    {EVENT_ATTENDEE_CREATE,    event_attendee_create_call,   DB_WRITE},
    {EVENT_ATTENDEE_GET,       event_attendee_get_call,      DB_READ},
    {EVENT_ATTENDEE_REPLACE,   event_attendee_replace_call,  DB_WRITE},
    {EVENT_ATTENDEE_PATCH,     event_attendee_patch_call,    DB_WRITE},
    {EVENT_ATTENDEE_DELETE,    event_attendee_delete_call,   DB_WRITE},
    {EVENT_ACCESS_APPLY,       event_access_apply_call,      DB_WRITE},
    {EVENT_COURSE,             event_course_call,            DB_READ},
    {EVENT_COURSES,            event_courses_call,           DB_READ},
    {EVENT_CHANGES,            event_changes_call,           DB_READ},
    {EVENT_CALENDAR_EVENTS,    event_calendar_events_call,   DB_READ},
    {EVENT_OCCURRENCES_CHECK,  event_occurrences_check_call, DB_READ},
};
/* clang-format on */
MAILBOX_COVERS(mailbox, EVENT_MESSAGES);

static const struct consumer_row consumers[] = {
    {"event_calendars", access_of_calendar, access_rebuild},
    {"event_users", heard_of_user, heard_rebuild},
};

static const struct job_row jobs[] = {
    {"access.empty", access_empty, 10 * 1000, JOB_ALONE},
    {"event.terms", event_make_terms, 1000, JOB_ALONE},
    {"tags.settle", tags_settle, 60 * 1000, JOB_ALONE},
    {"event.heard", heard_settle, 2 * 1000, JOB_ALONE},
    {"event.unlinked", heard_look_up, 3600 * 1000, JOB_ALONE},
    {"event.purge", event_purge, 3600 * 1000, JOB_ALONE},
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
    .settings = &event_settings,
    .start = stamped_start,
};
