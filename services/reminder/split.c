#include "services/reminder/split.h"

#include "gen/reminder/events.h"
#include "gen/reminder/sql.h"
#include "services/reminder/pace.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/crypto/uuid_derived.h"

#include <string.h>

enum { PAGE = 500 };

/* Tombstones of what was copied are kept for longer. */
static const int64_t COPIED_US = 30 * DAY_US;

enum err
split_note(struct request *rq, const struct event_course *course)
{
    const struct sql_stale_note_split note = {
        .event_ids = course->split_into, .split_from = course->event_id, .now = pace_now()};

    return course->split_into.count == 0 ? OK : sql_stale_note_split(rq, &note, NULL);
}

static struct uuid
split_id(struct instant at, struct uuid reminder_id, struct uuid event_id)
{
    uint8_t both[sizeof reminder_id.b + sizeof event_id.b];

    memcpy(both, reminder_id.b, sizeof reminder_id.b);
    memcpy(both + sizeof reminder_id.b, event_id.b, sizeof event_id.b);
    return uuid_derived(at, (struct bytes){both, sizeof both});
}

/*
 * The row of the due list is computed with those of the event.  What was told of an occurrence is told again when it comes due at
 * another time now.
 */
static enum err
split_one(struct request *rq, const struct event_course *course, const struct sql_owned *from,
          const struct sql_due *due)
{
    struct sql_reminder_split split = {
        .reminder = &from->reminder,
        .id = split_id(course->created_at, from->reminder.id, course->event_id),
        .user_id = from->user_id,
        .event_id = course->event_id,
        .now = course->created_at,
    };
    struct sql_due_begin begin = {.id = split.id,
                                  .user_id = from->user_id,
                                  .event_id = course->event_id,
                                  .since = due->since};
    const struct sql_fired_split fired = {
        .id = split.id, .from = from->reminder.id, .since = course->created_at};
    struct reminder *rows;
    size_t count;
    enum err err = sql_reminder_split(rq, &split, &rows, &count);

    if (err || count == 0)
        return err;
    begin.reminder = &rows[0];
    err = sql_due_begin(rq, &begin, NULL);
    if (!err)
        err = sql_fired_split(rq, &fired, NULL);
    return err ? err : announce_reminder_created(rq, &rows[0], audience_of_one(rq, from->user_id));
}

/* A time by itself is told once, and stays where it is. */
static bool
split_takes(const struct event_course *course, const struct reminder *from)
{
    return !from->has_at && from->created_at.us <= course->created_at.us;
}

/* Both are by id. */
static enum err
split_some(struct request *rq, const struct event_course *course, const struct sql_owned *rows,
           size_t count)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, count + 1);
    const struct sql_due_read read = {.ids = {ids, count}};
    struct sql_due *due;
    size_t due_count;
    enum err err;

    for (size_t i = 0; i < count; i++)
        ids[i] = rows[i].reminder.id;
    err = sql_due_read(rq, &read, &due, &due_count);
    for (size_t i = 0; !err && i < count; i++) {
        for (size_t k = 0; !err && k < due_count; k++)
            if (uuid_equal(due[k].id, rows[i].reminder.id) &&
                split_takes(course, &rows[i].reminder))
                err = split_one(rq, course, &rows[i], &due[k]);
    }
    return err;
}

enum err
split_copy(struct request *rq, const struct event_course *course, struct uuid from)
{
    struct sql_reminders_split page = {.event_id = from, .rows = PAGE};
    struct sql_owned *rows;
    size_t count = PAGE;
    enum err err = OK;

    if (course->deleted || course->created_at.us + COPIED_US < pace_now().us)
        return OK;
    while (!err && count == PAGE) {
        err = sql_reminders_split(rq, &page, &rows, &count);
        if (!err && count > 0) {
            err = split_some(rq, course, rows, count);
            page.after_user_id = rows[count - 1].user_id;
            page.after_id = rows[count - 1].reminder.id;
        }
    }
    return err;
}
