/*
 * What will come due (GET /reminders): of each reminder of the caller, what is to come from the event's course, all in
 * one order.
 */
#include "gen/reminder/api.h"
#include "services/reminder/due.h"
#include "services/reminder/told.h"
#include "shared/base/arena.h"
#include "shared/base/heap.h"
#include "shared/request/cursor.h"
#include "shared/request/request.h"

enum { ROWS_MAX = 10000, DAYS_MAX = 366 };

enum { KEY_DUE, KEY_PLACE }; /* of the cursor, beside the id of the reminder */

/* One reminder. */
struct ahead {
    const struct sql_due *row;
    const struct course_copy *course; /* of a series */
    bool goes_on;                     /* else the row itself has all that is to come */
    struct firing_iter iter;
    struct firing next;
};

struct ahead_window {
    struct instant from, until;
    const struct cursor *after; /* NULL: none */
};

/* ------------------------------------------------------------------ order */

static int
ahead_compare_keys(struct instant due_a, struct uuid id_a, int64_t place_a, struct instant due_b,
                   struct uuid id_b, int64_t place_b)
{
    int order;

    if (due_a.us != due_b.us)
        return due_a.us < due_b.us ? -1 : 1;
    order = uuid_compare(id_a, id_b);
    if (order != 0 || place_a == place_b)
        return order;
    return place_a < place_b ? -1 : 1;
}

static bool
ahead_before(const void *arg, uint32_t a, uint32_t b)
{
    const struct ahead *all = arg;

    return ahead_compare_keys(all[a].next.due_at, all[a].row->reminder_id, due_place(&all[a].next),
                              all[b].next.due_at, all[b].row->reminder_id,
                              due_place(&all[b].next)) < 0;
}

/* It is on this page or a later one. */
static bool
ahead_is_after(const struct ahead *a, const struct ahead_window *w)
{
    const struct firing first = due_firing(a->row);

    if (a->next.due_at.us < w->from.us ||
        (a->next.due_at.us == first.due_at.us && due_place(&a->next) < due_place(&first)))
        return false;
    return w->after == NULL ||
           ahead_compare_keys(a->next.due_at, a->row->reminder_id, due_place(&a->next),
                              (struct instant){w->after->keys[KEY_DUE]}, w->after->id,
                              w->after->keys[KEY_PLACE]) > 0;
}

/* ------------------------------------------------------------------ one reminder */

static bool
ahead_next(struct ahead *a, const struct ahead_window *w)
{
    return a->goes_on && firing_next(&a->iter, &a->next) && a->next.due_at.us < w->until.us;
}

/* Nothing before what the row says is to come. */
static bool
ahead_begin(struct request *rq, struct ahead *a, const struct ahead_window *w)
{
    const struct firing first = due_firing(a->row);
    const struct firing_rule rule = due_rule(a->row);
    const struct course_ready *ready = NULL;
    const char *why;
    bool comes = true;

    a->next = first;
    if (a->course != NULL && a->row->snooze == 0)
        ready = course_ready(rq->arena, &a->course->course, tz_or_utc(a->row->zone), &why);
    a->goes_on = ready != NULL;
    if (a->goes_on) {
        firing_begin(&a->iter, ready, &rule, w->from.us > first.due_at.us ? w->from : first.due_at);
        comes = ahead_next(a, w);
    }
    while (comes && !ahead_is_after(a, w))
        comes = ahead_next(a, w);
    return comes && a->next.due_at.us < w->until.us;
}

/* ------------------------------------------------------------------ all of them */

static enum err
ahead_read(struct request *rq, const struct ahead_window *w, struct ahead **all, size_t *count)
{
    const struct sql_due_ahead ahead = {
        .user_id = rq->caller.user_id, .end = w->until, .rows = ROWS_MAX + 1};
    struct course_copy *courses = NULL;
    struct uuid *event_ids;
    struct sql_due *rows;
    size_t course_count, n = 0;
    enum err err = sql_due_ahead(rq, &ahead, &rows, count);

    if (!err && *count > ROWS_MAX)
        return refuse(rq, ERR_CONFLICT, "more than %d reminders come due until `end`", ROWS_MAX);
    if (err)
        return err;
    event_ids = arena_array(rq->arena, struct uuid, *count + 1);
    for (size_t i = 0; i < *count; i++)
        if (rows[i].has_place || !rows[i].is_last)
            event_ids[n++] = rows[i].event_id;
    err = course_copy_read(rq, (struct uuids){event_ids, n}, &courses, &course_count);
    *all = arena_array(rq->arena, struct ahead, *count + 1);
    for (size_t i = 0; !err && i < *count; i++)
        (*all)[i] = (struct ahead){
            .row = &rows[i],
            .course = course_copy_of(courses, course_count, rows[i].event_id),
        };
    return err;
}

/* The rows of a page, without the reminders that they are of. */
static size_t
ahead_page(struct request *rq, struct ahead *all, size_t count, const struct ahead_window *w,
           size_t most, struct ahead *page)
{
    struct heap heap = {
        .items = arena_array(rq->arena, uint32_t, count + 1), .before = ahead_before, .arg = all};
    size_t n = 0;

    for (size_t i = 0; i < count; i++)
        if (ahead_begin(rq, &all[i], w))
            heap_add(&heap, (uint32_t)i);
    while (heap.count > 0 && n < most) {
        struct ahead *first = &all[heap.items[0]];

        page[n++] = *first;
        if (ahead_next(first, w))
            heap_sink_first(&heap);
        else
            heap_remove(&heap, 0);
    }
    return n;
}

static const struct reminder *
ahead_reminder(const struct sql_owned *rows, size_t count, struct uuid id)
{
    for (size_t i = 0; i < count; i++)
        if (uuid_equal(rows[i].reminder.id, id))
            return &rows[i].reminder;
    return NULL;
}

static enum err
ahead_show(struct request *rq, const struct ahead *page, size_t count, struct reminder *shown,
           size_t *shown_count)
{
    struct uuid *ids = arena_array(rq->arena, struct uuid, count + 1);
    const struct sql_reminders_told told = {.ids = {ids, count}};
    const struct reminder *reminder;
    struct sql_owned *rows;
    size_t row_count;
    enum err err;

    for (size_t i = 0; i < count; i++)
        ids[i] = page[i].row->reminder_id;
    err = sql_reminders_told(rq, &told, &rows, &row_count);
    *shown_count = 0;
    for (size_t i = 0; !err && i < count; i++) {
        reminder = ahead_reminder(rows, row_count, page[i].row->reminder_id);
        if (reminder != NULL)
            told_show(reminder, &page[i].next, page[i].row->zone,
                      page[i].course != NULL ? &page[i].course->course : NULL,
                      &shown[(*shown_count)++]);
    }
    return err;
}

static enum err
ahead_check(struct request *rq, const struct reminder_due_list_in *in)
{
    if (in->end.us <= in->start.us)
        problem(rq, "end", "must be after start");
    else if (in->end.us - in->start.us > DAYS_MAX * DAY_US)
        problem(rq, "end", "must be at most %d days after start", DAYS_MAX);
    return refuse_problems(rq);
}

enum err
reminder_due_list(struct request *rq, const struct reminder_due_list_in *in,
                  struct reminder_list *out)
{
    struct cursor after = {0};
    const struct ahead_window window = {
        .from = in->start, .until = in->end, .after = in->cursor != NULL ? &after : NULL};
    struct ahead *all = NULL, *page;
    struct reminder *shown;
    size_t count, page_count;
    enum err err = ahead_check(rq, in);

    if (!err && in->cursor != NULL)
        err = cursor_decode(rq, in->cursor, &after);
    if (!err)
        err = ahead_read(rq, &window, &all, &count);
    if (err)
        return err;
    page = arena_array(rq->arena, struct ahead, (size_t)in->limit + 1);
    page_count = ahead_page(rq, all, count, &window, (size_t)in->limit + 1, page);
    shown = arena_array(rq->arena, struct reminder, page_count + 1);
    out->data.items = shown;
    err = ahead_show(rq, page, page_count < (size_t)in->limit ? page_count : (size_t)in->limit,
                     shown, &out->data.count);
    if (!err && page_count > (size_t)in->limit) {
        const struct ahead *last = &page[in->limit - 1];

        out->next_cursor = cursor_encode(
            rq,
            &(struct cursor){
                .keys = {[KEY_DUE] = last->next.due_at.us, [KEY_PLACE] = due_place(&last->next)},
                .id = last->row->reminder_id});
    }
    return err;
}
