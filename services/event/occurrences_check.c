/*
 * event.occurrences_check: whether occurrences are still as the asker has them, and what their users see of them.
 */
#include "gen/event/sql.h"
#include "services/event/visible.h"
#include "shared/request/request.h"

/* Earlier than every occurrence. */
static const struct local nowhere = {-719162 * DAY_US};

static struct sql_occurrences_check
question(struct request *rq, const struct occurrences_check_ask *ask)
{
    size_t count = ask->items.count;
    struct uuid *user_ids = arena_array(rq->arena, struct uuid, count);
    struct uuid *event_ids = arena_array(rq->arena, struct uuid, count);
    struct local *walls = arena_array(rq->arena, struct local, count);

    for (size_t i = 0; i < count; i++) {
        const struct occurrence_check_ask *item = &ask->items.items[i];

        user_ids[i] = item->user_id;
        event_ids[i] = item->event_id;
        walls[i] = item->has_place ? (struct local){item->place} : nowhere;
    }
    return (struct sql_occurrences_check){
        .user_ids = {user_ids, count},
        .event_ids = {event_ids, count},
        .walls = {walls, count},
    };
}

static struct occurrence_check
check_answer(const struct sql_checked *row, int64_t version)
{
    if (row->event.version != version)
        return (struct occurrence_check){.state = "changed"};
    if (!row->sees_all && visible_is_hidden(&row->event))
        return (struct occurrence_check){.state = "same"};
    return (struct occurrence_check){
        .state = "same",
        .title = row->event.title,
        .location = row->event.location,
    };
}

enum err
event_occurrences_check(struct request *rq, const struct event_occurrences_check_in *in,
                        struct occurrences_check *out)
{
    const struct sql_occurrences_check q = question(rq, &in->body);
    size_t count = in->body.items.count, found;
    struct occurrence_check *items = arena_array(rq->arena, struct occurrence_check, count);
    struct sql_checked *rows;
    enum err err = sql_occurrences_check(rq, &q, &rows, &found);

    if (err)
        return err;
    for (size_t i = 0; i < count; i++)
        items[i] = (struct occurrence_check){.state = "gone"};
    for (size_t i = 0; i < found; i++) {
        size_t place = (size_t)rows[i].place - 1; /* ORDINALITY counts from one */

        items[place] = check_answer(&rows[i], in->body.items.items[place].version);
    }
    out->items.items = items;
    out->items.count = count;
    return OK;
}
