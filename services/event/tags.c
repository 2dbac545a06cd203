#include "services/event/tags.h"

#include "gen/event/sql.h"
#include "services/event/access.h"
#include "shared/actor/outbox.h"
#include "shared/request/cursor.h"

enum { SETTLE_ROWS = 1000 };

static enum err
read_tags(struct request *rq, const struct event_tags_in *in, struct sql_tag_page_row **rows,
          size_t *count)
{
    struct cursor at = {.text = NULL};
    enum err err = in->cursor != NULL ? cursor_decode(rq, in->cursor, &at) : OK;
    const struct sql_tag_page q = {
        .user_id = rq->caller.user_id,
        .some = in->calendar_id.count > 0,
        .calendar_ids = in->calendar_id,
        .after_tag = at.text != NULL ? at.text : "",
        .rows = in->limit + 1,
        .series_from = {instant_min.us - DAY_US},
        .series_until = {instant_max.us + DAY_US},
    };

    if (!err)
        err = sql_tag_page(rq, &q, rows, count);
    return err ? err : access_read(rq, in->calendar_id, *count);
}

enum err
event_tags(struct request *rq, const struct event_tags_in *in, struct tag_list *out)
{
    struct sql_tag_page_row *rows;
    struct tag *items;
    size_t count;
    enum err err = read_tags(rq, in, &rows, &count);

    if (err)
        return err;
    items = arena_array(rq->arena, struct tag, count + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct tag){.tag = rows[i].tag, .count = rows[i].count};
    out->data.items = items;
    out->data.count = page_fit(&tag_shape, items, count, in->limit);
    if (out->data.count < count)
        out->next_cursor =
            cursor_encode(rq, &(struct cursor){.text = items[out->data.count - 1].tag});
    return OK;
}

enum err
tags_settle(struct request *rq)
{
    const struct sql_tags_unsettled q = {.rows = SETTLE_ROWS};
    struct sql_tags_unsettled_row *rows;
    size_t count;
    enum err err = sql_tags_unsettled(rq, &q, &rows, &count);

    if (!err)
        err = pause_transaction(rq);
    for (size_t i = 0; !err && i < count; i++) {
        const struct sql_tag_settle settle = {
            .calendar_id = rows[i].calendar_id, .hidden = rows[i].hidden, .tag = rows[i].tag};

        err = sql_tag_settle(rq, &settle, NULL);
        if (!err)
            err = pause_transaction(rq);
    }
    return err;
}
