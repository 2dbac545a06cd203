#include "services/reminder/due.h"

#include "services/reminder/zone.h"
#include "shared/base/log.h"
#include "shared/request/request.h"

#include <string.h>

enum due_flag { DUE_COMES = 1, DUE_HAS_PLACE = 2, DUE_ALL_DAY = 4, DUE_IS_LAST = 8 };

struct firing_rule
due_rule(const struct sql_due *row)
{
    return (struct firing_rule){
        .has_minutes = row->has_minutes_before,
        .minutes = row->minutes_before,
        .of_end = strcmp(row->related, "end") == 0,
        .has_at = row->has_at,
        .at = row->at,
        .since = row->since,
    };
}

struct firing
due_firing(const struct sql_due *row)
{
    return (struct firing){
        .due_at = row->due_at,
        .has_place = row->has_place,
        .place = row->place,
        .begins_at = row->begins_at,
        .ends_at = row->ends_at,
        .all_day = row->all_day,
    };
}

int64_t
due_place(const struct firing *f)
{
    return f->has_place ? f->place : INT64_MIN;
}

struct due_results *
due_results_new(struct request *rq, size_t most)
{
    struct due_results *r = arena_one(rq->arena, struct due_results);

    *r = (struct due_results){
        .ids = arena_array(rq->arena, struct uuid, most),
        .versions = arena_array(rq->arena, int64_t, most),
        .places = arena_array(rq->arena, int64_t, most),
        .flags = arena_array(rq->arena, int64_t, most),
        .zones = arena_array(rq->arena, const char *, most),
        .due_ats = arena_array(rq->arena, struct local, most),
        .begins = arena_array(rq->arena, struct local, most),
        .ends = arena_array(rq->arena, struct local, most),
    };
    return r;
}

void
due_results_add(struct due_results *r, struct uuid id, int64_t version, const char *zone,
                const struct firing *next, bool is_last)
{
    static const struct firing nothing;
    const struct firing *f = next != NULL ? next : &nothing;
    size_t i = r->count++;

    r->ids[i] = id;
    r->versions[i] = version;
    r->zones[i] = zone;
    r->due_ats[i] = (struct local){f->due_at.us};
    r->begins[i] = (struct local){f->begins_at.us};
    r->ends[i] = (struct local){f->ends_at.us};
    r->places[i] = f->place;
    r->flags[i] = (next != NULL ? DUE_COMES : 0) | (f->has_place ? DUE_HAS_PLACE : 0) |
                  (f->all_day ? DUE_ALL_DAY : 0) | (is_last ? DUE_IS_LAST : 0);
}

enum err
due_results_store(struct request *rq, const struct due_results *r, bool told)
{
    const struct sql_due_put put = {
        .told = told,
        .ids = {r->ids, r->count},
        .versions = {r->versions, r->count},
        .zones = {r->zones, r->count},
        .due_ats = {r->due_ats, r->count},
        .places = {r->places, r->count},
        .begins = {r->begins, r->count},
        .ends = {r->ends, r->count},
        .flags = {r->flags, r->count},
    };

    return r->count == 0 ? OK : sql_due_put(rq, &put, NULL);
}

enum err
due_set_aside(struct request *rq, struct uuids ids, const struct course_copy *course,
              const char *why)
{
    const struct sql_due_set_aside aside = {.ids = ids, .version = course->version, .why = why};
    char id[UUID_TEXT];

    uuid_format(course->course.event_id, id);
    log_event(LOG_ERROR, "reminder.set_aside", "event=%s rows=%zu why=%s", id, ids.count,
              log_quote(why));
    return sql_due_set_aside(rq, &aside, NULL);
}

static struct firing_rule
rule_of(const struct reminder *r, struct instant since)
{
    return (struct firing_rule){
        .has_minutes = r->has_minutes_before,
        .minutes = r->minutes_before,
        .of_end = strcmp(r->related, "end") == 0,
        .has_at = r->has_at,
        .at = r->at,
        .since = since,
    };
}

static enum err
due_compute(struct request *rq, const struct course_copy *course, const struct reminder *reminder,
            const char *zone, struct instant since)
{
    const struct firing_rule rule = rule_of(reminder, since);
    struct uuid id = reminder->id;
    struct due_results *results = due_results_new(rq, 1);
    const char *why;
    const struct course_ready *ready =
        course_ready(rq->arena, &course->course, tz_or_utc(zone), &why);
    struct firing next;
    bool is_last, comes;

    if (ready == NULL)
        return due_set_aside(rq, (struct uuids){&id, 1}, course, why);
    comes = firing_first(ready, &rule, &next, &is_last);
    due_results_add(results, id, course->version, zone, comes ? &next : NULL, is_last);
    return due_results_store(rq, results, false);
}

enum err
due_schedule(struct request *rq, const struct course_copy *course, const struct reminder *reminder,
             struct uuid user_id, struct instant since)
{
    const struct sql_due_begin begin = {
        .reminder = reminder,
        .id = reminder->id,
        .user_id = user_id,
        .event_id = reminder->event_id,
        .since = since,
    };
    const char *zone;
    enum err err = sql_due_begin(rq, &begin, NULL);

    if (!err)
        err = zone_of_user(rq, user_id, &zone);
    return err ? err : due_compute(rq, course, reminder, zone, since);
}
