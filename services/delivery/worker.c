/*
 * A number is taken by nextval and its lock tried; the row in `workers` comes after the lock, so a
 * row without a lock is that of a dead worker.  Which are dead is found by one statement, and what
 * they had is given back by later ones: those see every claim that was committed before the lock was
 * gone.
 */
#include "services/delivery/worker.h"

#include "gen/delivery/sql.h"
#include "shared/base/arena.h"
#include "shared/base/log.h"
#include "shared/db/connection.h"

#include <string.h>

static enum err
worker_take_number(struct request *rq, int64_t *number)
{
    const struct sql_delivery_worker_lock lock = {.class = DELIVERY_WORKERS};
    struct sql_delivery_worker_lock_row row = {.mine = false};
    enum err err = OK;

    while (!err && !row.mine)
        err = sql_delivery_worker_lock(rq, &lock, &row);
    *number = row.number;
    return err;
}

enum err
worker_be(struct request *rq, struct worker *w, struct instant now, bool *is_new)
{
    struct worker fresh = {.life = connection_life(rq->connection)};
    struct sql_delivery_worker_add add = {.now = now};
    enum err err;

    *is_new = w->number == 0 || w->life != fresh.life;
    if (!*is_new)
        return OK;
    err = worker_take_number(rq, &fresh.number);
    add.number = fresh.number;
    if (!err)
        err = sql_delivery_worker_add(rq, &add, NULL);
    if (!err)
        err = connection_commit(rq);
    if (!err)
        *w = fresh;
    return err;
}

static enum err
bury_one(struct request *rq, int64_t number, struct instant now,
         struct sql_delivery_give_back_row **rows, size_t *count)
{
    const struct sql_delivery_give_back back = {.worker = number, .now = now, .deaths = DEATHS_MAX};
    const struct sql_delivery_worker_gone gone = {.number = number};
    enum err err = sql_delivery_give_back(rq, &back, rows, count);

    return err ? err : sql_delivery_worker_gone(rq, &gone, NULL);
}

static void
given_back_add(struct request *rq, const struct sql_delivery_give_back_row *rows, size_t count,
               const struct given_back **back, size_t *total)
{
    struct given_back *all = arena_array(rq->arena, struct given_back, *total + count);

    for (size_t i = 0; i < *total; i++)
        all[i] = (*back)[i];
    for (size_t i = 0; i < count; i++)
        all[*total + i] = (struct given_back){.channel = rows[i].channel,
                                              .unknown = rows[i].sending,
                                              .set_aside = strcmp(rows[i].state, "set_aside") == 0};
    *back = all;
    *total += count;
}

enum err
worker_bury(struct request *rq, struct worker *w, struct instant now,
            const struct given_back **back, size_t *count)
{
    const struct sql_delivery_workers all = {.class = DELIVERY_WORKERS};
    struct sql_delivery_workers_row *workers;
    struct sql_delivery_give_back_row *rows;
    size_t worker_count, found;
    enum err err = sql_delivery_workers(rq, &all, &workers, &worker_count);

    *back = NULL;
    *count = 0;
    if (err)
        return err;
    w->alone = worker_count <= 1;
    for (size_t i = 0; !err && i < worker_count; i++) {
        if (workers[i].lives)
            continue;
        err = bury_one(rq, workers[i].number, now, &rows, &found);
        if (err)
            return err;
        given_back_add(rq, rows, found, back, count);
        log_event(LOG_INFO, "delivery.worker.buried", "number=%lld claims=%zu",
                  (long long)workers[i].number, found);
    }
    return connection_commit(rq);
}

enum err
worker_leave(struct request *rq, struct worker *w)
{
    const struct sql_delivery_worker_gone gone = {.number = w->number};
    enum err err = sql_delivery_worker_gone(rq, &gone, NULL);

    if (!err)
        err = connection_commit(rq);
    if (!err)
        *w = (struct worker){.number = 0};
    return err;
}
