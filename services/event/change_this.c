/*
 * scope=this: one occurrence of a series, which then stands by itself or is left out.
 */
#include "services/event/scopes.h"
#include "services/event/split.h"
#include "shared/request/amend.h"

#include <string.h>

/* Occurrences of a series that stand by themselves, and that are left out; as in the contract. */
enum { CHANGED_MAX = 1000, EXCEPTIONS_MAX = 500 };

static bool
same_exceptions(const struct event *a, const struct event *b)
{
    bool same = a->exception_dates.count == b->exception_dates.count;

    for (size_t i = 0; same && i < a->exception_dates.count; i++)
        same = a->exception_dates.items[i].at.us == b->exception_dates.items[i].at.us;
    return same;
}

/* Fields of one occurrence that only its whole series can change.  Left out means left as they are.
 */
static enum err
check_own(struct request *rq, const struct event *shown, struct event *next)
{
    static const char why[] = "belongs to the whole series";

    if (next->recurrence_rule != NULL && !same_text(next->recurrence_rule, shown->recurrence_rule))
        problem(rq, "recurrence_rule", why);
    if (next->recurrence_dates.count > 0 &&
        !same_texts(next->recurrence_dates, shown->recurrence_dates))
        problem(rq, "recurrence_dates", why);
    if (next->exception_dates.count > 0 && !same_exceptions(next, shown))
        problem(rq, "exception_dates", why);
    if (!uuid_equal(next->calendar_id, shown->calendar_id))
        problem(rq, "calendar_id", why);
    if (next->all_day != shown->all_day)
        problem(rq, "all_day", why);
    next->recurrence_rule = NULL;
    next->recurrence_dates = (struct texts){NULL, 0};
    next->exception_dates.count = 0;
    return refuse_problems(rq);
}

static enum err
insert_override(struct request *rq, const struct sql_stored *series, struct local wall,
                const struct event *e)
{
    const struct sql_event_insert q = {
        .event = e,
        .id = uuid_new(),
        .has_series_id = true,
        .series_id = series->event.id,
        .has_recurrence_local = true,
        .recurrence_local = wall,
        .user_id = rq->caller.user_id,
    };
    const struct sql_override_page page = {.series_id = series->event.id, .since = wall_min};
    struct sql_override_page_row *rows;
    struct sql_stored row;
    size_t count;
    enum err err = sql_override_page(rq, &page, &rows, &count);

    if (!err && count >= CHANGED_MAX)
        return refuse(rq, ERR_CONFLICT, "the series has %d changed occurrences", CHANGED_MAX);
    return err ? err : sql_event_insert(rq, &q, &row);
}

/* The series' own row, a version later. */
static enum err
touch(struct request *rq, const struct sql_stored *series, struct sql_stored *out)
{
    struct columns columns = {
        .rdates = series->rdates,
        .exdates = series->exdates,
        .is_series = true,
    };
    enum err err;

    columns_reach(rq, &series->event, &columns);
    err = write_update(rq, series->event.id, &series->event, &columns, out);
    return err ? err : series_settle(rq, series->event.id);
}

enum err
change_this(struct request *rq, const struct sql_stored *series, const struct occurrence *o,
            struct event *out)
{
    struct sql_stored row, touched;
    struct event shown, next;
    const struct columns none = {.is_series = false};
    bool found;
    enum err err = override_find(rq, series, o->wall, &row, &found);

    if (err)
        return err;
    if (found)
        stored_show_override(rq, series, &row, &shown);
    else
        stored_show_occurrence(rq, series, o, &shown);
    err = amend(rq, &event_shape, &shown, &next);
    if (!err)
        err = check_own(rq, &shown, &next);
    if (!err)
        err = override_check(rq, &next);
    if (!err)
        err = found ? write_update(rq, row.event.id, &next, &none, &row)
                    : insert_override(rq, series, o->wall, &next);
    if (!err)
        err = touch(rq, series, &touched);
    if (!err)
        err = override_find(rq, series, o->wall, &row, &found);
    if (err)
        return err;
    stored_show_override(rq, &touched, &row, out);
    return tell_updated(rq, &series->event, out);
}

enum err
remove_this(struct request *rq, const struct sql_stored *series, const struct occurrence *o)
{
    size_t count = series->exdates.count;
    struct local *exdates = arena_array(rq->arena, struct local, count + 1);
    struct columns columns = {.rdates = series->rdates, .is_series = true};
    struct sql_stored row;
    bool found;
    enum err err = override_find(rq, series, o->wall, &row, &found);

    if (!err && count >= EXCEPTIONS_MAX)
        return refuse(rq, ERR_CONFLICT, "the series has %d exceptions", EXCEPTIONS_MAX);
    if (!err && found)
        err = sql_override_drop(rq, &(struct sql_override_drop){.id = row.event.id}, NULL);
    if (count > 0)
        memcpy(exdates, series->exdates.items, count * sizeof *exdates);
    exdates[count] = o->wall;
    columns.exdates = (struct locals){exdates, count + 1};
    columns_reach(rq, &series->event, &columns);
    if (err)
        return err;
    if (columns.series_start.us == columns.series_end.us) /* it was the last one left */
        return remove_all(rq, series);
    return write_series(rq, series, &series->event, &columns);
}
