/*
 * When an event takes place, in order: what the series gives, merged with what stands apart.
 *
 * The occurrences of a series that have its length end in the order in which they begin, so one
 * walk serves both orders.  By the end, dates with a length of their own are left out of it.
 */
#include "services/reminder/course.h"

/* Times of other zones than UTC begin and end not a day further. */
static struct instant
clamp(struct instant at)
{
    if (at.us < instant_min.us - 4 * DAY_US)
        at.us = instant_min.us - 4 * DAY_US;
    if (at.us > instant_max.us + 4 * DAY_US)
        at.us = instant_max.us + 4 * DAY_US;
    return at;
}

/* ---------------------------------------------------------------- what the series gives */

static void
begin_series(struct course_iter *it, struct instant from)
{
    const struct course_ready *course = it->course;

    it->is_whole = from.us >= course->open_until.us;
    if (it->is_whole)
        series_begin_starts(&it->series, course_whole(course), from, instant_max);
    else
        series_begin_starts(&it->series, course->open, from, course->open_until);
}

static bool
take(struct course_iter *it, struct occurrence *out)
{
    if (series_next(&it->series, out))
        return true;
    if (it->is_whole)
        return false;
    begin_series(it, it->course->open_until);
    return series_next(&it->series, out);
}

/* Before which none of the series' length can be in the window; a day is not longer than 26 hours. */
static struct instant
first_start(const struct course_iter *it)
{
    const struct series_definition *d = &it->course->definition;

    if (it->order == COURSE_BY_BEGIN)
        return it->from;
    return (struct instant){it->from.us - (d->all_day ? (d->days + 2) * DAY_US : d->length_us)};
}

/* It would end after all time, and so would what follows. */
static bool
is_beyond(const struct course_iter *it, const struct occurrence *o)
{
    const struct series_definition *d = &it->course->definition;
    int64_t end = d->all_day ? o->wall.us + d->days * DAY_US : o->start.us + d->length_us;

    return end > instant_max.us || (!course_is_own(it->course, o) && course_ends_never(o->end));
}

static void
advance(struct course_iter *it)
{
    const struct course_ready *course = it->course;
    struct occurrence o;

    it->has_next = false;
    while (!it->has_next && take(it, &o)) {
        if (it->order == COURSE_BY_END && is_beyond(it, &o))
            return;
        if (it->order == COURSE_BY_END && course_is_own(course, &o))
            continue;
        it->next = (struct course_time){true, o.wall.us, o.start, o.end, course->event->all_day};
        it->has_next = course_key(it->order, &it->next).us >= it->from.us &&
                       !course_is_changed(course, o.wall.us);
    }
}

/* ---------------------------------------------------------------- what stands apart */

static size_t
first_apart(const struct course_iter *it)
{
    size_t low = 0, high = it->apart->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (course_key(it->order, &it->apart->items[middle].time).us < it->from.us)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A date may be excluded, given twice, or stand for the same instant as a longer one. */
static bool
is_given(const struct course_iter *it, const struct course_apart *apart)
{
    struct occurrence o;

    if (!apart->is_date)
        return true;
    if (it->at > 0 && apart[-1].is_date && apart[-1].time.place == apart->time.place &&
        apart[-1].time.ends_at.us == apart->time.ends_at.us)
        return false;
    return series_find(course_whole(it->course), (struct local){apart->time.place}, &o) &&
           o.wall.us == apart->time.place && o.end.us == apart->time.ends_at.us &&
           course_is_own(it->course, &o);
}

static const struct course_time *
next_apart(struct course_iter *it)
{
    for (; it->at < it->apart->count; it->at++)
        if (is_given(it, &it->apart->items[it->at]))
            return &it->apart->items[it->at].time;
    return NULL;
}

/* ---------------------------------------------------------------- both */

void
course_begin(struct course_iter *it, const struct course_ready *course, enum course_order order,
             struct instant from)
{
    it->course = course;
    it->order = order;
    it->from = clamp(from);
    it->apart = course_apart(course, order);
    it->at = first_apart(it);
    it->has_next = false;
    if (!course->takes_place || !course->event->is_series)
        return;
    begin_series(it, first_start(it));
    advance(it);
}

static bool
is_before(enum course_order order, const struct course_time *a, const struct course_time *b)
{
    int64_t at = course_key(order, a).us, other = course_key(order, b).us;

    return at != other ? at < other : a->place < b->place;
}

bool
course_next(struct course_iter *it, struct course_time *out)
{
    const struct course_time *apart = next_apart(it);

    if (apart != NULL && !(it->has_next && is_before(it->order, &it->next, apart))) {
        *out = *apart;
        it->at++;
        return true;
    }
    if (!it->has_next)
        return false;
    *out = it->next;
    advance(it);
    return true;
}

bool
course_more(struct course_iter *it)
{
    return it->has_next || next_apart(it) != NULL;
}
