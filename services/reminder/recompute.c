#include "services/reminder/recompute.h"

#include "services/reminder/course_find.h"
#include "services/reminder/due.h"
#include "services/reminder/pace.h"
#include "services/reminder/zone.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"

#include <string.h>

enum { PAGE = 500 };

/* What was told is known for a day longer. */
static const int64_t KNOWN_US = 30 * DAY_US;

/* A page of rows, and what their firings depend on. */
struct recomputing {
    struct request *rq;
    const struct course_copy *course;
    const struct sql_due *rows;
    size_t count;
    const struct sql_zones_of_row *zones;
    size_t zone_count;
    const struct sql_fired_of_row *fired;
    size_t fired_count;

    const struct course_ready *ready; /* for users who live in `ready_zone` */
    const char *ready_zone;
    const char *why; /* NULL: it can be computed */
    struct due_results *results;
    struct uuid *aside, *same;
    size_t aside_count, same_count;
};

static const char *
recompute_zone(const struct recomputing *r, const struct sql_due *row, struct instant *since)
{
    const struct sql_zones_of_row *zone = zone_among(r->zones, r->zone_count, row->user_id);

    if (zone == NULL)
        return "UTC";
    *since = zone->changed_at;
    return zone->zone;
}

static void
recompute_make_ready(struct recomputing *r, const char *zone)
{
    if (r->ready_zone != NULL && strcmp(r->ready_zone, zone) == 0)
        return;
    r->ready_zone = zone;
    r->ready = course_ready(r->rq->arena, &r->course->course, tz_or_utc(zone), &r->why);
}

/* When what the row was computed from became what it is now. */
static struct instant
recompute_changed_at(const struct recomputing *r, const struct sql_due *row, const char *zone,
                     struct instant zone_since)
{
    const struct event_course *course = &r->course->course;
    const struct instant oldest = {pace_now().us - KNOWN_US};
    struct instant at = {INT64_MIN};

    if (row->version != r->course->version && course->has_updated_at)
        at = course->updated_at;
    if (strcmp(zone, row->zone) != 0 && zone_since.us > at.us)
        at = zone_since;
    if (at.us == INT64_MIN)
        return pace_now();
    return at.us > oldest.us ? at : oldest;
}

/* The rows of `fired` are by reminder. */
static struct fired *
recompute_fired(const struct recomputing *r, const struct sql_due *row, size_t *count)
{
    struct fired *fired = arena_array(r->rq->arena, struct fired, r->fired_count + 1);

    *count = 0;
    for (size_t i = 0; i < r->fired_count; i++)
        if (uuid_equal(r->fired[i].reminder_id, row->reminder_id))
            fired[(*count)++] = (struct fired){.due_at = r->fired[i].due_at,
                                               .has_place = r->fired[i].place != INT64_MIN,
                                               .place = r->fired[i].place};
    return fired;
}

/* It stays at its time for as long as its occurrence takes place. */
static void
recompute_snoozed(struct recomputing *r, const struct sql_due *row, const char *zone)
{
    struct firing next = due_firing(row);
    struct course_time time;
    bool comes = row->has_due_at && course_find(r->ready, row->has_place, row->place, &time);

    if (comes) {
        next.begins_at = time.begins_at;
        next.ends_at = time.ends_at;
        next.all_day = time.all_day;
    }
    due_results_add(r->results, row->id, r->course->version, zone, comes ? &next : NULL, true);
}

static void
recompute_row(struct recomputing *r, const struct sql_due *row)
{
    struct instant zone_since = {INT64_MIN};
    const char *zone = recompute_zone(r, row, &zone_since);
    const struct firing_rule rule = due_rule(row);
    const struct firing pending = due_firing(row);
    struct firing_past past = {.pending = row->has_due_at ? &pending : NULL,
                               .changed_at = recompute_changed_at(r, row, zone, zone_since)};
    struct firing next;
    bool is_last = true, comes;

    if (row->version == r->course->version && strcmp(zone, row->zone) == 0) {
        r->same[r->same_count++] = row->id;
        return;
    }
    recompute_make_ready(r, zone);
    if (r->ready == NULL) {
        r->aside[r->aside_count++] = row->id;
        return;
    }
    if (row->snooze > 0)
        return recompute_snoozed(r, row, zone);
    past.fired = recompute_fired(r, row, &past.fired_count);
    comes = firing_anew(r->rq->arena, r->ready, &rule, &past, &next, &is_last);
    due_results_add(r->results, row->id, r->course->version, zone, comes ? &next : NULL, is_last);
}

static enum err
recompute_read_past(struct recomputing *r)
{
    struct uuid *ids = arena_array(r->rq->arena, struct uuid, r->count);
    struct uuid *user_ids = arena_array(r->rq->arena, struct uuid, r->count);
    struct sql_fired_of fired_of = {.ids = {ids, r->count}};
    struct sql_zones_of_row *zones;
    struct sql_fired_of_row *fired;
    enum err err;

    for (size_t i = 0; i < r->count; i++) {
        ids[i] = r->rows[i].reminder_id;
        user_ids[i] = r->rows[i].user_id;
    }
    err = zone_of_users(r->rq, (struct uuids){user_ids, r->count}, &zones, &r->zone_count);
    if (err)
        return err;
    r->zones = zones;
    fired_of.since = r->course->course.has_updated_at ? r->course->course.updated_at : pace_now();
    for (size_t i = 0; i < r->count; i++) {
        struct instant zone_since = fired_of.since;

        if (strcmp(recompute_zone(r, &r->rows[i], &zone_since), r->rows[i].zone) != 0 &&
            zone_since.us < fired_of.since.us)
            fired_of.since = zone_since;
    }
    err = sql_fired_of(r->rq, &fired_of, &fired, &r->fired_count);
    if (err)
        return err;
    r->fired = fired;
    return OK;
}

static enum err
recompute_store(const struct recomputing *r)
{
    enum err err = due_results_store(r->rq, r->results, false);

    if (!err && r->aside_count > 0)
        err = due_set_aside(r->rq, (struct uuids){r->aside, r->aside_count}, r->course, r->why);
    if (!err && r->same_count > 0)
        err = sql_due_unclaim(r->rq, &(struct sql_due_unclaim){.ids = {r->same, r->same_count}},
                              NULL);
    return err;
}

static enum err
recompute_page(struct request *rq, const struct course_copy *course, const struct sql_due *rows,
               size_t count)
{
    struct recomputing r = {.rq = rq,
                            .course = course,
                            .rows = rows,
                            .count = count,
                            .results = due_results_new(rq, count),
                            .aside = arena_array(rq->arena, struct uuid, count),
                            .same = arena_array(rq->arena, struct uuid, count)};
    enum err err = recompute_read_past(&r);

    for (size_t i = 0; !err && i < count; i++)
        recompute_row(&r, &rows[i]);
    return err ? err : recompute_store(&r);
}

/* The rows of one page are held by the transaction, so that it is no long one. */
static enum err
recompute_go_on(struct request *rq, struct course_copy *course)
{
    enum err err = pause_transaction(rq);

    return err ? err : course_copy_lock(rq, course->course.event_id, course);
}

enum err
recompute_event(struct request *rq, struct course_copy *course)
{
    struct sql_due_of_event page = {.event_id = course->course.event_id, .rows = PAGE};
    struct sql_due *rows;
    size_t count;
    enum err err;

    for (;;) {
        err = sql_due_of_event(rq, &page, &rows, &count);
        if (err || count == 0)
            return err;
        err = recompute_page(rq, course, rows, count);
        if (err || count < PAGE)
            return err;
        page.after_id = rows[count - 1].id;
        err = recompute_go_on(rq, course);
        if (err)
            return err;
    }
}
