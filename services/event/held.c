#include "services/event/held.h"

#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/request/request.h"

#include <stdlib.h>
#include <string.h>

enum { TRIES = 5 }; /* how often events may move while they are being locked */

struct held_calendar {
    struct uuid id;
    const char *role;
    bool asked;
    struct sql_audience audience;
};

struct held {
    struct arena *arena;
    struct held_calendar *calendars; /* by id */
    size_t calendar_count;
    struct sql_batch_lock_row *events; /* by id */
    size_t event_count;
};

/* Both kinds of rows begin with their id. */
static int
by_id(const void *a, const void *b)
{
    return uuid_compare(*(const struct uuid *)a, *(const struct uuid *)b);
}

static struct held_calendar *
find_calendar(const struct held *held, struct uuid id)
{
    if (held->calendar_count == 0)
        return NULL;
    return bsearch(&id, held->calendars, held->calendar_count, sizeof *held->calendars, by_id);
}

static enum err
hold_calendars(struct request *rq, struct held *held, const struct sql_batch_hold *q)
{
    struct sql_batch_hold_row row;
    enum err err = sql_batch_hold(rq, q, &row);

    if (err)
        return err;
    held->calendar_count = row.calendar_ids.count;
    held->calendars = arena_array(rq->arena, struct held_calendar, row.calendar_ids.count + 1);
    for (size_t i = 0; i < row.calendar_ids.count; i++)
        held->calendars[i] =
            (struct held_calendar){.id = row.calendar_ids.items[i], .role = row.roles.items[i]};
    qsort(held->calendars, held->calendar_count, sizeof *held->calendars, by_id);
    return OK;
}

/* Adds to `others` where events have gone to before they were locked. */
static size_t
find_moved(const struct held *held, struct uuid *others, size_t count)
{
    for (size_t i = 0; i < held->event_count; i++)
        if (find_calendar(held, held->events[i].calendar_id) == NULL)
            others[count++] = held->events[i].calendar_id;
    return count;
}

enum err
held_lock(struct request *rq, struct uuids ids, struct uuids calendar_ids)
{
    struct held *held = arena_one(rq->arena, struct held);
    struct uuid *others =
        arena_array(rq->arena, struct uuid, calendar_ids.count + TRIES * ids.count + 1);
    const struct sql_batch_lock lock = {.ids = ids, .user_id = rq->caller.user_id};
    struct sql_batch_hold hold = {.ids = ids, .user_id = rq->caller.user_id};
    size_t count = calendar_ids.count, all;

    held->arena = rq->arena;
    if (count > 0)
        memcpy(others, calendar_ids.items, count * sizeof *others);
    for (int i = 0; i < TRIES; i++) {
        enum err err;

        hold.other_ids = (struct uuids){others, count};
        err = hold_calendars(rq, held, &hold);
        if (!err && ids.count > 0)
            err = sql_batch_lock(rq, &lock, &held->events, &held->event_count);
        if (err)
            return err;
        all = find_moved(held, others, count);
        if (all == count) {
            rq->held = held;
            return OK;
        }
        count = all;
        undo_transaction(rq);
    }
    return refuse(rq, ERR_UNAVAILABLE, "events are moved again and again; try later");
}

const char *
held_role(const struct held *held, struct uuid calendar_id)
{
    const struct held_calendar *found = find_calendar(held, calendar_id);

    return found != NULL ? found->role : "";
}

bool
held_has(const struct held *held, struct uuid event_id)
{
    return held->event_count > 0 &&
           bsearch(&event_id, held->events, held->event_count, sizeof *held->events, by_id) != NULL;
}

static struct uuids
copy_of(const struct held *held, struct uuids users)
{
    struct uuid *copy = arena_array(held->arena, struct uuid, users.count + 1);

    if (users.count > 0)
        memcpy(copy, users.items, users.count * sizeof *copy);
    return (struct uuids){copy, users.count};
}

static void
keep_audience(const struct held *held, struct held_calendar *c, const struct sql_audience *row)
{
    c->audience =
        (struct sql_audience){copy_of(held, row->whole_ids), copy_of(held, row->viewer_ids)};
    c->asked = true;
}

enum err
held_audience(struct request *rq, struct uuid calendar_id, struct sql_audience *out)
{
    const struct sql_access_audience q = {.calendar_id = calendar_id};
    struct held_calendar *c = find_calendar(rq->held, calendar_id);
    struct sql_audience row;
    enum err err;

    if (c == NULL)
        return refuse(rq, ERR_BUG, "a calendar is not held");
    if (!c->asked) {
        err = sql_access_audience(rq, &q, &row);
        if (err)
            return err;
        keep_audience(rq->held, c, &row);
    }
    *out = c->audience;
    return OK;
}
