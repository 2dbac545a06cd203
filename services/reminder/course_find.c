#include "services/reminder/course_find.h"

static struct course_time
find_own(const struct course_ready *course, const struct event_course_changed *c)
{
    struct course_time time = {.has_place = true,
                               .place = c->place,
                               .begins_at = c->start_at,
                               .ends_at = c->end_at,
                               .all_day = c->all_day};

    if (c->all_day) {
        time.begins_at = course_midnight(course, c->start_at);
        time.ends_at = course_midnight(course, c->end_at);
    }
    return time;
}

static struct course_time
find_single(const struct course_ready *course)
{
    const struct event_course *e = course->event;

    return (struct course_time){
        .begins_at = e->all_day ? course_midnight(course, e->start_at) : e->start_at,
        .ends_at = e->all_day ? course_midnight(course, e->end_at) : e->end_at,
        .all_day = e->all_day,
    };
}

bool
course_find(const struct course_ready *course, bool has_place, int64_t place,
            struct course_time *out)
{
    const struct event_course *e = course->event;
    struct occurrence o;

    if (!course->takes_place || has_place != e->is_series)
        return false;
    if (!has_place) {
        *out = find_single(course);
        return true;
    }
    for (size_t i = 0; i < e->changed.count; i++)
        if (e->changed.items[i].place == place) {
            *out = find_own(course, &e->changed.items[i]);
            return !e->changed.items[i].cancelled;
        }
    if (!series_find(course_whole(course), (struct local){place}, &o))
        return false;
    *out = (struct course_time){.has_place = true,
                                .place = place,
                                .begins_at = o.start,
                                .ends_at = o.end,
                                .all_day = e->all_day};
    return true;
}

static bool
is_called(const struct event_course *e, int64_t place, const struct moment *id)
{
    if (e->all_day)
        return place == id->at.us;
    return tz_to_instant(tz_or_utc(e->timezone), (struct local){place}).us == id->at.us;
}

bool
course_place(const struct course_ready *course, const struct moment *recurrence_id, int64_t *place)
{
    const struct event_course *e = course->event;
    struct occurrence o;
    bool found;

    if (!course->takes_place || !e->is_series || recurrence_id->is_date != e->all_day)
        return false;
    for (size_t i = 0; i < e->changed.count; i++)
        if (is_called(e, e->changed.items[i].place, recurrence_id)) {
            *place = e->changed.items[i].place;
            return true;
        }
    found = e->all_day ? series_find(course_whole(course), (struct local){recurrence_id->at.us}, &o)
                       : series_find_at(course_whole(course), recurrence_id->at, &o);
    if (found)
        *place = o.wall.us;
    return found;
}
