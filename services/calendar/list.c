/*
 * list - the calendars that somebody is a member of, and how that member has them shown.
 */
#include "gen/calendar/sql.h"
#include "shared/base/arena.h"
#include "shared/request/cursor.h"

static enum err
list_rows(struct request *rq, const struct calendar_list_in *in, struct uuid after,
          struct sql_listed **rows, size_t *count)
{
    const struct sql_calendar_page page = {
        .user_id = rq->caller.user_id,
        .after = after,
        .most = in->limit + 1,
    };
    const struct sql_calendar_page_of_role of_role = {
        .user_id = rq->caller.user_id,
        .role = in->role,
        .after = after,
        .most = in->limit + 1,
    };

    return in->role != NULL ? sql_calendar_page_of_role(rq, &of_role, rows, count)
                            : sql_calendar_page(rq, &page, rows, count);
}

static struct calendar
list_item(const struct sql_listed *row)
{
    struct calendar item = row->calendar;

    item.has_display = true;
    item.display = (struct display){
        .id = row->display_id,
        .calendar_id = item.id,
        .name = row->display_name,
        .color = row->display_color,
        .has_position = row->has_display_position,
        .position = row->display_position,
        .version = row->display_version,
    };
    return item;
}

enum err
calendar_list(struct request *rq, const struct calendar_list_in *in, struct calendar_list *out)
{
    struct cursor at = {0};
    struct sql_listed *rows;
    struct calendar *items;
    size_t count, fit;
    enum err err = in->cursor != NULL ? cursor_decode(rq, in->cursor, &at) : OK;

    if (!err)
        err = list_rows(rq, in, at.id, &rows, &count);
    if (err)
        return err;
    items = arena_array(rq->arena, struct calendar, count);
    for (size_t i = 0; i < count; i++)
        items[i] = list_item(&rows[i]);
    fit = page_fit(&calendar_shape, items, count, in->limit);
    *out = (struct calendar_list){.data = {items, fit}};
    if (fit < count)
        out->next_cursor = cursor_encode(rq, &(struct cursor){.id = items[fit - 1].id});
    return OK;
}
