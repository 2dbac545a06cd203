/*
 * snooze - what a user does about one occurrence of a reminder: hears of it once more (POST /reminders/{id}/snooze), or
 * not again (.../dismiss).
 *
 * Both note its firing as told, so that what has not come due of it does not.
 */
#include "gen/reminder/events.h"
#include "services/reminder/course_find.h"
#include "services/reminder/due.h"
#include "services/reminder/pace.h"
#include "services/reminder/told.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/crypto/uuid_derived.h"
#include "shared/request/request.h"

#include <string.h>

/* One occurrence, and what is known of it. */
struct snoozing {
    struct request *rq;
    struct instant now;
    struct reminder reminder;
    struct course_copy course;
    const struct course_ready *ready;
    struct sql_due due; /* the row of the reminder itself */
    struct course_time time;
};

static enum err
snooze_absent(struct request *rq)
{
    return refuse(rq, ERR_NOT_FOUND, "there is no such occurrence");
}

/* The row of the course comes first, whose event the reminder has to say. */
static enum err
snooze_lock(struct snoozing *s, struct uuid id)
{
    struct request *rq = s->rq;
    const struct sql_reminder_place place = {.id = id, .user_id = rq->caller.user_id};
    struct sql_reminder_lock lock = {.id = id, .user_id = rq->caller.user_id};
    struct sql_reminder_place_row row;
    enum err err = sql_reminder_place(rq, &place, &row);

    lock.event_id = row.event_id;
    if (!err)
        err = course_copy_lock(rq, row.event_id, &s->course);
    if (!err && s->course.course.deleted)
        err = ERR_NOT_FOUND;
    if (!err)
        err = sql_reminder_lock(rq, &lock, &s->reminder);
    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such reminder") : err;
}

static enum err
snooze_read_due(struct snoozing *s)
{
    struct uuid id = s->reminder.id;
    const struct sql_due_read read = {.ids = {&id, 1}};
    struct sql_due *rows;
    const char *why;
    size_t count;
    enum err err = sql_due_read(s->rq, &read, &rows, &count);

    if (err || count == 0)
        return err ? err : snooze_absent(s->rq);
    s->due = rows[0];
    s->ready = course_ready(s->rq->arena, &s->course.course, tz_or_utc(s->due.zone), &why);
    return s->ready == NULL ? snooze_absent(s->rq) : OK;
}

/* The one that came due last, or else the next one. */
static enum err
snooze_find_last(struct snoozing *s, bool *has_place, int64_t *place)
{
    const struct sql_fired_last last = {.reminder_id = s->reminder.id};
    struct sql_fired_last_row row;
    enum err err = sql_fired_last(s->rq, &last, &row);

    if (err && err != ERR_NOT_FOUND)
        return err;
    if (err && !s->due.has_due_at)
        return snooze_absent(s->rq);
    *has_place = err ? s->due.has_place : row.place != INT64_MIN;
    *place = err ? s->due.place : row.place;
    return OK;
}

static enum err
snooze_find(struct snoozing *s, const struct moment *recurrence_id)
{
    bool has_place = true;
    int64_t place = 0;
    enum err err = OK;

    if (s->reminder.has_at || !s->course.course.is_series)
        has_place = false;
    else if (recurrence_id == NULL)
        err = snooze_find_last(s, &has_place, &place);
    else if (!course_place(s->ready, recurrence_id, &place))
        err = snooze_absent(s->rq);
    if (!err && recurrence_id != NULL && !has_place)
        err = snooze_absent(s->rq);
    if (!err && s->reminder.has_at && s->course.course.is_series)
        s->time = (struct course_time){.begins_at = s->course.course.start_at,
                                       .ends_at = s->course.course.series_end,
                                       .all_day = s->course.course.all_day};
    else if (!err && !course_find(s->ready, has_place, place, &s->time))
        err = snooze_absent(s->rq);
    return err;
}

static enum err
snooze_begin(struct snoozing *s, struct request *rq, struct uuid id,
             const struct moment *recurrence_id)
{
    enum err err;

    *s = (struct snoozing){.rq = rq, .now = pace_now()};
    err = snooze_lock(s, id);
    if (!err)
        err = snooze_read_due(s);
    return err ? err : snooze_find(s, recurrence_id);
}

/* ---------------------------------------------------------------- what is not to come */

/* When the reminder itself comes due for the occurrence. */
static struct firing
snooze_firing(const struct snoozing *s)
{
    const struct firing_rule rule = due_rule(&s->due);
    struct firing f = {.has_place = s->time.has_place,
                       .place = s->time.place,
                       .begins_at = s->time.begins_at,
                       .ends_at = s->time.ends_at,
                       .all_day = s->time.all_day};

    f.due_at = rule.of_end ? f.ends_at : f.begins_at;
    f.due_at.us -= rule.minutes * MINUTE_US;
    if (rule.has_at)
        f.due_at = rule.at;
    return f;
}

/* As if it was told; what comes next is found when it was the next. */
static enum err
snooze_roll(struct snoozing *s, const struct firing *f)
{
    const struct firing_rule rule = due_rule(&s->due);
    struct due_results *results = due_results_new(s->rq, 1);
    struct firing next;
    bool is_last = true, comes;

    if (!s->due.has_due_at || s->due.due_at.us != f->due_at.us ||
        s->due.has_place != f->has_place || s->due.place != f->place)
        return OK;
    comes = firing_after(s->ready, &rule, f, &next, &is_last);
    due_results_add(results, s->due.id, s->due.version, s->due.zone, comes ? &next : NULL, is_last);
    return due_results_store(s->rq, results, true);
}

static enum err
snooze_note_told(struct snoozing *s)
{
    const struct firing f = snooze_firing(s);
    struct uuid id = s->reminder.id;
    struct local due_at = {f.due_at.us}, begins = {f.begins_at.us};
    int64_t place = due_place(&f), missed = 0;
    const struct sql_fired_add add = {
        .ids = {&id, 1},
        .due_ats = {&due_at, 1},
        .begins = {&begins, 1},
        .places = {&place, 1},
        .missed = {&missed, 1},
        .now = s->now,
    };
    struct sql_fired_add_row *rows;
    size_t count;
    enum err err = snooze_roll(s, &f);

    return err ? err : sql_fired_add(s->rq, &add, &rows, &count);
}

/* ---------------------------------------------------------------- once more */

static struct uuid
snooze_id(const struct snoozing *s)
{
    uint8_t from[sizeof s->reminder.id.b + sizeof(int64_t)];
    const int64_t place = s->time.has_place ? s->time.place : INT64_MIN;

    memcpy(from, s->reminder.id.b, sizeof s->reminder.id.b);
    memcpy(from + sizeof s->reminder.id.b, &place, sizeof place);
    return uuid_hashed((struct bytes){from, sizeof from});
}

static enum err
snooze_store(struct snoozing *s, struct instant at)
{
    const struct sql_snooze_add add = {
        .reminder_id = s->reminder.id,
        .place = s->time.has_place ? s->time.place : INT64_MIN,
        .due_id = snooze_id(s),
        .now = s->now,
    };
    struct sql_due_snooze snooze = {
        .id = add.due_id,
        .reminder_id = s->reminder.id,
        .user_id = s->rq->caller.user_id,
        .event_id = s->reminder.event_id,
        .at = at,
        .now = s->now,
        .version = s->course.version,
        .zone = s->due.zone,
        .has_place = s->time.has_place,
        .place = s->time.place,
        .begins_at = s->time.begins_at,
        .ends_at = s->time.ends_at,
        .all_day = s->time.all_day,
    };
    struct sql_snooze_add_row row;
    enum err err = sql_snooze_add(s->rq, &add, &row);

    snooze.number = row.number;
    return err ? err : sql_due_snooze(s->rq, &snooze, NULL);
}

static void
snooze_show(const struct snoozing *s, struct instant due_at, struct reminder *out)
{
    struct firing f = snooze_firing(s);

    f.due_at = due_at;
    told_show(&s->reminder, &f, s->due.zone, &s->course.course, out);
}

enum err
reminder_snooze(struct request *rq, const struct reminder_snooze_in *in, struct reminder *out)
{
    const struct moment *id = in->body.has_recurrence_id ? &in->body.recurrence_id : NULL;
    struct instant at;
    struct snoozing s;
    enum err err = snooze_begin(&s, rq, in->id, id);

    if (err)
        return err;
    at = (struct instant){s.now.us + in->body.minutes * MINUTE_US};
    err = snooze_note_told(&s);
    if (!err)
        err = snooze_store(&s, at);
    if (err)
        return err;
    snooze_show(&s, at, out);
    return announce_reminder_snoozed(rq, out, 0, audience_of_one(rq, rq->caller.user_id));
}

enum err
reminder_dismiss(struct request *rq, const struct reminder_dismiss_in *in)
{
    const struct moment *id = in->body.has_recurrence_id ? &in->body.recurrence_id : NULL;
    struct reminder told;
    struct uuid due_id;
    struct snoozing s;
    enum err err = snooze_begin(&s, rq, in->id, id);

    if (!err)
        err = snooze_note_told(&s);
    if (err)
        return err;
    due_id = snooze_id(&s);
    err = sql_due_delete(rq, &(struct sql_due_delete){.ids = {&due_id, 1}}, NULL);
    if (err)
        return err;
    snooze_show(&s, snooze_firing(&s).due_at, &told);
    return announce_reminder_dismissed(rq, &told, 0, audience_of_one(rq, rq->caller.user_id));
}
