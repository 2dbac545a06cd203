#include "services/event/overrides.h"

#include "services/event/terms.h"
#include "shared/recur/course.h"
#include "shared/request/request.h"

enum { CHANGED_MAX = 1000 }; /* overrides of a series, as in the contract */

void
overrides_strip(struct event *e)
{
    e->recurrence_rule = NULL;
    e->recurrence_dates.count = 0;
    e->exception_dates.count = 0;
}

enum err
overrides_find(struct request *rq, const struct sql_stored *series, struct local wall,
               struct sql_stored *row, bool *found)
{
    const struct sql_override_find find = {
        .series_id = series->event.id,
        .recurrence_local = wall,
        .user_id = rq->caller.user_id,
        .sees_all = series->sees_all,
    };
    enum err err = sql_override_find(rq, &find, row);

    *found = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err
overrides_insert(struct request *rq, const struct sql_stored *series, struct local wall,
                 const struct event *e)
{
    const struct sql_event_insert q = {
        .event = e,
        .id = uuid_new(),
        .has_series_id = true,
        .series_id = series->event.id,
        .has_recurrence_local = true,
        .recurrence_local = wall,
        .terms = terms_of(rq->arena, e, TERM_CHANGED),
        .user_id = rq->caller.user_id,
    };
    const struct sql_override_count all = {.series_id = series->event.id};
    struct sql_override_count_row has;
    struct sql_stored row;
    enum err err = sql_override_count(rq, &all, &has);

    if (!err && has.count >= CHANGED_MAX)
        return refuse(rq, ERR_CONFLICT, "the series has %d changed occurrences", CHANGED_MAX);
    return err ? err : sql_event_insert(rq, &q, &row);
}

enum err
overrides_read(struct request *rq, struct uuid series_id, struct overrides *out)
{
    const struct sql_override_page page = {.series_id = series_id};
    struct sql_override_page_row *rows;
    enum err err = sql_override_page(rq, &page, &rows, &out->count);

    if (err)
        return err;
    out->ids = arena_array(rq->arena, struct uuid, out->count + 1);
    out->places = arena_array(rq->arena, struct local, out->count + 1);
    for (size_t i = 0; i < out->count; i++) {
        out->ids[i] = rows[i].id;
        out->places[i] = rows[i].recurrence_local;
    }
    return OK;
}

void
overrides_from(const struct course_split *split, struct overrides *o)
{
    size_t n = 0;

    for (size_t i = 0; i < o->count; i++) {
        if (!course_in_tail(split, o->places[i]))
            continue;
        o->ids[n] = o->ids[i];
        o->places[n++] = o->places[i];
    }
    o->count = n;
}

void
overrides_without(struct local place, struct overrides *o)
{
    size_t n = 0;

    for (size_t i = 0; i < o->count; i++) {
        if (o->places[i].us == place.us)
            continue;
        o->ids[n] = o->ids[i];
        o->places[n++] = o->places[i];
    }
    o->count = n;
}

static enum err
overrides_drop_all(struct request *rq, struct uuids ids)
{
    const struct sql_override_drop_all drop = {.ids = ids};

    return ids.count > 0 ? sql_override_drop_all(rq, &drop, NULL) : OK;
}

static enum err
overrides_move_all(struct request *rq, struct uuids ids, struct locals walls,
                   const struct sql_stored *to)
{
    const struct sql_override_move_all move = {
        .ids = ids,
        .walls = walls,
        .series_id = to->event.id,
        .calendar_id = to->event.calendar_id,
    };

    return ids.count > 0 ? sql_override_move_all(rq, &move, NULL) : OK;
}

enum err
overrides_put(struct request *rq, const struct overrides *o, const struct local *places,
              const struct sql_stored *from, const struct sql_stored *to)
{
    bool elsewhere = !uuid_equal(from->event.id, to->event.id) ||
                     !uuid_equal(from->event.calendar_id, to->event.calendar_id);
    struct uuid *dropped = arena_array(rq->arena, struct uuid, o->count + 1);
    struct uuid *moved = arena_array(rq->arena, struct uuid, o->count + 1);
    struct local *walls = arena_array(rq->arena, struct local, o->count + 1);
    size_t drops = 0, moves = 0;
    enum err err;

    for (size_t i = 0; i < o->count; i++) {
        if (!elsewhere && places[i].us == o->places[i].us)
            continue;
        dropped[drops++] = o->ids[i];
        if (places[i].us == COURSE_NOWHERE)
            continue;
        moved[moves] = o->ids[i];
        walls[moves++] = places[i];
    }
    /* All are dropped first: one may take the place that another leaves. */
    err = overrides_drop_all(rq, (struct uuids){dropped, drops});
    return err ? err
               : overrides_move_all(rq, (struct uuids){moved, moves}, (struct locals){walls, moves},
                                    to);
}

enum err
overrides_drop(struct request *rq, const struct overrides *o)
{
    return overrides_drop_all(rq, (struct uuids){o->ids, o->count});
}
