#include "services/reminder/refresh.h"

#include "gen/event/api.h"
#include "gen/reminder/sql.h"
#include "services/reminder/defaults.h"
#include "services/reminder/drop.h"
#include "services/reminder/pace.h"
#include "services/reminder/recompute.h"
#include "services/reminder/refresh_ask.h"
#include "services/reminder/split.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/base/log.h"

#include <stdlib.h>

enum { EVENTS = 100, POSTPONED_MS = 60 * 1000 };

static int
refresh_compare(const void *a, const void *b)
{
    return uuid_compare(((const struct refreshing *)a)->event_id,
                        ((const struct refreshing *)b)->event_id);
}

/* In the order in which their rows are locked. */
static enum err
refresh_claim(struct request *rq, struct refreshing **items, size_t *count)
{
    const struct sql_stale_claim claim = {
        .now = pace_now(), .until = pace_after_ms(CLAIM_LEASE_MS), .rows = EVENTS};
    struct sql_stale_claim_row *rows;
    enum err err = sql_stale_claim(rq, &claim, &rows, count);

    if (!err)
        err = outbox_commit(rq);
    if (err)
        return err;
    *items = arena_array(rq->arena, struct refreshing, *count + 1);
    for (size_t i = 0; i < *count; i++)
        (*items)[i] = (struct refreshing){.event_id = rows[i].event_id,
                                          .mark = rows[i].mark,
                                          .has_split_from = rows[i].has_split_from,
                                          .split_from = rows[i].split_from};
    qsort(*items, *count, sizeof **items, refresh_compare);
    return OK;
}

static enum err
refresh_drop(struct request *rq, const struct refreshing *item)
{
    enum err err = OK;

    for (size_t i = 0; !err && !item->course.deleted && i < item->gone_count; i++)
        err = drop_unread(rq, item->event_id, item->gone[i]);
    return err;
}

static enum err
refresh_course(struct request *rq, const struct refreshing *item, struct course_copy *out)
{
    bool newer;
    enum err err = course_copy_put(rq, &item->course, &newer);

    return err ? err : course_copy_lock(rq, item->event_id, out);
}

static enum err
refresh_event(struct request *rq, const struct refreshing *item)
{
    struct uuid id = item->event_id;
    struct course_copy course;
    enum err err = refresh_course(rq, item, &course);

    if (!err && course.is_damaged) {
        err = course_copy_forget(rq, (struct uuids){&id, 1});
        if (!err)
            err = refresh_course(rq, item, &course);
    }
    if (!err)
        err = refresh_drop(rq, item);
    if (!err && item->has_split_from)
        err = split_copy(rq, &course.course, item->split_from);
    if (!err)
        err = defaults_apply(rq, &course);
    if (!err)
        err = recompute_event(rq, &course);
    if (!err)
        err = split_note(rq, &course.course);
    return err ? err : sql_course_unused(rq, &(struct sql_course_unused){.event_id = id}, NULL);
}

static enum err
refresh_done(struct request *rq, struct refreshing *item)
{
    const struct sql_stale_done done = {.event_ids = {&item->event_id, 1},
                                        .marks = {&item->mark, 1}};

    return sql_stale_done(rq, &done, NULL);
}

/* It is tried again later, and keeps no other. */
static enum err
refresh_postpone(struct request *rq, struct uuid event_id, enum err why)
{
    const struct sql_stale_postpone postpone = {.event_id = event_id,
                                                .until = pace_after_ms(POSTPONED_MS)};
    char id[UUID_TEXT];
    enum err err;

    uuid_format(event_id, id);
    log_event(LOG_ERROR, "reminder.refresh.failed", "event=%s err=%s why=%s", id, err_code(why),
              log_quote(rq->why));
    undo_transaction(rq);
    err = sql_stale_postpone(rq, &postpone, NULL);
    return err ? err : outbox_commit(rq);
}

static enum err
refresh_store(struct request *rq, struct refreshing *item)
{
    enum err err = refresh_event(rq, item);

    if (!err)
        err = refresh_done(rq, item);
    if (!err)
        err = outbox_commit(rq);
    return err && !err_again(err) ? refresh_postpone(rq, item->event_id, err) : err;
}

static enum err
refresh_items(struct request *rq, struct refreshing *items, size_t count)
{
    enum err err = refresh_ask(rq, items, count);

    for (size_t i = 0; !err && i < count; i++)
        if (items[i].answered)
            err = refresh_store(rq, &items[i]);
    return err;
}

/* What cannot be asked together, because of one of them. */
static enum err
refresh_each(struct request *rq, struct refreshing *items, size_t count)
{
    enum err err = OK;

    for (size_t i = 0; !err && i < count; i++) {
        undo_transaction(rq);
        items[i].gone_count = 0;
        err = refresh_items(rq, &items[i], 1);
        if (err && !err_again(err))
            err = refresh_postpone(rq, items[i].event_id, err);
    }
    return err;
}

enum err
refresh_some(struct request *rq, size_t *count)
{
    struct refreshing *items;
    enum err err = refresh_claim(rq, &items, count);

    if (err || *count == 0)
        return err;
    err = refresh_items(rq, items, *count);
    return err && !err_again(err) ? refresh_each(rq, items, *count) : err;
}
