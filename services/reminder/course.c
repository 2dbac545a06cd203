/*
 * From what the event's service says to a series that can be asked.
 *
 * What it says was checked when the event was written.  It is looked at again here, because a row
 * of another release must not end the process, or keep it busy.
 *
 *   open     the series, of a rule with COUNT without that, as long as what it gives is the same
 *   whole    the series as it is
 *   apart    what does not come in the order of the series: changed occurrences, which may be
 *            anywhere, and by the end dates with a length of their own
 */
#include "services/reminder/course.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- what is damaged */

/* With a margin for walls, and for midnights of other zones. */
static bool
is_near(int64_t us)
{
    return us >= instant_min.us - 2 * DAY_US && us <= instant_max.us + 2 * DAY_US;
}

static bool
is_near_place(int64_t place)
{
    return is_near(local_shown((struct local){place}).us);
}

static bool
are_near(const struct event_course *c)
{
    bool near = is_near(c->start_at.us) && is_near(c->end_at.us);

    if (c->has_start_local)
        near = near && is_near_place(c->start_local);
    for (size_t i = 0; i < c->rdates.count; i++)
        near = near && is_near_place(c->rdates.items[i].place);
    for (size_t i = 0; i < c->exdates.count; i++)
        near = near && is_near_place(c->exdates.items[i].place);
    for (size_t i = 0; i < c->changed.count; i++)
        near = near && is_near(c->changed.items[i].start_at.us) &&
               is_near(c->changed.items[i].end_at.us);
    return near;
}

static const char *
damage_of(const struct event_course *c)
{
    if (!c->has_start_at || !c->has_end_at)
        return "does not say when it starts and ends";
    return are_near(c) ? NULL : "is outside of time";
}

/* ---------------------------------------------------------------- a series */

/* From nothing to all of time. */
static int64_t
clamp_length(int64_t length_us)
{
    const int64_t most = instant_max.us - instant_min.us;

    return length_us < 0 ? 0 : length_us > most ? most : length_us;
}

static int32_t
days_of(int64_t length_us)
{
    return length_us >= DAY_US ? (int32_t)(length_us / DAY_US) : 1;
}

static struct local
start_of(const struct event_course *c, const struct tz *zone)
{
    if (c->all_day)
        return (struct local){instant_of_day(day_of_instant(c->start_at)).us};
    return c->has_start_local ? (struct local){c->start_local} : tz_to_wall(zone, c->start_at);
}

static const struct series_date *
dates_of(struct arena *a, const struct event_course *c)
{
    struct series_date *dates = arena_array(a, struct series_date, c->rdates.count);

    for (size_t i = 0; i < c->rdates.count; i++) {
        const struct event_course_date *date = &c->rdates.items[i];
        int64_t length_us = clamp_length(date->length_us);

        dates[i] = (struct series_date){.start = {date->place},
                                        .is_period = date->has_length_us,
                                        .length_us = c->all_day ? days_of(length_us) : length_us};
    }
    return dates;
}

static const struct local *
excluded_of(struct arena *a, const struct event_course *c)
{
    struct local *excluded = arena_array(a, struct local, c->exdates.count);

    for (size_t i = 0; i < c->exdates.count; i++)
        excluded[i].us = c->exdates.items[i].place;
    return excluded;
}

static struct series_definition
define(struct arena *a, const struct event_course *c, const struct tz *zone_of_user)
{
    const struct tz *zone =
        c->all_day ? zone_of_user : tz_or_utc(c->timezone != NULL ? c->timezone : "UTC");
    int64_t length_us = clamp_length(c->end_at.us - c->start_at.us);

    return (struct series_definition){
        .zone = zone,
        .all_day = c->all_day,
        .start = start_of(c, zone),
        .length_us = length_us,
        .days = days_of(length_us),
        .dates = dates_of(a, c),
        .date_count = c->rdates.count,
        .excluded = excluded_of(a, c),
        .excluded_count = c->exdates.count,
    };
}

static const char *
say(struct arena *a, const struct rule_problem *problem)
{
    return arena_printf(a, "has a rule whose %s %s", problem->part, problem->why);
}

static bool
read_rule(struct course_ready *course, const char **why)
{
    const char *text = course->event->recurrence_rule;
    struct rule_problem problem;

    if (text == NULL ||
        rule_parse(course->arena, text, strlen(text), &course->definition.rule, &problem))
        return true;
    *why = say(course->arena, &problem);
    return false;
}

/*
 * Until when the series is the same without its COUNT: long before `series_end`, which tells unless
 * dates or changed occurrences reach further than the rule.  Three days allow for other zones and
 * another tzdata.
 */
static bool
find_open_until(const struct course_ready *course, struct instant *until)
{
    const struct event_course *c = course->event;
    const struct series_definition *d = &course->definition;

    if (d->rule == NULL || rule_end(d->rule).count == 0 || c->rdates.count > 0 ||
        c->changed.count > 0 || !c->has_series_end || !is_near(c->series_end.us))
        return false;
    until->us = c->series_end.us - 3 * DAY_US - (d->all_day ? d->days * DAY_US : d->length_us);
    return true;
}

static bool
make_series(struct course_ready *course, const char **why)
{
    struct series_definition d = course->definition;
    struct rule_problem problem;
    bool is_open = find_open_until(course, &course->open_until);

    if (is_open)
        d.rule = rule_with_end(course->arena, d.rule, (struct rule_end){0});
    else
        course->open_until.us = INT64_MIN;
    if (!series_new(course->arena, &d, &course->open, &problem)) {
        *why = say(course->arena, &problem);
        return false;
    }
    if (!is_open)
        course->lazy->whole = course->open;
    return true;
}

static int
compare_places(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

static const int64_t *
changed_places(struct arena *a, const struct event_course *c)
{
    int64_t *places = arena_array(a, int64_t, c->changed.count);

    for (size_t i = 0; i < c->changed.count; i++)
        places[i] = c->changed.items[i].place;
    if (c->changed.count > 0)
        qsort(places, c->changed.count, sizeof *places, compare_places);
    return places;
}

const struct course_ready *
course_ready(struct arena *a, const struct event_course *event, const struct tz *zone_of_user,
             const char **why)
{
    struct course_ready *course = arena_one(a, struct course_ready);

    *course = (struct course_ready){
        .arena = a,
        .event = event,
        .zone_of_user = zone_of_user,
        .takes_place = event->version > 0 && !event->deleted && !event->cancelled,
        .lazy = arena_one(a, struct course_lazy),
    };
    if (!course->takes_place)
        return course;
    if ((*why = damage_of(event)) != NULL)
        return NULL;
    if (!event->is_series)
        return course;
    course->changed = changed_places(a, event);
    course->definition = define(a, event, zone_of_user);
    return read_rule(course, why) && make_series(course, why) ? course : NULL;
}

const struct series *
course_whole(const struct course_ready *course)
{
    struct rule_problem problem;

    /* It differs from the open one in the COUNT, which nothing is wrong with. */
    if (course->lazy->whole == NULL &&
        !series_new(course->arena, &course->definition, &course->lazy->whole, &problem))
        return course->open;
    return course->lazy->whole;
}

struct instant
course_midnight(const struct course_ready *course, struct instant date)
{
    return tz_day_start(course->zone_of_user, day_of_instant(date));
}

bool
course_is_changed(const struct course_ready *course, int64_t place)
{
    size_t count = course->event->changed.count;

    return count > 0 &&
           bsearch(&place, course->changed, count, sizeof place, compare_places) != NULL;
}

bool
course_is_own(const struct course_ready *course, const struct occurrence *o)
{
    const struct series_definition *d = &course->definition;

    return d->all_day ? o->days != d->days : o->end.us - o->start.us != d->length_us;
}

/* ---------------------------------------------------------------- what stands apart */

static struct course_time
time_of(const struct course_ready *course, bool all_day, struct instant start, struct instant end)
{
    struct course_time time = {.all_day = all_day, .begins_at = start, .ends_at = end};

    if (all_day) {
        time.begins_at = course_midnight(course, start);
        time.ends_at = course_midnight(course, end);
    }
    if (time.ends_at.us < time.begins_at.us)
        time.ends_at = time.begins_at;
    return time;
}

static struct course_time
time_of_changed(const struct course_ready *course, const struct event_course_changed *changed)
{
    struct course_time time = time_of(course, changed->all_day, changed->start_at, changed->end_at);

    time.has_place = true;
    time.place = changed->place;
    return time;
}

/* An end beyond all time is that of time, as in a series. */
static struct course_time
time_of_date(const struct course_ready *course, const struct series_date *date)
{
    const struct series_definition *d = &course->definition;
    struct instant start = {d->all_day ? date->start.us : tz_to_instant(d->zone, date->start).us};
    int64_t length_us = d->all_day ? date->length_us * DAY_US : date->length_us;
    struct instant end = {start.us + length_us};
    struct course_time time;

    time = time_of(course, d->all_day, start, end.us < instant_max.us ? end : instant_max);
    time.has_place = true;
    time.place = date->start.us;
    return time;
}

static void
list_add(struct course_list *list, enum course_order order, struct course_time time, bool is_date)
{
    if (order == COURSE_BY_END && course_ends_never(time.ends_at))
        return;
    list->items[list->count++] = (struct course_apart){time, is_date};
}

static void
add_changed(const struct course_ready *course, enum course_order order, struct course_list *list)
{
    for (size_t i = 0; i < course->event->changed.count; i++) {
        const struct event_course_changed *changed = &course->event->changed.items[i];

        if (!changed->cancelled)
            list_add(list, order, time_of_changed(course, changed), false);
    }
}

static void
add_dates(const struct course_ready *course, struct course_list *list)
{
    const struct series_definition *d = &course->definition;

    for (size_t i = 0; i < d->date_count; i++) {
        const struct series_date *date = &d->dates[i];

        if (date->is_period && date->length_us != (d->all_day ? d->days : d->length_us) &&
            !course_is_changed(course, date->start.us))
            list_add(list, COURSE_BY_END, time_of_date(course, date), true);
    }
}

static int
compare_apart(const void *left, const void *right, void *arg)
{
    const struct course_apart *a = left, *b = right;
    enum course_order order = *(const enum course_order *)arg;
    int64_t at = course_key(order, &a->time).us, other = course_key(order, &b->time).us;

    if (at != other)
        return at < other ? -1 : 1;
    return (a->time.place > b->time.place) - (a->time.place < b->time.place);
}

static void
make_list(const struct course_ready *course, enum course_order order, struct course_list *list)
{
    const struct event_course *c = course->event;
    size_t dates = order == COURSE_BY_END ? c->rdates.count : 0;
    size_t most = !c->is_series ? 1 : c->changed.count + dates;

    list->items = arena_array(course->arena, struct course_apart, most);
    if (!c->is_series)
        list_add(list, order, time_of(course, c->all_day, c->start_at, c->end_at), false);
    else
        add_changed(course, order, list);
    if (c->is_series && order == COURSE_BY_END)
        add_dates(course, list);
    if (list->count > 1)
        qsort_r(list->items, list->count, sizeof *list->items, compare_apart, &order);
    list->is_made = true;
}

const struct course_list *
course_apart(const struct course_ready *course, enum course_order order)
{
    struct course_list *list = &course->lazy->apart[order];

    if (!list->is_made && course->takes_place)
        make_list(course, order, list);
    return list;
}
