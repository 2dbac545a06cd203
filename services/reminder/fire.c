#include "services/reminder/fire.h"

#include "gen/event/api.h"
#include "services/reminder/due.h"
#include "services/reminder/fire_store.h"
#include "services/reminder/pace.h"
#include "services/reminder/quiet.h"
#include "services/reminder/refresh.h"
#include "services/reminder/stale.h"
#include "services/reminder/tally.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"

#include <stdlib.h>
#include <string.h>

static enum err
fire_claim(struct request *rq, struct sql_due **rows, size_t *count, size_t *claimed)
{
    const struct sql_due_claim claim = {
        .now = pace_now(), .until = pace_after_ms(CLAIM_LEASE_MS), .rows = FIRE_ROWS};
    enum err err = sql_due_claim(rq, &claim, rows, count);

    *claimed = *count;
    if (!err)
        err = quiet_put_off(rq, *rows, count);
    return err ? err : outbox_commit(rq);
}

static enum err
fire_check(struct request *rq, const struct sql_due *rows, size_t count,
           struct occurrences_check *answer)
{
    struct occurrence_check_ask *asks = arena_array(rq->arena, struct occurrence_check_ask, count);
    const struct event_occurrences_check_in in = {.body = {.items = {asks, count}}};
    enum err err;

    for (size_t i = 0; i < count; i++)
        asks[i] = (struct occurrence_check_ask){.user_id = rows[i].user_id,
                                                .event_id = rows[i].event_id,
                                                .version = rows[i].version,
                                                .has_place = rows[i].has_place,
                                                .place = rows[i].place};
    err = ask(rq, &event_occurrences_check_operation, &in, answer);
    return !err && answer->items.count != count ? ERR_BUG : err;
}

/* ------------------------------------------------------------------ what has changed */

static int
fire_compare_ids(const void *a, const void *b)
{
    return uuid_compare(*(const struct uuid *)a, *(const struct uuid *)b);
}

/* In order and each once, so that two who do this do not wait for each other. */
static enum err
fire_note_stale(struct request *rq, struct uuid *event_ids, size_t count)
{
    enum err err = OK;

    qsort(event_ids, count, sizeof *event_ids, fire_compare_ids);
    for (size_t i = 0; !err && i < count; i++)
        if (i == 0 || !uuid_equal(event_ids[i - 1], event_ids[i]))
            err = stale_note_due(rq, event_ids[i]);
    return err;
}

/* Their rows come before those of the due list, so in a transaction of its own. */
static enum err
fire_read_again(struct request *rq, struct uuid *event_ids, size_t count)
{
    enum err err = OK;

    if (count > 0)
        err = course_copy_forget(rq, (struct uuids){event_ids, count});
    if (!err && count > 0)
        err = fire_note_stale(rq, event_ids, count);
    return err || count == 0 ? err : outbox_commit(rq);
}

/* ------------------------------------------------------------------ what is due */

static enum err
fire_rows(struct request *rq, const struct sql_due *rows, size_t count)
{
    struct firing_due *due = arena_array(rq->arena, struct firing_due, count);
    struct uuid *stale = arena_array(rq->arena, struct uuid, 2 * count);
    struct uuid *damaged = arena_array(rq->arena, struct uuid, count);
    struct occurrences_check answer;
    size_t due_count = 0, stale_count = 0, damaged_count;
    enum err err = fire_check(rq, rows, count, &answer);

    if (err)
        return err;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(answer.items.items[i].state, "same") == 0)
            due[due_count++] = (struct firing_due){.row = &rows[i],
                                                   .title = answer.items.items[i].title,
                                                   .location = answer.items.items[i].location};
        else
            stale[stale_count++] = rows[i].event_id;
    }
    tally_add(TALLY_STALE, (int64_t)stale_count);
    err = fire_store(rq, due, &due_count, damaged, &damaged_count);
    for (size_t i = 0; i < due_count; i++)
        if (due[i].is_moved)
            stale[stale_count++] = due[i].row->event_id;
    if (!err)
        err = fire_note_stale(rq, stale, stale_count);
    if (!err)
        err = outbox_commit(rq);
    if (!err)
        fire_counted(due, due_count);
    return err ? err : fire_read_again(rq, damaged, damaged_count);
}

/* It keeps no other. */
static enum err
fire_set_aside(struct request *rq, const struct sql_due *row)
{
    const struct course_copy course = {.version = row->version,
                                       .course = {.event_id = row->event_id}};
    struct uuid id = row->id;
    enum err err;

    undo_transaction(rq);
    err = due_set_aside(rq, (struct uuids){&id, 1}, &course, "it could not be told");
    return err ? err : outbox_commit(rq);
}

/* What fails together may fail because of one of them. */
static enum err
fire_each(struct request *rq, const struct sql_due *rows, size_t count)
{
    enum err err = OK;

    for (size_t i = 0; !err && i < count; i++) {
        undo_transaction(rq);
        err = fire_rows(rq, &rows[i], 1);
        if (err && !err_again(err))
            err = fire_set_aside(rq, &rows[i]);
    }
    return err;
}

enum err
fire_some(struct request *rq, size_t *claimed)
{
    struct sql_due *rows;
    size_t count;
    enum err err = fire_claim(rq, &rows, &count, claimed);

    if (err || count == 0)
        return err;
    err = fire_rows(rq, rows, count);
    return err && !err_again(err) ? fire_each(rq, rows, count) : err;
}
