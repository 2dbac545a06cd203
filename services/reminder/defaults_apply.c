#include "services/reminder/defaults.h"
#include "services/reminder/drop.h"
#include "services/reminder/due.h"
#include "services/reminder/pace.h"
#include "services/reminder/zone.h"
#include "shared/base/arena.h"
#include "shared/crypto/uuid_derived.h"

#include <string.h>

enum { PAGE = 500 };

/* Those of an event that is in another calendar now, of another kind, or whose defaults are set no more. */
static enum err
defaults_drop_others(struct request *rq, const struct event_course *course)
{
    const struct sql_defaults_drop drop = {.event_id = course->event_id,
                                           .calendar_id = course->calendar_id,
                                           .all_day = course->all_day,
                                           .rows = PAGE};
    struct sql_defaults_drop_row *rows;
    size_t count;
    enum err err;

    do {
        err = sql_defaults_drop(rq, &drop, &rows, &count);
        if (!err && count > 0)
            err = drop_rows(rq, drop_ids(rq, rows, sizeof *rows, count));
    } while (!err && count == PAGE);
    return err;
}

static struct uuid
defaults_reminder_id(struct uuid default_id, struct uuid event_id)
{
    uint8_t both[sizeof default_id.b + sizeof event_id.b];

    memcpy(both, default_id.b, sizeof default_id.b);
    memcpy(both + sizeof default_id.b, event_id.b, sizeof event_id.b);
    return uuid_hashed((struct bytes){both, sizeof both});
}

static struct instant
defaults_since(const struct sql_defaults_of_row *row, const struct event_course *course)
{
    return row->since.us > course->created_at.us ? row->since : course->created_at;
}

/* It is to tell something, and that is near. */
static bool
defaults_is_near(struct request *rq, const struct sql_defaults_of_row *row,
                 const struct event_course *course, const char *zone)
{
    const struct firing_rule rule = {.has_minutes = true,
                                     .minutes = row->minutes_before,
                                     .of_end = strcmp(row->related, "end") == 0,
                                     .since = defaults_since(row, course)};
    const char *why;
    const struct course_ready *ready = course_ready(rq->arena, course, tz_or_utc(zone), &why);
    struct firing next;
    bool is_last;

    return ready != NULL && firing_first(ready, &rule, &next, &is_last) &&
           next.due_at.us < pace_now().us + DEFAULTS_AHEAD_US &&
           (next.due_at.us > course->updated_at.us || next.begins_at.us > course->updated_at.us);
}

static enum err
defaults_insert(struct request *rq, const struct sql_defaults_of_row *row,
                const struct event_course *course)
{
    const struct reminder reminder = {
        .has_minutes_before = true, .minutes_before = row->minutes_before, .related = row->related};
    const struct sql_default_insert insert = {
        .id = defaults_reminder_id(row->id, course->event_id),
        .user_id = row->user_id,
        .event_id = course->event_id,
        .minutes_before = row->minutes_before,
        .related = row->related,
        .channel = row->channel,
        .default_id = row->id,
        .now = pace_now(),
    };
    const struct sql_due_begin begin = {
        .reminder = &reminder,
        .id = insert.id,
        .user_id = row->user_id,
        .event_id = course->event_id,
        .since = defaults_since(row, course),
    };
    int64_t made = 0;
    enum err err = sql_default_insert(rq, &insert, &made);

    return err || made == 0 ? err : sql_due_begin(rq, &begin, NULL);
}

static enum err
defaults_apply_page(struct request *rq, const struct event_course *course,
                    const struct sql_defaults_of_row *rows, size_t count)
{
    struct uuid *user_ids = arena_array(rq->arena, struct uuid, count + 1);
    const struct sql_zones_of_row *zone;
    struct sql_zones_of_row *zones;
    size_t zone_count;
    enum err err;

    for (size_t i = 0; i < count; i++)
        user_ids[i] = rows[i].user_id;
    err = zone_of_users(rq, (struct uuids){user_ids, count}, &zones, &zone_count);
    for (size_t i = 0; !err && i < count; i++) {
        zone = zone_among(zones, zone_count, rows[i].user_id);
        if (defaults_is_near(rq, &rows[i], course, zone != NULL ? zone->zone : "UTC"))
            err = defaults_insert(rq, &rows[i], course);
    }
    return err;
}

enum err
defaults_apply(struct request *rq, const struct course_copy *copy)
{
    const struct event_course *course = &copy->course;
    struct sql_defaults_of page = {
        .calendar_id = course->calendar_id, .all_day = course->all_day, .rows = PAGE};
    struct sql_defaults_of_row *rows;
    size_t count = 0;
    enum err err;

    if (course->deleted)
        return OK;
    err = defaults_drop_others(rq, course);
    while (!err) {
        err = sql_defaults_of(rq, &page, &rows, &count);
        if (err || count == 0)
            break;
        err = defaults_apply_page(rq, course, rows, count);
        page.after_user_id = rows[count - 1].user_id;
        page.after_id = rows[count - 1].id;
        if (count < PAGE)
            break;
    }
    return err;
}
