#include "services/event/noted.h"

#include "shared/request/request.h"

struct locals
noted_places(struct request *rq, const struct series_definition *d,
             const struct overrides *overrides)
{
    size_t most = overrides->count + d->excluded_count + d->date_count, count = 0;
    struct local *places = arena_array(rq->arena, struct local, most + 1);
    struct series_definition uncancelled = *d;
    const struct series *s;
    struct rule_problem why;
    struct occurrence o;

    uncancelled.excluded_count = 0;
    for (size_t i = 0; i < overrides->count; i++)
        places[count++] = overrides->places[i];
    for (size_t i = 0; i < d->date_count; i++)
        places[count++] = d->dates[i].start;
    if (d->excluded_count > 0 && series_new(rq->arena, &uncancelled, &s, &why))
        for (size_t i = 0; i < d->excluded_count; i++)
            if (series_find(s, d->excluded[i], &o))
                places[count++] = d->excluded[i];
    return (struct locals){places, count};
}

int32_t
noted_before(const struct course_split *split, struct locals places)
{
    int32_t count = 0;

    for (size_t i = 0; i < places.count; i++)
        count += !course_in_tail(split, places.items[i]);
    return count;
}

enum err
noted_kept(struct request *rq, const struct sql_stored *series, struct course_count *out)
{
    const struct series_definition d = stored_definition(rq, series);
    struct overrides overrides;
    enum err err = overrides_read(rq, series->event.id, &overrides);

    *out = (struct course_count){0};
    if (!err)
        out->kept = (int32_t)noted_places(rq, &d, &overrides).count;
    return err;
}

static int32_t
noted_elsewhere(struct locals places, struct local place)
{
    int32_t count = 0;

    for (size_t i = 0; i < places.count; i++)
        count += places.items[i].us != place.us;
    return count;
}

/* It is the only one that takes place. */
static bool
is_last(struct request *rq, const struct series_definition *d, struct local place)
{
    struct series_definition left = *d;
    struct local *excluded = arena_array(rq->arena, struct local, d->excluded_count + 1);
    const struct series *s;
    struct rule_problem why;
    struct instant first, end;

    for (size_t i = 0; i < d->excluded_count; i++)
        excluded[i] = d->excluded[i];
    excluded[left.excluded_count++] = place;
    left.excluded = excluded;
    return series_new(rq->arena, &left, &s, &why) && series_extent(s, &first, &end) == SERIES_EMPTY;
}

enum err
noted_deleted(struct request *rq, const struct sql_stored *series, const struct occurrence *o,
              bool following, struct course_count *out)
{
    const struct series_definition d = stored_definition(rq, series);
    struct overrides overrides;
    struct course_split split;
    struct locals places;
    enum err err = overrides_read(rq, series->event.id, &overrides);

    *out = (struct course_count){0};
    if (err)
        return err;
    places = noted_places(rq, &d, &overrides);
    if (o != NULL && following) {
        course_split(rq->arena, &d, o, &split);
        out->kept = noted_before(&split, places);
    } else if (o != NULL && !is_last(rq, &d, o->wall)) {
        out->kept = noted_elsewhere(places, o->wall);
    }
    out->dropped = (int32_t)places.count - out->kept;
    return OK;
}
