#include "services/event/check.h"

#include "services/event/attendees.h"
#include "services/event/dates.h"
#include "services/event/size.h"
#include "services/event/zone.h"
#include "shared/codec/msg.h"
#include "shared/request/request.h"

#include <string.h>

static void
check_moment(struct request *rq, const char *field, const struct moment *m, bool all_day)
{
    if (m->is_date && !all_day)
        problem(rq, field, "must be a date-time, or all_day must be true");
    if (!m->is_date && all_day)
        problem(rq, field, "must be a date such as 2026-03-01, because all_day is true");
}

void
check_times(struct request *rq, const struct event *e)
{
    int64_t length = e->end_time.at.us - e->start_time.at.us;

    check_moment(rq, "start_time", &e->start_time, e->all_day);
    check_moment(rq, "end_time", &e->end_time, e->all_day);
    if (rq->problems.count > 0)
        return;
    if (e->all_day && length <= 0)
        problem(rq, "end_time", "must be after start_time: it is the day after the last one");
    else if (length < 0)
        problem(rq, "end_time", "must not be before start_time");
}

void
check_series(struct request *rq, const struct series_definition *d)
{
    const struct series *series;
    struct rule_problem why;

    if (!series_check(rq->arena, d, &why) || !series_new(rq->arena, d, &series, &why))
        problem(rq, "recurrence_rule", "%s: %s", why.part, why.why);
    else if (series_extent(series, &(struct instant){0}, &(struct instant){0}) == SERIES_EMPTY)
        problem(rq, "exception_dates", "leave no occurrence");
}

const struct rule *
check_rule(struct request *rq, struct event *e, const struct tz *zone)
{
    const struct rule *rule, *formal;
    struct rule_problem why;

    if (e->recurrence_rule == NULL)
        return NULL;
    if (!rule_parse(rq->arena, e->recurrence_rule, strlen(e->recurrence_rule), &rule, &why)) {
        problem(rq, "recurrence_rule", "%s: %s", why.part, why.why);
        return NULL;
    }
    formal = course_formal(rq->arena, rule, zone, e->all_day);
    if (formal != rule)
        e->recurrence_rule = check_rule_text(rq, formal);
    return formal;
}

/* The text may get longer by the end that it is given. */
const char *
check_rule_text(struct request *rq, const struct rule *rule)
{
    const char *text = rule_text(rq->arena, rule);

    if (strlen(text) > RECUR_TEXT_MAX)
        problem(rq, "recurrence_rule", "RRULE: has no room for its end in 1024 bytes");
    return text;
}

/* Exceptions that the client sends; those of the stored series end with its rule. */
static bool
names_exceptions(const struct request *rq)
{
    const msgpack_object *in = map_find(rq->body, "exception_dates");

    return in != NULL && in->type == MSGPACK_OBJECT_ARRAY && in->via.array.size > 0;
}

static void
check_recurrence(struct request *rq, struct event *e, struct columns *out)
{
    const struct tz *zone = zone_asked(rq, e->timezone);
    struct dates dates = dates_from_client(rq, e, zone);
    struct locals excluded = exceptions_from_client(rq, e, zone);
    int64_t length_us = e->end_time.at.us - e->start_time.at.us;
    struct series_definition d = {
        .zone = e->all_day ? NULL : zone,
        .all_day = e->all_day,
        .start = check_wall(e, zone),
        .length_us = length_us,
        .days = (int32_t)(length_us / DAY_US),
        .rule = check_rule(rq, e, zone),
        .dates = dates.items,
        .date_count = dates.count,
        .excluded = excluded.items,
        .excluded_count = excluded.count,
    };

    if (e->recurrence_rule == NULL && dates.count == 0) {
        if (names_exceptions(rq))
            problem(rq, "exception_dates", "goes only with recurrence_rule or recurrence_dates");
        return;
    }
    if (rq->problems.count == 0)
        check_series(rq, &d);
    columns_define(rq, &d, out);
}

struct local
check_wall(const struct event *e, const struct tz *zone)
{
    return e->all_day ? (struct local){e->start_time.at.us} : tz_to_wall(zone, e->start_time.at);
}

void
check_defaults(const struct request *rq, struct event *e)
{
    if (e->timezone == NULL)
        e->timezone = rq->caller.zone;
}

void
check_new(struct request *rq, struct event *e)
{
    const char *at = e->uid != NULL ? e->uid : "";

    while ((unsigned char)*at >= ' ' && *at != '\x7f')
        at++;
    if (*at != '\0')
        problem(rq, "uid", "must not contain control characters");
    attendees_check(rq, e);
    size_check(rq, e);
    check_defaults(rq, e);
}

void
check_changed(struct request *rq, const struct event *shown, struct event *e)
{
    if (e->uid == NULL)
        e->uid = shown->uid;
    else if (strcmp(e->uid, shown->uid) != 0)
        problem(rq, "uid", "is not what the event has had from the beginning");
    attendees_check(rq, e);
    size_check(rq, e);
    check_defaults(rq, e);
}

enum err
check_override(struct request *rq, const struct event *e)
{
    check_times(rq, e);
    return refuse_problems(rq);
}

enum err
check_event(struct request *rq, struct event *e, struct columns *out)
{
    *out = (struct columns){.is_series = false};
    check_times(rq, e);
    if (rq->problems.count == 0)
        check_recurrence(rq, e, out);
    return refuse_problems(rq);
}
