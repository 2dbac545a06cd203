/*
 * event.occurrences: the course of one series, by places.
 *
 * The series is walked as if nothing were cancelled, from the start of the last one that the cursor
 * names.  Occurrences are told apart by their start, so that is all a cursor needs.
 */
#include "services/event/event.h"

#include "services/event/stored.h"
#include "shared/recur/course.h"
#include "shared/request/cursor.h"

#include <stdlib.h>

/* A page of the course. */
struct course_page {
    const struct sql_stored *series;
    struct series_definition definition;
    const struct series *actual; /* without what is cancelled */
    struct occurrence *items;
    size_t count;
};

static enum err
occurrences_from(struct request *rq, const struct event_occurrences_in *in, struct instant *from)
{
    struct cursor at;
    enum err err = in->cursor != NULL ? cursor_decode(rq, in->cursor, &at) : OK;

    if (err)
        return err;
    *from = in->start;
    if (in->end.us <= in->start.us)
        problem(rq, "end", "must be after start");
    if (in->cursor == NULL)
        return refuse_problems(rq);
    if (at.keys[0] < in->start.us || at.keys[0] >= in->end.us)
        return refuse(rq, ERR_INVALID_CURSOR, "the cursor is damaged");
    from->us = at.keys[0] + 1;
    return refuse_problems(rq);
}

static enum err
read_series(struct request *rq, struct uuid id, struct sql_stored *out)
{
    const struct sql_event_find find = {.id = id, .user_id = rq->caller.user_id};
    enum err err = sql_event_find(rq, &find, out);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such event");
    if (!err && !stored_is_series(out))
        problem(rq, "id", "is that of a single event, which has no occurrences");
    return err ? err : refuse_problems(rq);
}

static void
read_course(struct request *rq, struct instant from, struct instant until, size_t most,
            struct course_page *page)
{
    struct series_definition every = page->definition;
    const struct series *series;
    struct rule_problem why;
    struct series_iter it;

    every.excluded_count = 0;
    page->items = arena_array(rq->arena, struct occurrence, most);
    if (!series_new(rq->arena, &page->definition, &page->actual, &why) ||
        !series_new(rq->arena, &every, &series, &why))
        return;
    series_begin_starts(&it, series, from, until);
    while (page->count < most && series_next(&it, &page->items[page->count]))
        page->count++;
}

static enum err
read_changed(struct request *rq, const struct course_page *page,
             struct sql_override_times_row **rows, size_t *count)
{
    struct local *walls = arena_array(rq->arena, struct local, page->count + 1);
    struct sql_override_times q = {.series_id = page->series->event.id,
                                   .walls = {walls, page->count}};

    for (size_t i = 0; i < page->count; i++)
        walls[i] = page->items[i].wall;
    return sql_override_times(rq, &q, rows, count);
}

static void
show_one(const struct course_page *page, const struct occurrence *o,
         const struct sql_override_times_row *changed, struct series_occurrence *out)
{
    const struct sql_stored *series = page->series;
    bool all_day = series->event.all_day;
    struct occurrence found;

    out->recurrence_id = stored_moment(series, o->wall);
    out->original_end_time =
        all_day ? (struct moment){.at = {o->wall.us + o->days * DAY_US}, .is_date = true}
                : (struct moment){.at = o->end};
    out->has_start_time = out->has_end_time = series_find(page->actual, o->wall, &found);
    out->start_time = out->recurrence_id;
    out->end_time = out->original_end_time;
    out->state = !out->has_start_time                ? "cancelled"
                 : changed != NULL                   ? "changed"
                 : course_has(page->actual, o->wall) ? "plain"
                                                     : "further";
    if (changed == NULL || !out->has_start_time)
        return;
    out->start_time = (struct moment){.at = changed->start_time, .is_date = changed->all_day};
    out->end_time = (struct moment){.at = changed->end_time, .is_date = changed->all_day};
}

/* Both are few: at most a page. */
static const struct sql_override_times_row *
changed_at(const struct sql_override_times_row *rows, size_t count, struct local wall)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].recurrence_local.us == wall.us)
            return &rows[i];
    return NULL;
}

static enum err
show_course(struct request *rq, const struct course_page *page, int64_t limit,
            struct series_occurrence_list *out)
{
    struct series_occurrence *shown =
        arena_array(rq->arena, struct series_occurrence, page->count + 1);
    struct sql_override_times_row *changed;
    size_t count;
    enum err err = read_changed(rq, page, &changed, &count);

    if (err)
        return err;
    for (size_t i = 0; i < page->count; i++)
        show_one(page, &page->items[i], changed_at(changed, count, page->items[i].wall), &shown[i]);
    out->data.items = shown;
    out->data.count = page_fit(&series_occurrence_shape, shown, page->count, limit);
    if (out->data.count < page->count)
        out->next_cursor = cursor_encode(
            rq, &(struct cursor){.keys = {page->items[out->data.count - 1].start.us}});
    return OK;
}

enum err
event_occurrences(struct request *rq, const struct event_occurrences_in *in,
                  struct series_occurrence_list *out)
{
    struct sql_stored series;
    struct course_page page = {.series = &series};
    struct instant from;
    enum err err = occurrences_from(rq, in, &from);

    if (!err)
        err = read_series(rq, in->id, &series);
    if (err)
        return err;
    page.definition = stored_definition(rq, &series);
    read_course(rq, from, in->end, (size_t)in->limit + 1, &page);
    return show_course(rq, &page, in->limit, out);
}
