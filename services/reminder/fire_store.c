#include "services/reminder/fire_store.h"

#include "gen/reminder/events.h"
#include "services/reminder/pace.h"
#include "services/reminder/tally.h"
#include "services/reminder/told.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/crypto/uuid_derived.h"

#include <stdlib.h>
#include <string.h>

/* An event is over, and the reminder of it later than this: what is only a little late is still told. */
static const int64_t MISSED_US = MINUTE_US;

/* A transaction that tells. */
struct fire {
    struct request *rq;
    struct instant now;
    struct firing_due *due; /* by the ids of their rows */
    size_t count;
    const struct sql_owned *reminders;
    size_t reminder_count;
    const struct course_copy *courses; /* of those that are of a series, by event */
    size_t course_count;
    struct due_results *next;
    struct uuid *over; /* rows of what was snoozed */
    size_t over_count;
    struct fire_aside { /* told, and what follows cannot be computed */
        struct uuid id;
        const struct course_copy *course;
        const char *why;
    } * aside;
    size_t aside_count;
    struct fired_rows {
        struct uuid *ids;
        struct local *due_ats, *begins;
        int64_t *places, *missed;
        size_t count;
    } fired;
};

/* ------------------------------------------------------------------ what is held */

static int
fire_compare_due(const void *a, const void *b)
{
    return uuid_compare(((const struct firing_due *)a)->row->id,
                        ((const struct firing_due *)b)->row->id);
}

static struct uuids
fire_ids(const struct fire *f)
{
    struct uuid *ids = arena_array(f->rq->arena, struct uuid, f->count + 1);

    for (size_t i = 0; i < f->count; i++)
        ids[i] = f->due[i].row->id;
    return (struct uuids){ids, f->count};
}

static struct uuids
fire_reminder_ids(const struct fire *f)
{
    struct uuid *ids = arena_array(f->rq->arena, struct uuid, f->count + 1);

    for (size_t i = 0; i < f->count; i++)
        ids[i] = f->due[i].row->reminder_id;
    return (struct uuids){ids, f->count};
}

static bool
fire_has_turn(const struct firing_due *due, const struct sql_due_hold_row *held, size_t count)
{
    return count > 0 && uuid_equal(held->id, due->row->id) && held->turn == due->row->turn;
}

/* Moves those that are held to the front; both are by reminder. */
static enum err
fire_hold(struct fire *f)
{
    const struct sql_due_hold hold = {.ids = fire_ids(f)};
    struct sql_due_hold_row *held;
    size_t held_count, n = 0;
    enum err err = sql_due_hold(f->rq, &hold, &held, &held_count);

    for (size_t i = 0, k = 0; !err && i < f->count; i++) {
        while (k < held_count && uuid_compare(held[k].id, f->due[i].row->id) < 0)
            k++;
        if (fire_has_turn(&f->due[i], held + k, held_count - k))
            f->due[n++] = f->due[i];
    }
    f->count = n;
    return err;
}

/* ------------------------------------------------------------------ what is read */

static enum err
fire_read(struct fire *f)
{
    struct request *rq = f->rq;
    const struct sql_reminders_told told = {.ids = fire_reminder_ids(f)};
    struct uuid *event_ids = arena_array(rq->arena, struct uuid, f->count + 1);
    struct course_copy *courses = NULL;
    struct sql_owned *reminders;
    size_t n = 0;
    enum err err = sql_reminders_told(rq, &told, &reminders, &f->reminder_count);

    if (err)
        return err;
    f->reminders = reminders;
    for (size_t i = 0; i < f->count; i++)
        if (f->due[i].row->has_place || !f->due[i].row->is_last)
            event_ids[n++] = f->due[i].row->event_id;
    err = course_copy_read(rq, (struct uuids){event_ids, n}, &courses, &f->course_count);
    f->courses = courses;
    return err;
}

static const struct reminder *
fire_reminder(const struct fire *f, struct uuid id)
{
    for (size_t i = 0; i < f->reminder_count; i++)
        if (uuid_equal(f->reminders[i].reminder.id, id))
            return &f->reminders[i].reminder;
    return NULL;
}

/* ------------------------------------------------------------------ one of them */

static bool
fire_is_missed(const struct fire *f, const struct firing *firing)
{
    return firing->ends_at.us <= f->now.us && firing->due_at.us + MISSED_US < f->now.us;
}

/* That of the firing, whoever computes it and however often. */
static struct uuid
fire_id(const struct sql_due *row, const struct firing *firing)
{
    uint8_t from[sizeof row->reminder_id.b + 3 * sizeof(int64_t)];
    const int64_t numbers[3] = {due_place(firing), firing->due_at.us, row->snooze};

    memcpy(from, row->reminder_id.b, sizeof row->reminder_id.b);
    memcpy(from + sizeof row->reminder_id.b, numbers, sizeof numbers);
    return uuid_derived(firing->due_at, (struct bytes){from, sizeof from});
}

static enum err
fire_announce(struct fire *f, struct firing_due *due, const struct firing *firing,
              const struct reminder *reminder, const struct event_course *series)
{
    const struct uuids audience = audience_of_one(f->rq, due->row->user_id);
    struct reminder told;

    told_show(reminder, firing, due->row->zone, series, &told);
    told.title = due->title;
    told.location = due->location;
    announce_id(f->rq, fire_id(due->row, firing));
    return due->missed ? announce_reminder_missed(f->rq, &told, 0, audience)
                       : announce_reminder_due(f->rq, &told, 0, audience);
}

/*
 * What comes next.  What was told before a later one that was told already was moved: others may have been moved as well,
 * so all of the event is computed anew.
 */
static void
fire_roll(struct fire *f, struct firing_due *due, const struct firing *firing,
          const struct course_copy *course)
{
    const struct sql_due *row = due->row;
    const struct firing_rule rule = due_rule(row);
    const struct course_ready *ready;
    struct firing next;
    const char *why;
    bool is_last = true, comes = false, is_moved = firing->due_at.us < row->done_until.us;

    if (row->snooze > 0) {
        f->over[f->over_count++] = row->id;
        return;
    }
    if (!row->is_last && !is_moved) {
        ready = course_ready(f->rq->arena, &course->course, tz_or_utc(row->zone), &why);
        if (ready == NULL) {
            f->aside[f->aside_count++] = (struct fire_aside){row->id, course, why};
            return;
        }
        comes = firing_after(ready, &rule, firing, &next, &is_last);
    }
    due_results_add(f->next, row->id, is_moved ? 0 : row->version, row->zone, comes ? &next : NULL,
                    is_last);
    due->is_moved = is_moved;
}

static const struct course_copy *
fire_course(const struct fire *f, const struct sql_due *row)
{
    return course_copy_of(f->courses, f->course_count, row->event_id);
}

/* What is not known as it was claimed is left to those who change it. */
static bool
fire_is_known(const struct fire *f, const struct sql_due *row)
{
    const struct course_copy *course = fire_course(f, row);

    if (fire_reminder(f, row->reminder_id) == NULL)
        return false;
    return (!row->has_place && row->is_last) ||
           (course != NULL && !course->course.deleted && course->version == row->version);
}

static enum err
fire_one(struct fire *f, struct firing_due *due)
{
    const struct firing firing = due_firing(due->row);
    const struct reminder *reminder = fire_reminder(f, due->row->reminder_id);
    const struct course_copy *course = fire_course(f, due->row);

    fire_roll(f, due, &firing, course);
    if (!due->told)
        return OK;
    due->late_us = f->now.us - firing.due_at.us;
    return fire_announce(f, due, &firing, reminder, course != NULL ? &course->course : NULL);
}

/* ------------------------------------------------------------------ all of them */

static void
fire_note(struct fire *f, const struct firing_due *due, const struct firing *firing)
{
    struct fired_rows *rows = &f->fired;
    size_t i = rows->count++;

    rows->ids[i] = due->row->reminder_id;
    rows->due_ats[i] = (struct local){firing->due_at.us};
    rows->begins[i] = (struct local){firing->begins_at.us};
    rows->places[i] = due_place(firing);
    rows->missed[i] = due->missed;
}

/* Finds in `told` what is told now: what is not there was told, or dismissed, before. */
static void
fire_mark_told(struct fire *f, const struct sql_fired_add_row *told, size_t count)
{
    size_t k = 0;

    for (size_t i = 0; i < f->count && k < count; i++) {
        const struct sql_due *row = f->due[i].row;

        f->due[i].told = uuid_equal(told[k].reminder_id, row->reminder_id) &&
                         told[k].due_at.us == row->due_at.us &&
                         told[k].place == (row->has_place ? row->place : INT64_MIN);
        k += f->due[i].told;
    }
}

static enum err
fire_note_all(struct fire *f)
{
    const struct fired_rows *rows = &f->fired;
    struct sql_fired_add add = {.now = f->now};
    struct sql_fired_add_row *told;
    size_t count;
    enum err err;

    for (size_t i = 0; i < f->count; i++) {
        const struct firing firing = due_firing(f->due[i].row);

        f->due[i].missed = fire_is_missed(f, &firing);
        fire_note(f, &f->due[i], &firing);
    }
    add.ids = (struct uuids){rows->ids, rows->count};
    add.due_ats = (struct locals){rows->due_ats, rows->count};
    add.begins = (struct locals){rows->begins, rows->count};
    add.places = (struct int64s){rows->places, rows->count};
    add.missed = (struct int64s){rows->missed, rows->count};
    err = sql_fired_add(f->rq, &add, &told, &count);
    if (!err)
        fire_mark_told(f, told, count);
    return err;
}

static void
fire_find_damaged(const struct fire *f, struct uuid *damaged, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < f->course_count; i++)
        if (f->courses[i].is_damaged)
            damaged[(*count)++] = f->courses[i].course.event_id;
}

/* Moves those that are known to the front. */
static void
fire_keep_known(struct fire *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->count; i++)
        if (fire_is_known(f, f->due[i].row))
            f->due[n++] = f->due[i];
    f->count = n;
}

static int
fire_compare_times(const void *a, const void *b)
{
    struct instant at = ((const struct firing_due *)a)->row->due_at;
    struct instant other = ((const struct firing_due *)b)->row->due_at;

    if (at.us != other.us)
        return at.us < other.us ? -1 : 1;
    return fire_compare_due(a, b);
}

/* In the order in which they come due. */
static enum err
fire_tell(struct fire *f)
{
    enum err err = OK;

    qsort(f->due, f->count, sizeof *f->due, fire_compare_times);
    outbox_gather(f->rq);
    for (size_t i = 0; !err && i < f->count; i++)
        err = fire_one(f, &f->due[i]);
    return err ? err : outbox_store(f->rq);
}

static void
fire_init(struct fire *f, struct request *rq, struct firing_due *due, size_t count)
{
    *f = (struct fire){.rq = rq,
                       .now = pace_now(),
                       .due = due,
                       .count = count,
                       .next = due_results_new(rq, count),
                       .over = arena_array(rq->arena, struct uuid, count),
                       .aside = arena_array(rq->arena, struct fire_aside, count),
                       .fired = {
                           .ids = arena_array(rq->arena, struct uuid, count),
                           .due_ats = arena_array(rq->arena, struct local, count),
                           .begins = arena_array(rq->arena, struct local, count),
                           .places = arena_array(rq->arena, int64_t, count),
                           .missed = arena_array(rq->arena, int64_t, count),
                       }};
}

/* What comes next. */
static enum err
fire_go_on(struct fire *f)
{
    enum err err = due_results_store(f->rq, f->next, true);

    for (size_t i = 0; !err && i < f->aside_count; i++)
        err = due_set_aside(f->rq, (struct uuids){&f->aside[i].id, 1}, f->aside[i].course,
                            f->aside[i].why);
    if (!err && f->over_count > 0) {
        const struct sql_due_delete over = {.ids = {f->over, f->over_count}};

        err = sql_due_delete(f->rq, &over, NULL);
    }
    return err;
}

enum err
fire_store(struct request *rq, struct firing_due *due, size_t *count, struct uuid *damaged,
           size_t *damaged_count)
{
    struct fire f;
    enum err err;

    *damaged_count = 0;
    if (*count == 0)
        return OK;
    qsort(due, *count, sizeof *due, fire_compare_due);
    fire_init(&f, rq, due, *count);
    err = fire_hold(&f);
    if (!err && f.count > 0)
        err = fire_read(&f);
    if (!err) {
        fire_find_damaged(&f, damaged, damaged_count);
        fire_keep_known(&f);
    }
    *count = f.count;
    if (err || f.count == 0)
        return err;
    err = fire_note_all(&f);
    if (!err)
        err = fire_tell(&f);
    return err ? err : fire_go_on(&f);
}

void
fire_counted(const struct firing_due *due, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (due[i].told) {
            tally_add(due[i].missed ? TALLY_MISSED : TALLY_DUE, 1);
            tally_late(due[i].late_us);
        }
}
