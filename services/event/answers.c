#include "services/event/answers.h"

#include "shared/request/request.h"

#include <string.h>

enum { ANSWERS_MAX = 100 }; /* of one attendee to a series, as in the contract */

/* ---------------------------------------------------------------- at one occurrence */

static enum err
read_at(struct request *rq, struct uuid event_id, struct local wall,
        struct sql_answer_at_row **rows, size_t *count)
{
    return sql_answer_at(rq, &(struct sql_answer_at){.event_id = event_id, .wall = wall}, rows,
                         count);
}

static const char *
status_of(const struct sql_answer_at_row *rows, size_t count, struct uuid id, const char *whole)
{
    for (size_t i = 0; i < count; i++)
        if (uuid_equal(rows[i].attendee_id, id))
            return rows[i].status;
    return whole;
}

enum err
answers_show(struct request *rq, struct local wall, struct event *out)
{
    size_t shown = out->attendees.count, count;
    struct event_attendee *items;
    struct sql_answer_at_row *rows;
    enum err err;

    if (shown == 0)
        return OK;
    err = read_at(rq, out->id, wall, &rows, &count);
    if (err)
        return err;
    items = arena_array(rq->arena, struct event_attendee, shown);
    for (size_t i = 0; i < shown; i++) {
        items[i] = out->attendees.items[i];
        items[i].status = status_of(rows, count, items[i].id, items[i].status);
    }
    out->attendees.items = items;
    return OK;
}

enum err
answers_of(struct request *rq, struct local wall, struct attendee *shown, size_t shown_count)
{
    struct sql_answer_at_row *rows;
    size_t count;
    enum err err;

    if (shown_count == 0)
        return OK;
    err = read_at(rq, shown[0].event_id, wall, &rows, &count);
    for (size_t i = 0; !err && i < shown_count; i++)
        shown[i].status = status_of(rows, count, shown[i].id, shown[i].status);
    return err;
}

/* ---------------------------------------------------------------- answering */

static enum err
check_room(struct request *rq, struct uuid attendee_id)
{
    const struct sql_answer_count all = {.attendee_id = attendee_id};
    struct sql_answer_count_row has;
    enum err err = sql_answer_count(rq, &all, &has);

    if (!err && has.count > ANSWERS_MAX)
        return refuse(rq, ERR_CONFLICT,
                      "an attendee answers to %d occurrences of a series by themselves",
                      ANSWERS_MAX);
    return err;
}

enum err
answers_give(struct request *rq, struct uuid attendee_id, struct local wall, bool onwards,
             const char *status)
{
    const struct sql_answer_give give = {
        .attendee_id = attendee_id, .wall = wall, .onwards = onwards, .status = status};
    const struct sql_answer_behind behind = {.attendee_id = attendee_id, .wall = wall};
    enum err err = onwards ? sql_answer_behind(rq, &behind, NULL) : OK;

    if (!err)
        err = sql_answer_give(rq, &give, NULL);
    return err ? err : check_room(rq, attendee_id);
}

enum err
answers_forget(struct request *rq, struct uuid attendee_id)
{
    return sql_answer_forget(rq, &(struct sql_answer_forget){.attendee_id = attendee_id}, NULL);
}

/* ---------------------------------------------------------------- another course */

enum err
answers_read(struct request *rq, const struct sql_stored *series, struct locals *out)
{
    struct sql_answer_walls_row row;
    enum err err;

    *out = (struct locals){NULL, 0};
    if (series->event.attendee_count == 0)
        return OK;
    err = sql_answer_walls(rq, &(struct sql_answer_walls){.event_id = series->event.id}, &row);
    if (!err)
        *out = row.walls;
    return err;
}

enum err
answers_put(struct request *rq, struct uuid event_id, struct locals from, const struct local *to)
{
    struct local *was = arena_array(rq->arena, struct local, from.count + 1);
    struct local *now = arena_array(rq->arena, struct local, from.count + 1);
    struct local *gone = arena_array(rq->arena, struct local, from.count + 1);
    size_t moves = 0, drops = 0;
    enum err err = OK;

    for (size_t i = 0; i < from.count; i++) {
        if (to[i].us == COURSE_NOWHERE) {
            gone[drops++] = from.items[i];
        } else if (to[i].us != from.items[i].us) {
            was[moves] = from.items[i];
            now[moves++] = to[i];
        }
    }
    if (drops > 0)
        err = sql_answer_drop(
            rq, &(struct sql_answer_drop){.event_id = event_id, .walls = {gone, drops}}, NULL);
    if (err || moves == 0)
        return err;
    return sql_answer_move(rq,
                           &(struct sql_answer_move){.event_id = event_id,
                                                     .from_walls = {was, moves},
                                                     .to_walls = {now, moves}},
                           NULL);
}

struct locals
answers_half(struct request *rq, const struct course_split *split, struct locals walls, bool tail)
{
    struct local *half = arena_array(rq->arena, struct local, walls.count + 1);
    size_t count = 0;

    for (size_t i = 0; i < walls.count; i++)
        if (course_in_tail(split, walls.items[i]) == tail)
            half[count++] = walls.items[i];
    return (struct locals){half, count};
}

enum err
answers_cut(struct request *rq, struct uuid event_id, struct locals walls)
{
    if (walls.count == 0)
        return OK;
    return sql_answer_cut(rq, &(struct sql_answer_cut){.event_id = event_id, .walls = walls}, NULL);
}

enum err
answers_split(struct request *rq, struct local at, const struct attendees_edit *edit,
              struct locals from, const struct local *to)
{
    struct uuid *was = arena_array(rq->arena, struct uuid, edit->now_count + 1);
    struct local *places = arena_array(rq->arena, struct local, from.count + 1);
    struct sql_answer_inherit inherit = {.wall = at, .new_ids = edit->copies};
    struct sql_answer_copy copy = {.new_ids = edit->copies, .from_walls = from};
    enum err err;

    for (size_t i = 0; i < edit->now_count; i++)
        was[i] = edit->now[i].id;
    for (size_t i = 0; i < from.count; i++)
        places[i] = to[i].us == COURSE_NOWHERE ? from.items[i] : to[i];
    inherit.old_ids = copy.old_ids = (struct uuids){was, edit->now_count};
    copy.to_walls = (struct locals){places, from.count};
    err = sql_answer_inherit(rq, &inherit, NULL);
    return err || from.count == 0 ? err : sql_answer_copy(rq, &copy, NULL);
}

/* ---------------------------------------------------------------- the caller's own */

enum err
answers_own(struct request *rq, struct uuids event_ids, struct own_answers *out)
{
    const struct sql_answer_own q = {.user_id = rq->caller.user_id, .event_ids = event_ids};
    struct sql_answer_own_row *rows;
    enum err err;

    *out = (struct own_answers){NULL, 0};
    if (event_ids.count == 0)
        return OK;
    err = sql_answer_own(rq, &q, &rows, &out->count);
    if (!err)
        out->rows = rows;
    return err;
}

struct own_answers
answers_own_of(const struct own_answers *own, struct uuid event_id)
{
    size_t from = 0, to;

    while (from < own->count && !uuid_equal(own->rows[from].event_id, event_id))
        from++;
    to = from;
    while (to < own->count && uuid_equal(own->rows[to].event_id, event_id))
        to++;
    return (struct own_answers){from < to ? own->rows + from : NULL, to - from};
}

/* Rows of one event are in the order of their places, of two at one place that which goes onwards first. */
const char *
answers_own_at(const struct own_answers *own, struct uuid event_id, struct local wall)
{
    const char *status = NULL;

    for (size_t i = 0; i < own->count; i++) {
        const struct sql_answer_own_row *row = &own->rows[i];

        if (!uuid_equal(row->event_id, event_id))
            continue;
        if (status == NULL)
            status = row->whole;
        if (row->has_wall && (row->wall.us == wall.us || (row->onwards && row->wall.us < wall.us)))
            status = row->status;
    }
    return status;
}

void
answers_show_own(struct request *rq, const struct own_answers *own, struct local wall,
                 struct event *out)
{
    size_t count = out->attendees.count;
    const char *status = count > 0 ? answers_own_at(own, out->id, wall) : NULL;
    struct event_attendee *items;

    if (status == NULL)
        return;
    items = arena_array(rq->arena, struct event_attendee, count);
    memcpy(items, out->attendees.items, count * sizeof *items);
    for (size_t i = 0; i < count; i++)
        if (items[i].has_user_id && uuid_equal(items[i].user_id, rq->caller.user_id))
            items[i].status = status;
    out->attendees.items = items;
}
