#include "services/event/change.h"

#include "services/event/access.h"
#include "services/event/split.h"

#include <string.h>

enum { CHANGED_MAX = 1000 }; /* occurrences of a series that stand by themselves or are left out */

static const struct local ALWAYS = {INT64_C(-62135596800000000)}; /* 0001-01-01 */

enum err
event_announce(struct request *rq, const char *type, const struct event *e)
{
    struct uuids audience;
    enum err err = access_audience(rq, e->calendar_id, &audience);

    return err ? err : announce(rq, type, &event_shape, e, audience);
}

/* ---------------------------------------------------------------- reading */

static enum err
hold(struct request *rq, struct uuid id, struct sql_stored *out)
{
    const struct sql_event_lock lock = {.id = id, .user_id = rq->caller.user_id};
    enum err err = sql_event_lock(rq, &lock, out);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such event");
    if (!err)
        err = access_write(rq, out->event.calendar_id, "there is no such event");
    return err ? err : match_version(rq, out->event.version);
}

static enum err
find_at(struct request *rq, const struct sql_stored *series, const struct moment *at,
        struct occurrence *out)
{
    if (!stored_is_series(series)) {
        problem(rq, "occurrence", "is for series; this event is a single one");
        return refuse_problems(rq);
    }
    if (at->is_date != series->event.all_day) {
        problem(rq, "occurrence", "must be a %s, as start_time is",
                series->event.all_day ? "date" : "date-time");
        return refuse_problems(rq);
    }
    if (!series_find(stored_series(rq, series, NULL), stored_wall(series, at), out))
        return refuse(rq, ERR_NOT_FOUND, "the series has no such occurrence");
    return OK;
}

/* The occurrence and, when it stands by itself, its row. */
static enum err
find_override(struct request *rq, const struct sql_stored *series, struct local wall,
              struct sql_stored *row, bool *found)
{
    const struct sql_override_find find = {
        .series_id = series->event.id,
        .recurrence_local = wall,
    };
    enum err err = sql_override_find(rq, &find, row);

    *found = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err
find_occurrence(struct request *rq, const struct sql_stored *series, const struct moment *at,
                struct event *out)
{
    struct occurrence o;
    struct sql_stored row;
    bool found;
    enum err err = find_at(rq, series, at, &o);

    if (!err)
        err = find_override(rq, series, o.wall, &row, &found);
    if (err)
        return err;
    if (found)
        stored_show_override(rq, series, &row, out);
    else
        stored_show_occurrence(rq, series, &o, out);
    return OK;
}

/* ---------------------------------------------------------------- writing */

/* The row as it is to be; its overrides are put where they now belong by who calls. */
static enum err
update(struct request *rq, struct uuid id, const struct event *e, const struct columns *c,
       struct sql_stored *out)
{
    const struct sql_event_update q = {
        .event = e,
        .id = id,
        .rdates = c->rdates,
        .exdates = c->exdates,
        .has_series_start = c->is_series,
        .series_start = c->series_start,
        .has_series_end = c->is_series,
        .series_end = c->series_end,
        .user_id = rq->caller.user_id,
    };

    return sql_event_update(rq, &q, out);
}

static enum err
insert(struct request *rq, const struct event *e, const struct columns *c, struct sql_stored *out)
{
    const struct sql_event_insert q = {
        .event = e,
        .id = uuid_new(),
        .rdates = c->rdates,
        .exdates = c->exdates,
        .has_series_start = c->is_series,
        .series_start = c->series_start,
        .has_series_end = c->is_series,
        .series_end = c->series_end,
        .user_id = rq->caller.user_id,
    };

    return sql_event_insert(rq, &q, out);
}

enum err
event_create(struct request *rq, const struct event_create_in *in, struct event *out)
{
    struct event new = in->body;
    struct columns columns;
    struct sql_stored row;
    enum err err = event_check(rq, &new, &columns);

    if (!err)
        err = access_write(rq, new.calendar_id, "there is no such calendar");
    if (!err)
        err = insert(rq, &new, &columns, &row);
    if (err)
        return err;
    stored_show(rq, &row, out);
    return event_announce(rq, "event.created", out);
}

static enum err
may_move(struct request *rq, const struct event *from, const struct event *to)
{
    if (uuid_equal(from->calendar_id, to->calendar_id))
        return OK;
    return access_write(rq, to->calendar_id, "there is no such calendar");
}

static bool
same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool
same_texts(struct texts a, struct texts b)
{
    bool same = a.count == b.count;

    for (size_t i = 0; same && i < a.count; i++)
        same = same_text(a.items[i], b.items[i]);
    return same;
}

/* Whether every occurrence is where it was. */
static bool
same_course(const struct sql_stored *a, const struct sql_stored *b)
{
    bool same = a->event.start_time.at.us == b->event.start_time.at.us &&
                a->event.all_day == b->event.all_day &&
                uuid_equal(a->event.calendar_id, b->event.calendar_id) &&
                same_text(a->event.timezone, b->event.timezone) &&
                same_text(a->event.recurrence_rule, b->event.recurrence_rule) &&
                same_texts(a->rdates, b->rdates) && a->exdates.count == b->exdates.count;

    for (size_t i = 0; same && i < a->exdates.count; i++)
        same = a->exdates.items[i].us == b->exdates.items[i].us;
    return same;
}

static enum err
change_all(struct request *rq, const struct sql_stored *stored, struct event *out)
{
    struct event shown, next;
    struct columns columns;
    struct sql_stored row;
    enum err err;

    stored_show(rq, stored, &shown);
    err = amend(rq, &event_shape, &shown, &next);
    if (!err)
        err = event_check(rq, &next, &columns);
    if (!err)
        err = may_move(rq, &shown, &next);
    if (!err)
        err = update(rq, stored->event.id, &next, &columns, &row);
    if (!err && stored_is_series(stored) && !same_course(stored, &row))
        err = refit_overrides(rq, stored->event.id, ALWAYS, &row);
    if (err)
        return err;
    stored_show(rq, &row, out);
    return event_announce(rq, "event.updated", out);
}

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

    if (next->recurrence_rule && !same_text(next->recurrence_rule, shown->recurrence_rule))
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

/* An id beside the series' own, so that what begins at one instant stays together in lists. */
static struct uuid
override_id(struct uuid series_id)
{
    struct uuid fresh = uuid_new(), id = series_id;

    memcpy(id.b + 10, fresh.b + 10, 6);
    return id;
}

static enum err
insert_override(struct request *rq, const struct sql_stored *series, struct local wall,
                const struct event *e)
{
    const struct sql_event_insert q = {
        .event = e,
        .id = override_id(series->event.id),
        .has_series_id = true,
        .series_id = series->event.id,
        .has_recurrence_local = true,
        .recurrence_local = wall,
        .user_id = rq->caller.user_id,
    };
    const struct sql_override_page page = {.series_id = series->event.id, .since = ALWAYS};
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
    const struct columns as_is = {
        .rdates = series->rdates,
        .exdates = series->exdates,
        .is_series = true,
        .series_start = series->series_start,
        .series_end = series->series_end,
    };

    return update(rq, series->event.id, &series->event, &as_is, out);
}

static enum err
change_this(struct request *rq, const struct sql_stored *series, const struct occurrence *o,
            struct event *out)
{
    struct sql_stored row, touched;
    struct event shown, next;
    const struct columns none = {.is_series = false};
    bool found;
    enum err err = find_override(rq, series, o->wall, &row, &found);

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
        err = found ? update(rq, row.event.id, &next, &none, &row)
                    : insert_override(rq, series, o->wall, &next);
    if (!err)
        err = touch(rq, series, &touched);
    if (!err)
        err = find_override(rq, series, o->wall, &row, &found);
    if (err)
        return err;
    stored_show_override(rq, &touched, &row, out);
    return event_announce(rq, "event.updated", out);
}

/* The head of a series that was split, without what went. */
static enum err
keep_head(struct request *rq, const struct sql_stored *series, const struct event *head,
          const struct columns *columns)
{
    struct sql_stored row;
    struct event shown;
    enum err err = update(rq, series->event.id, head, columns, &row);

    if (err)
        return err;
    stored_show(rq, &row, &shown);
    return event_announce(rq, "event.updated", &shown);
}

/* Nothing comes before it: then this and all that follow are all. */
static bool
is_first(struct request *rq, const struct sql_stored *series, const struct occurrence *o)
{
    struct occurrence first;
    struct series_iter it;

    series_begin(&it, stored_series(rq, series, NULL), instant_min, instant_max);
    return !series_next(&it, &first) || first.wall.us == o->wall.us;
}

/* What the client makes of the occurrence and all that follow. */
static enum err
amend_tail(struct request *rq, const struct sql_stored *series, struct local wall,
           struct event *tail, struct event *next, struct columns *columns)
{
    /* A client sends back the rule that it read: of the new series that means the rest of it. */
    const char *rest = tail->recurrence_rule;
    enum err err;

    tail->recurrence_rule = series->event.recurrence_rule;
    err = amend(rq, &event_shape, tail, next);
    if (err)
        return err;
    if (same_text(next->recurrence_rule, series->event.recurrence_rule))
        next->recurrence_rule = rest;
    err = event_check(rq, next, columns);
    if (err)
        return err;
    drop_earlier(rq, columns, wall);
    columns_reach(rq, next, columns);
    return may_move(rq, tail, next);
}

static enum err
change_following(struct request *rq, const struct sql_stored *series, const struct occurrence *o,
                 struct event *out)
{
    struct event head, tail, next;
    struct columns head_columns, columns;
    struct sql_stored row;
    bool whole = is_first(rq, series, o);
    enum err err;

    split_series(rq, series, o, &head, &head_columns, &tail);
    err = amend_tail(rq, series, o->wall, &tail, &next, &columns);
    if (!err)
        err = whole ? update(rq, series->event.id, &next, &columns, &row)
                    : insert(rq, &next, &columns, &row);
    if (!err)
        err = refit_overrides(rq, series->event.id, o->wall, &row);
    if (!err && !whole)
        err = keep_head(rq, series, &head, &head_columns);
    if (err)
        return err;
    stored_show(rq, &row, out);
    return event_announce(rq, whole ? "event.updated" : "event.created", out);
}

/* ---------------------------------------------------------------- which of it */

static bool
is_scope(const struct target *t, const char *scope)
{
    return strcmp(t->scope, scope) == 0;
}

static enum err
check_target(struct request *rq, const struct target *t)
{
    if (is_scope(t, "all") && t->occurrence)
        problem(rq, "occurrence", "goes only with scope=this and scope=following");
    if (!is_scope(t, "all") && !t->occurrence)
        problem(rq, "occurrence", "is required with scope=%s", t->scope);
    return refuse_problems(rq);
}

enum err
change_event(struct request *rq, const struct target *t, struct event *out)
{
    struct sql_stored stored;
    struct occurrence o;
    enum err err = check_target(rq, t);

    if (!err)
        err = hold(rq, t->id, &stored);
    if (!err && t->occurrence)
        err = find_at(rq, &stored, t->occurrence, &o);
    if (err)
        return err;
    if (is_scope(t, "all"))
        return change_all(rq, &stored, out);
    if (is_scope(t, "this"))
        return change_this(rq, &stored, &o, out);
    return change_following(rq, &stored, &o, out);
}

static enum err
remove_all(struct request *rq, const struct sql_stored *stored)
{
    const struct sql_event_delete gone = {.id = stored->event.id, .user_id = rq->caller.user_id};
    struct event shown;
    enum err err = sql_event_delete(rq, &gone, NULL);

    stored_show(rq, stored, &shown);
    return err ? err : event_announce(rq, "event.deleted", &shown);
}

static enum err
remove_this(struct request *rq, const struct sql_stored *series, const struct occurrence *o)
{
    size_t count = series->exdates.count;
    struct local *exdates = arena_array(rq->arena, struct local, count + 1);
    struct columns columns = {.rdates = series->rdates, .is_series = true};
    struct sql_stored row;
    bool found;
    enum err err = find_override(rq, series, o->wall, &row, &found);

    if (!err && count >= CHANGED_MAX)
        return refuse(rq, ERR_CONFLICT, "the series has %d exceptions", CHANGED_MAX);
    if (!err && found)
        err = sql_override_drop(rq, &(struct sql_override_drop){.id = row.event.id}, NULL);
    if (count > 0)
        memcpy(exdates, series->exdates.items, count * sizeof(*exdates));
    exdates[count] = o->wall;
    columns.exdates = (struct locals){exdates, count + 1};
    columns_reach(rq, &series->event, &columns);
    return err ? err : keep_head(rq, series, &series->event, &columns);
}

static enum err
remove_following(struct request *rq, const struct sql_stored *series, const struct occurrence *o)
{
    struct event head, tail;
    struct columns columns;
    enum err err = drop_overrides(rq, series->event.id, o->wall);

    split_series(rq, series, o, &head, &columns, &tail);
    return err ? err : keep_head(rq, series, &head, &columns);
}

enum err
remove_event(struct request *rq, const struct target *t)
{
    struct sql_stored stored;
    struct occurrence o;
    enum err err = check_target(rq, t);

    if (!err)
        err = hold(rq, t->id, &stored);
    if (!err && t->occurrence)
        err = find_at(rq, &stored, t->occurrence, &o);
    if (err)
        return err;
    if (is_scope(t, "this"))
        return remove_this(rq, &stored, &o);
    if (is_scope(t, "following") && !is_first(rq, &stored, &o))
        return remove_following(rq, &stored, &o);
    return remove_all(rq, &stored);
}
