#include "services/event/stored.h"

#include "services/event/dates.h"
#include "services/event/invited.h"
#include "services/event/visible.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/request/request.h"

#include <string.h>

struct sql_stored
series_stored(const struct sql_series *row)
{
    return (struct sql_stored){
        .event = row->event,
        .invited = row->invited,
        .own = row->own,
        .has_start_local = row->has_start_local,
        .start_local = row->start_local,
        .rdates = row->rdates,
        .exdates = row->exdates,
        .has_series_start = row->has_series_start,
        .series_start = row->series_start,
        .has_series_end = row->has_series_end,
        .series_end = row->series_end,
        .has_series_id = row->has_series_id,
        .series_id = row->series_id,
        .has_recurrence_local = row->has_recurrence_local,
        .recurrence_local = row->recurrence_local,
        .sees_all = row->sees_all,
    };
}

bool
stored_is_series(const struct sql_stored *row)
{
    return row->has_series_end;
}

const struct tz *
stored_zone(const struct sql_stored *row)
{
    return tz_or_utc(row->event.timezone);
}

struct local
stored_start(const struct sql_stored *row)
{
    const struct event *e = &row->event;

    if (e->all_day)
        return (struct local){instant_of_day(day_of_instant(e->start_time.at)).us};
    return row->has_start_local ? row->start_local : tz_to_wall(stored_zone(row), e->start_time.at);
}

struct moment
stored_moment(const struct sql_stored *row, struct local wall)
{
    if (row->event.all_day)
        return (struct moment){.at = {wall.us}, .is_date = true};
    return (struct moment){.at = tz_to_instant(stored_zone(row), wall)};
}

static void
show_recurrence(struct request *rq, const struct sql_stored *row, struct event *out)
{
    struct moment *exceptions = arena_array(rq->arena, struct moment, row->exdates.count + 1);

    for (size_t i = 0; i < row->exdates.count; i++)
        exceptions[i] = stored_moment(row, row->exdates.items[i]);
    out->exception_dates.items = exceptions;
    out->exception_dates.count = row->exdates.count;
    out->recurrence_dates =
        dates_shown(rq, dates_from_stored(rq, row->rdates), stored_zone(row), row->event.all_day);
}

static void
show_all(struct request *rq, const struct sql_stored *row, struct event *out)
{
    *out = row->event;
    out->start_time.is_date = row->event.all_day;
    out->end_time.is_date = row->event.all_day;
    invited_show(rq, row, out);
    if (stored_is_series(row))
        show_recurrence(rq, row, out);
}

static bool
attends(const struct event *e, struct uuid user_id)
{
    for (size_t i = 0; i < e->attendees.count; i++)
        if (e->attendees.items[i].has_user_id && uuid_equal(e->attendees.items[i].user_id, user_id))
            return true;
    return false;
}

/* Whoever attends sees all. */
static void
show_to_caller(const struct request *rq, bool sees_all, struct event *out)
{
    visible_show(sees_all || attends(out, rq->caller.user_id), out);
}

void
stored_show(struct request *rq, const struct sql_stored *row, struct event *out)
{
    show_all(rq, row, out);
    show_to_caller(rq, row->sees_all, out);
}

/* What every occurrence shows of its series, overrides too. */
static void
show_as_part(struct request *rq, const struct sql_stored *series, struct local wall,
             struct event *out)
{
    out->id = series->event.id;
    out->version = series->event.version;
    out->uid = series->event.uid;
    out->has_sequence = series->event.has_sequence;
    out->sequence = series->event.sequence;
    out->recurrence_rule = series->event.recurrence_rule;
    out->attendee_count = series->event.attendee_count;
    invited_show(rq, series, out);
    show_recurrence(rq, series, out);
    out->has_recurrence_id = true;
    out->recurrence_id = stored_moment(series, wall);
}

void
stored_show_override(struct request *rq, const struct sql_stored *series,
                     const struct sql_stored *row, struct event *out)
{
    show_all(rq, row, out);
    show_as_part(rq, series, row->recurrence_local, out);
    show_to_caller(rq, row->sees_all, out);
}

static void
show_times(const struct occurrence *o, struct event *out)
{
    if (out->all_day) {
        out->start_time = (struct moment){.at = {o->wall.us}, .is_date = true};
        out->end_time = (struct moment){.at = {o->wall.us + o->days * DAY_US}, .is_date = true};
    } else {
        out->start_time = (struct moment){.at = o->start};
        out->end_time = (struct moment){.at = o->end};
    }
}

void
stored_show_occurrence(struct request *rq, const struct sql_stored *series,
                       const struct occurrence *o, struct event *out)
{
    *out = series->event;
    show_as_part(rq, series, o->wall, out);
    show_times(o, out);
    show_to_caller(rq, series->sees_all, out);
}

void
stored_ready(struct request *rq, const struct sql_series *row, const struct tz *asker,
             struct instant until, struct ready_series *out)
{
    const struct sql_stored stored = series_stored(row);

    out->row = row;
    out->series = stored_series_until(rq, row, asker, until);
    stored_show(rq, &stored, &out->shown);
    out->shown.has_recurrence_id = true;
}

/* An occurrence begins where its series puts it, so that is its recurrence_id too. */
void
stored_show_ready(const struct ready_series *of, const struct occurrence *o, struct event *out)
{
    *out = of->shown;
    show_times(o, out);
    out->recurrence_id = out->start_time;
}

/* From nothing to all of time, whatever a row holds. */
static int64_t
length_of(const struct event *e)
{
    const int64_t most = instant_max.us - instant_min.us;
    int64_t length;

    if (__builtin_sub_overflow(e->end_time.at.us, e->start_time.at.us, &length) || length > most)
        return most;
    return length > 0 ? length : 0;
}

static struct series_definition
define(const struct sql_stored *row, struct dates dates, const struct tz *asker)
{
    const struct event *e = &row->event;
    int64_t length_us = length_of(e);

    return (struct series_definition){
        .zone = e->all_day ? asker : stored_zone(row),
        .all_day = e->all_day,
        .start = stored_start(row),
        .length_us = length_us,
        .days = length_us >= DAY_US ? (int32_t)(length_us / DAY_US) : 1,
        .dates = dates.items,
        .date_count = dates.count,
        .excluded = row->exdates.items,
        .excluded_count = row->exdates.count,
    };
}

static void
tell_damage(const struct sql_stored *row, const struct rule_problem *why)
{
    char id[UUID_TEXT];

    uuid_format(row->event.id, id);
    log_event(LOG_ERROR, "event.rule.damaged", "id=%s part=%s why=%s", id, log_quote(why->part),
              log_quote(why->why));
}

static struct series_definition
define_with_rule(struct request *rq, const struct sql_stored *row, const struct tz *asker)
{
    const char *rule = row->event.recurrence_rule;
    struct series_definition d = define(row, dates_from_stored(rq, row->rdates), asker);
    struct rule_problem why;

    if (rule != NULL && !rule_parse(rq->arena, rule, strlen(rule), &d.rule, &why))
        tell_damage(row, &why);
    return d;
}

struct series_definition
stored_definition(struct request *rq, const struct sql_stored *row)
{
    struct series_definition d = define_with_rule(rq, row, NULL);
    const struct series *series;
    struct rule_problem why;

    if (!series_new(rq->arena, &d, &series, &why)) {
        tell_damage(row, &why);
        d.rule = NULL;
    }
    return d;
}

static const struct series *
make_series(struct request *rq, const struct sql_stored *row, const struct tz *asker, bool counted)
{
    struct series_definition d = define_with_rule(rq, row, asker);
    const struct series *series;
    struct rule_problem why;

    if (d.rule != NULL && !counted && rule_end(d.rule).count > 0)
        d.rule = rule_with_end(rq->arena, d.rule, (struct rule_end){0});
    if (series_new(rq->arena, &d, &series, &why))
        return series;
    tell_damage(row, &why);
    d.rule = NULL;
    must(series_new(rq->arena, &d, &series, &why));
    return series;
}

const struct series *
stored_series(struct request *rq, const struct sql_stored *row, const struct tz *asker)
{
    return make_series(rq, row, asker, true);
}

/*
 * COUNT need not be resolved, which walks the whole rule, when the series ends well behind the
 * window.  series_end of the row tells, unless dates or overrides reach further than the rule.
 * Three days allow for other zones and another tzdata.
 */
const struct series *
stored_series_until(struct request *rq, const struct sql_series *row, const struct tz *asker,
                    struct instant until)
{
    const struct sql_stored stored = series_stored(row);
    int64_t length_us = length_of(&row->event);
    bool goes_on = row->rdates.count == 0 && row->overridden.count == 0 &&
                   row->series_end.us > until.us + length_us + 3 * DAY_US;

    return make_series(rq, &stored, asker, !goes_on);
}
