/*
 * A request's fields, compared with what the client saw, become a course_edit; the course that
 * comes out becomes fields and columns again.
 *
 *     field                the same as shown                     another
 *     start_time, zone,    stays at its place, also where no     the new start; all moves as far
 *     all_day              clock shows it
 *     end_time             the series' length                    the length of all
 *     recurrence_rule      moves along                           a new rule
 *     recurrence_dates,    move along                            as sent, on the new clock
 *     exception_dates
 *
 * With a split, `shown` is the occurrence at which it is made, with the rule and the dates of the
 * whole series.  Of lists that are sent, what the first half keeps is left out.
 */
#include "services/event/edit.h"

#include "services/event/check.h"
#include "services/event/dates.h"
#include "services/event/same.h"
#include "services/event/zone.h"
#include "shared/codec/msg.h"
#include "shared/request/request.h"

#include <string.h>

/* ---------------------------------------------------------------- what has changed */

static const struct series_definition *
edit_base(const struct edit *in)
{
    return in->split != NULL ? &in->split->tail : in->definition;
}

static int64_t
length_shown(const struct event *e)
{
    return e->end_time.at.us - e->start_time.at.us;
}

static bool
same_length(const struct edit *in)
{
    return in->shown->all_day == in->next->all_day &&
           length_shown(in->shown) == length_shown(in->next);
}

static bool
same_start(const struct edit *in)
{
    return in->shown->all_day == in->next->all_day &&
           in->shown->start_time.at.us == in->next->start_time.at.us &&
           (in->next->all_day || same_text(in->shown->timezone, in->next->timezone));
}

/* ---------------------------------------------------------------- lists that are sent */

static bool
is_of_head(const struct edit *in, struct local date)
{
    for (size_t i = 0; in->split != NULL && i < in->split->head.date_count; i++)
        if (in->split->head.dates[i].start.us == date.us)
            return true;
    return false;
}

/* What the client saw of the first half's, among all that it saw. */
static bool
is_date_of_head(const struct edit *in, const struct series_date *shown, struct local start)
{
    for (size_t i = 0; in->split != NULL && i < in->shown->recurrence_dates.count; i++)
        if (shown[i].start.us == start.us)
            return is_of_head(in, in->definition->dates[i].start);
    return false;
}

static bool
is_exception_of_head(const struct edit *in, struct instant at)
{
    for (size_t i = 0; in->split != NULL && i < in->shown->exception_dates.count; i++)
        if (in->shown->exception_dates.items[i].at.us == at.us)
            return !course_in_tail(in->split, in->definition->excluded[i]);
    return false;
}

static void
edit_dates(struct request *rq, const struct edit *in, const struct tz *zone, struct course_edit *e)
{
    const struct texts *next = &in->next->recurrence_dates, *was = &in->shown->recurrence_dates;
    bool all_day = in->series->event.all_day, alike;
    struct series_date *kept, *sent, *shown;
    struct dates dates;

    e->has_dates = !same_dates(rq, in->series, *next, *was);
    if (!e->has_dates)
        return;
    dates = dates_from_client(rq, in->next, zone);
    alike = dates_read(rq, *next, all_day, &sent) && dates_read(rq, *was, all_day, &shown);
    kept = arena_array(rq->arena, struct series_date, dates.count + 1);
    for (size_t i = 0; i < dates.count; i++)
        if (!alike || !is_date_of_head(in, shown, sent[i].start))
            kept[e->date_count++] = dates.items[i];
    e->dates = kept;
}

static void
edit_excluded(struct request *rq, const struct edit *in, const struct tz *zone,
              struct course_edit *e)
{
    struct local *kept;
    struct locals excluded;

    e->has_excluded = !same_exceptions(rq, in->next, in->shown);
    if (!e->has_excluded)
        return;
    excluded = exceptions_from_client(rq, in->next, zone);
    kept = arena_array(rq->arena, struct local, excluded.count + 1);
    for (size_t i = 0; i < excluded.count; i++)
        if (!is_exception_of_head(in, in->next->exception_dates.items[i].at))
            kept[e->excluded_count++] = excluded.items[i];
    e->excluded = kept;
}

/* ---------------------------------------------------------------- the edit */

/* A length that is sent is that of the date at which the series is split as well. */
static void
drop_length(struct request *rq, const struct edit *in, struct series_definition *base)
{
    struct series_date *dates = arena_array(rq->arena, struct series_date, base->date_count + 1);

    if (in->split == NULL || same_length(in))
        return;
    for (size_t i = 0; i < base->date_count; i++) {
        dates[i] = base->dates[i];
        if (dates[i].start.us == in->split->at.wall.us)
            dates[i].is_period = false;
    }
    base->dates = dates;
}

static void
edit_read(struct request *rq, const struct edit *in, struct event *event, struct course_edit *e)
{
    const struct series_definition *base = edit_base(in);
    const struct tz *zone = zone_asked(rq, event->timezone);
    int64_t length_us = length_shown(event);

    *e = (struct course_edit){
        .from = in->split != NULL ? in->split->at.wall : base->start,
        .zone = event->all_day ? NULL : zone,
        .all_day = event->all_day,
        .length_us = same_length(in) ? base->length_us : length_us,
        .days = same_length(in) ? base->days : (int32_t)(length_us / DAY_US),
        .has_rule =
            !same_rule(rq, in->series, in->next->recurrence_rule, in->shown->recurrence_rule),
        .may_stay = map_find(rq->body, "recurrence_rule") != NULL,
        .changed = in->overrides.places,
        .changed_count = in->overrides.count,
    };
    e->to = same_start(in) ? e->from : check_wall(event, zone);
    if (e->has_rule)
        e->rule = check_rule(rq, event, zone);
    edit_dates(rq, in, zone, e);
    edit_excluded(rq, in, zone, e);
}

static void
tell_problem(struct request *rq, const struct course_problem *why)
{
    if (strcmp(why->field, "recurrence_rule") == 0)
        problem(rq, why->field, "%s: %s", why->why.part, why->why.why);
    else
        problem(rq, why->field, "%s", why->why.why);
}

/* ---------------------------------------------------------------- what comes out */

static bool
edit_in_range(const struct series_definition *d, struct local wall)
{
    struct instant at =
        d->zone != NULL ? tz_to_instant(d->zone, wall) : (struct instant){local_shown(wall).us};

    return at.us >= instant_min.us && at.us < instant_max.us;
}

/* What moves keeps to the years of the contract; an exception outside has nothing to except. */
static void
keep_in_range(struct request *rq, struct series_definition *d)
{
    struct local *excluded = arena_array(rq->arena, struct local, d->excluded_count + 1);
    bool fits = edit_in_range(d, d->start);
    size_t n = 0;

    for (size_t i = 0; i < d->date_count; i++)
        fits = fits && edit_in_range(d, d->dates[i].start);
    if (!fits)
        problem(rq, "start_time", "moves occurrences out of the years 1900 to 2199");
    for (size_t i = 0; i < d->excluded_count; i++)
        if (edit_in_range(d, d->excluded[i]))
            excluded[n++] = d->excluded[i];
    d->excluded = excluded;
    d->excluded_count = n;
}

static const char *
edit_rule_text(struct request *rq, const struct edit *in, const struct course_edit *e,
               const struct event *event, const struct series_definition *d)
{
    if (e->has_rule && d->rule == e->rule)
        return event->recurrence_rule;
    if (d->rule == in->definition->rule)
        return in->series->event.recurrence_rule;
    return d->rule != NULL ? check_rule_text(rq, d->rule) : NULL;
}

/* The times that the API shows of a series: those of its start. */
static void
set_times(const struct series_definition *d, struct event *event)
{
    struct instant start = d->zone != NULL ? tz_to_instant(d->zone, d->start)
                                           : (struct instant){local_shown(d->start).us};
    int64_t length = d->all_day ? d->days * DAY_US : d->length_us;

    if (length > instant_max.us - start.us)
        length = instant_max.us - start.us;
    event->start_time = (struct moment){.at = start, .is_date = d->all_day};
    event->end_time = (struct moment){.at = {start.us + length}, .is_date = d->all_day};
}

static const struct local *
nowhere(struct request *rq, size_t count)
{
    struct local *places = arena_array(rq->arena, struct local, count + 1);

    for (size_t i = 0; i < count; i++)
        places[i].us = COURSE_NOWHERE;
    return places;
}

static enum err
edit_single(struct request *rq, const struct edit *in, struct edited *out)
{
    out->places = nowhere(rq, in->overrides.count);
    out->answers = nowhere(rq, in->answers.count);
    out->way = EDIT_RULED;
    out->count.dropped = (int32_t)(in->overrides.count + edit_base(in)->excluded_count);
    out->event.recurrence_dates.count = 0;
    return check_event(rq, &out->event, &out->columns);
}

static bool
is_single(struct request *rq, const struct edit *in)
{
    const struct event *next = in->next;

    if (next->recurrence_rule != NULL)
        return false;
    if (same_dates(rq, in->series, next->recurrence_dates, in->shown->recurrence_dates))
        return edit_base(in)->date_count == 0;
    return next->recurrence_dates.count == 0;
}

static enum edit_way
edit_way(const struct series_definition *base, const struct course_edit *e,
         const struct course *course)
{
    const struct series_definition *next = &course->next;

    if (course->is_ruled || e->has_dates || e->has_excluded)
        return EDIT_RULED;
    if (e->from.us == e->to.us && base->zone == next->zone && base->all_day == next->all_day)
        return EDIT_STILL;
    return course->count.dropped == 0 ? EDIT_MOVED : EDIT_RULED;
}

static enum err
edit_finish(struct request *rq, const struct edit *in, const struct course_edit *e,
            struct course *course, struct edited *out)
{
    struct series_definition *next = &course->next;

    if (next->rule == NULL && next->date_count == 0 && in->definition->rule != NULL)
        return edit_single(rq, in, out);
    keep_in_range(rq, next);
    out->event.recurrence_rule = edit_rule_text(rq, in, e, &out->event, next);
    if (rq->problems.count == 0)
        check_series(rq, next);
    columns_define(rq, next, &out->columns);
    out->columns.is_series = true;
    set_times(next, &out->event);
    columns_reach(rq, &out->event, &out->columns);
    out->places = course->changed;
    out->now = *next;
    out->way = edit_way(edit_base(in), e, course);
    out->count = course->count;
    return refuse_problems(rq);
}

/* Answers go where the occurrences go, and count for nothing. */
static bool
move_answers(struct request *rq, const struct edit *in, const struct series_definition *base,
             const struct course_edit *e, struct edited *out, struct course_problem *why)
{
    struct course_edit again = *e;
    struct course course;

    again.changed = in->answers.items;
    again.changed_count = in->answers.count;
    if (in->answers.count == 0)
        return true;
    if (!course_edit(rq->arena, base, &again, &course, why))
        return false;
    out->answers = course.changed;
    return true;
}

enum err
edit_series(struct request *rq, const struct edit *in, struct edited *out)
{
    struct series_definition base = *edit_base(in);
    struct course_problem why;
    struct course_edit e;
    struct course course;

    *out = (struct edited){.event = *in->next};
    check_times(rq, &out->event);
    if (rq->problems.count > 0)
        return refuse_problems(rq);
    if (is_single(rq, in))
        return edit_single(rq, in, out);
    edit_read(rq, in, &out->event, &e);
    drop_length(rq, in, &base);
    if (rq->problems.count == 0 && !course_edit(rq->arena, &base, &e, &course, &why))
        tell_problem(rq, &why);
    if (rq->problems.count == 0 && !move_answers(rq, in, &base, &e, out, &why))
        tell_problem(rq, &why);
    if (rq->problems.count > 0)
        return refuse_problems(rq);
    return edit_finish(rq, in, &e, &course, out);
}

enum err
edit_half(struct request *rq, const struct sql_stored *series, const struct series_definition *half,
          struct edited *out)
{
    *out = (struct edited){.event = series->event};
    out->event.recurrence_rule = half->rule != NULL ? check_rule_text(rq, half->rule) : NULL;
    columns_define(rq, half, &out->columns);
    set_times(half, &out->event);
    columns_reach(rq, &out->event, &out->columns);
    return refuse_problems(rq);
}

struct series_course
edit_course(const struct course_count *count)
{
    return (struct series_course){count->kept, count->moved, count->dropped};
}

void
edit_show_course(const struct course_count *count, struct event *out)
{
    out->has_course = true;
    out->course = edit_course(count);
}
