/*
 * A commit that announced something wakes the relays with an empty core message on
 * `wake.<service>`.
 */
#include "shared/actor/outbox.h"

#include "gen/runtime/sql.h"
#include "shared/actor/outbox_gathered.h"
#include "shared/actor/outbox_message.h"
#include "shared/actor/service.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/db/connection_private.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

static atomic_bool is_full;

void
outbox_measured(int64_t number, int64_t bytes)
{
    bool full = the_service.outbox_bytes > 0 &&
                (bytes > the_service.outbox_bytes / 2 || number >= OUTBOX_COUNTED);

    if (atomic_exchange(&is_full, full) == full)
        return;
    log_event(full ? LOG_ERROR : LOG_INFO, full ? "outbox.full" : "outbox.emptied",
              "waiting=%" PRId64 " bytes=%" PRId64, number, bytes);
}

static enum err
outbox_add(struct request *rq, const struct sql_outbox_insert *row)
{
    enum err err;

    connection_defer_begin(rq->connection);
    err = sql_outbox_insert(rq, row, NULL);
    connection_defer_end(rq->connection);
    if (!err)
        rq->connection->announced = true;
    return err;
}

/* The copies: the outbox's, that of EVENTS and one for each feed. */
static int64_t
outbox_bytes(const struct sql_outbox_insert *row)
{
    int64_t copies = 1 + (row->subject[0] != '\0') + (int64_t)row->audience.count;

    return copies * (int64_t)strlen(row->payload);
}

static enum err
outbox_charge(struct request *rq, int64_t bytes)
{
    int64_t wait_s;

    if (the_service.history == NULL || uuid_is_nil(rq->caller.user_id))
        return OK;
    wait_s = history_limit_add(the_service.history, rq->caller.user_id, bytes, monotonic_ms());
    if (wait_s == 0)
        return OK;
    rq->retry_after_s = wait_s;
    return refuse(rq, ERR_RATE_LIMITED, "your changes have filled your share of the history");
}

void
announce_note(struct request *rq, const char *name, const char *text)
{
    struct note *note = arena_one(rq->arena, struct note);

    *note = (struct note){name, text, rq->notes};
    rq->notes = note;
}

void
announce_id(struct request *rq, struct uuid id)
{
    rq->message_id = id;
}

static enum err
announce_noted(struct request *rq, const struct announcement *what, const void *object,
               int64_t previous_version, struct uuids audience)
{
    const struct shape *shape = what->shape;
    const char *base = object;
    struct sql_outbox_insert row = {
        .id = uuid_is_nil(rq->message_id) ? uuid_new() : rq->message_id,
        .type = what->type,
        .subject = what->subject != NULL ? what->subject : "",
        .audience = audience,
    };
    enum err err;

    must(rq->connection->mode == CONNECTION_TRANSACTION && shape->id_offset >= 0);
    if (rq->dry_run)
        return OK;
    if (!what->deletes && atomic_load(&is_full))
        return refuse(rq, ERR_UNAVAILABLE, "too many changes wait to be told; try again later");
    memcpy(&row.object_id, base + shape->id_offset, sizeof row.object_id);
    row.has_version = shape->version_offset >= 0;
    if (row.has_version)
        memcpy(&row.version, base + shape->version_offset, sizeof row.version);
    row.payload = outbox_message(rq, &row, what, object, previous_version);
    if (rq->gathered != NULL) {
        gathered_add(rq->gathered, &row);
        return OK;
    }
    err = outbox_charge(rq, outbox_bytes(&row));
    return err ? err : outbox_add(rq, &row);
}

/* What was noted is of this message, whatever becomes of it. */
enum err
announce(struct request *rq, const struct announcement *what, const void *object,
         int64_t previous_version, struct uuids audience)
{
    enum err err = announce_noted(rq, what, object, previous_version, audience);

    rq->notes = NULL;
    rq->message_id = (struct uuid){{0}};
    return err;
}

enum err
outbox_store(struct request *rq)
{
    const struct gathered *all = rq->gathered;
    struct sql_outbox_insert_all rows;
    int64_t bytes = 0;
    enum err err;

    for (size_t i = 0; i < all->count; i++)
        bytes += outbox_bytes(&all->rows[i]);
    if (all->count == 0)
        return OK;
    err = outbox_charge(rq, bytes);
    if (err)
        return err;
    gathered_rows(all, &rows);
    connection_defer_begin(rq->connection);
    err = sql_outbox_insert_all(rq, &rows, NULL);
    connection_defer_end(rq->connection);
    rq->connection->announced |= err == OK;
    return err;
}

/*
 * A core message and not NOTIFY: a transaction that notifies takes a lock over the whole database
 * while it commits, so commits could no longer share their fsync.  A lost wake costs the relay's
 * poll.
 */
static void
wake(void)
{
    char subject[80];

    snprintf(subject, sizeof subject, "wake.%s", the_service.name);
    (void)bus_publish(the_service.bus, subject, NULL, NULL, (struct bytes){NULL, 0});
}

void
outbox_wake(struct request *rq)
{
    rq->connection->announced = true;
}

enum err
outbox_commit(struct request *rq)
{
    bool announced = rq->connection->open && rq->connection->announced;
    enum err err = connection_commit(rq);

    if (!err && announced)
        wake();
    return err;
}

enum err
pause_transaction(struct request *rq)
{
    return outbox_commit(rq);
}

void
undo_transaction(struct request *rq)
{
    connection_rollback(rq);
}
