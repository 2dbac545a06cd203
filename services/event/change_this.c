#include "services/event/change_this.h"

#include "services/event/answers.h"
#include "services/event/attendees.h"
#include "services/event/change_all.h"
#include "services/event/check.h"
#include "services/event/edit.h"
#include "services/event/noted.h"
#include "services/event/overrides.h"
#include "services/event/same.h"
#include "services/event/size.h"
#include "services/event/tell.h"
#include "services/event/write.h"
#include "shared/request/amend.h"

#include <string.h>

enum { EXCEPTIONS_MAX = 500 }; /* occurrences left out of a series, as in the contract */

/* Fields that only the whole series can change; one that is left out is not changed. */
static enum err
check_own(struct request *rq, const struct sql_stored *series, const struct event *shown,
          const struct event *next)
{
    static const char why[] = "belongs to the whole series";

    if (next->recurrence_rule != NULL &&
        !same_rule(rq, series, next->recurrence_rule, shown->recurrence_rule))
        problem(rq, "recurrence_rule", why);
    if (next->recurrence_dates.count > 0 &&
        !same_dates(rq, series, next->recurrence_dates, shown->recurrence_dates))
        problem(rq, "recurrence_dates", why);
    if (next->exception_dates.count > 0 && !same_exceptions(rq, next, shown))
        problem(rq, "exception_dates", why);
    if (next->attendees.count > 0 && !attendees_same(shown, next))
        problem(rq, "attendees", why);
    if (!uuid_equal(next->calendar_id, shown->calendar_id))
        problem(rq, "calendar_id", why);
    return refuse_problems(rq);
}

static bool
same_moment(const struct moment *a, const struct moment *b)
{
    return a->at.us == b->at.us && a->is_date == b->is_date;
}

/* As the contract says of `sequence`, of what an occurrence can have of its own. */
static bool
is_revised(const struct event *shown, const struct event *next)
{
    return !same_moment(&shown->start_time, &next->start_time) ||
           !same_moment(&shown->end_time, &next->end_time) ||
           !same_text(shown->timezone, next->timezone) ||
           !same_text(shown->location, next->location) || !same_text(shown->status, next->status);
}

/* Raises the version of the series. */
static enum err
touch(struct request *rq, const struct sql_stored *series, bool revised, struct sql_stored *out)
{
    struct columns columns;
    enum err err;

    columns_stored(series, &columns);
    columns.revised = revised;
    columns_reach(rq, &series->event, &columns);
    err = write_update(rq, series->event.id, &series->event, &columns, out);
    return err ? err : write_settle(rq, series->event.id);
}

static enum err
show_kept(struct request *rq, const struct sql_stored *series, struct event *out)
{
    struct course_count count;
    enum err err = noted_kept(rq, series, &count);

    edit_show_course(&count, out);
    return err;
}

enum err
change_this_update(struct request *rq, const struct sql_stored *series, const struct occurrence *o,
                   struct event *out)
{
    struct sql_stored row, touched;
    struct event shown, next;
    const struct columns own = {.is_override = true};
    bool found;
    enum err err = overrides_find(rq, series, o->wall, &row, &found);

    if (err)
        return err;
    if (found)
        stored_show_override(rq, series, &row, &shown);
    else
        stored_show_occurrence(rq, series, o, &shown);
    err = amend(rq, &event_shape, &shown, &next);
    if (!err)
        err = check_own(rq, series, &shown, &next);
    if (err)
        return err;
    size_check(rq, &next); /* with the recurrence that it shows of its series */
    overrides_strip(&next);
    check_changed(rq, &shown, &next);
    err = check_override(rq, &next);
    if (!err)
        err = found ? write_update(rq, row.event.id, &next, &own, &row)
                    : overrides_insert(rq, series, o->wall, &next);
    if (!err)
        err = touch(rq, series, is_revised(&shown, &next), &touched);
    if (!err)
        err = overrides_find(rq, series, o->wall, &row, &found);
    if (err)
        return err;
    stored_show_override(rq, &touched, &row, out);
    err = answers_show(rq, o->wall, out);
    if (err)
        return err;
    return rq->dry_run ? show_kept(rq, series, out) : tell_updated(rq, &series->event, out);
}

enum err
change_this_delete(struct request *rq, const struct sql_stored *series, const struct occurrence *o)
{
    size_t count = series->exdates.count;
    struct local *exdates = arena_array(rq->arena, struct local, count + 1);
    struct columns columns;
    struct sql_stored row;
    bool found;
    enum err err = overrides_find(rq, series, o->wall, &row, &found);

    if (!err && count >= EXCEPTIONS_MAX)
        return refuse(rq, ERR_CONFLICT, "the series has %d exceptions", EXCEPTIONS_MAX);
    if (!err && found)
        err = sql_override_drop(rq, &(struct sql_override_drop){.id = row.event.id}, NULL);
    if (count > 0)
        memcpy(exdates, series->exdates.items, count * sizeof *exdates);
    exdates[count] = o->wall;
    columns_stored(series, &columns);
    columns.exdates = (struct locals){exdates, count + 1};
    columns_reach(rq, &series->event, &columns);
    if (err)
        return err;
    if (columns.series_start.us == columns.series_end.us) /* it was the last occurrence */
        return change_all_delete(rq, series);
    return write_series(rq, series, &series->event, &columns);
}
