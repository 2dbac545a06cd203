/*
 * event.batch: its items one after the other, in one transaction.
 *
 *   held_lock           all calendars and all events that the items name
 *   new single events   are checked one by one; those that follow each other are inserted together, as soon as
 *                       an item of another kind comes, and at the end
 *   all others          the handler that the item names
 *   outbox_store        what all of them have announced
 *
 * An item that is refused before it has changed anything leaves nothing.  One that has changed something, and is
 * not to refuse the others, needs a savepoint: then the batch begins anew, with savepoints, so that all those that
 * need none pay nothing for them.  Each item has its memory to itself, but for the new single events.
 */
#include "services/event/batch.h"

#include "services/event/attendees.h"
#include "services/event/held.h"
#include "services/event/insert.h"
#include "services/event/write.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/codec/msg.h"
#include "shared/db/connection.h"

#include <string.h>

enum { ITEM_ARENA = 256 << 20 }; /* as a request has */

struct batch {
    struct request *rq;
    const struct event_batch *in;
    struct event_batch_outcome *outcomes;
    struct arena *scratch;     /* of the item that runs */
    bool saves;                /* before its first change each item sets a savepoint */
    bool again;                /* they turned out to be needed */
    struct creation *news;     /* checked, and not inserted yet: */
    size_t *places, new_count; /* news[i] is items[places[i]] */
};

/* What concerns the whole, whichever item met it. */
static bool
is_of_all(struct request *rq, enum err err)
{
    return err_status(err) >= 500 || err_status(err) == 429 || connection_collided(rq->connection);
}

static enum err
pass_on(struct batch *b, const struct request *part, enum err err)
{
    struct request *rq = b->rq;

    rq->why = part->why != NULL ? arena_strndup(rq->arena, part->why, strlen(part->why)) : NULL;
    rq->retry_after_s = part->retry_after_s;
    return err;
}

static enum err
batch_refused(struct batch *b, struct request *part, size_t i, enum err err, bool changed)
{
    if (is_of_all(b->rq, err))
        return pass_on(b, part, err);
    if (b->in->atomic) {
        batch_refuse_all(b->rq, part, &b->in->items.items[i], i);
        return err;
    }
    b->again = changed && !b->saves;
    if (b->again)
        return err;
    batch_outcome_refused(b->rq, part, err, &b->outcomes[i]);
    return changed ? connection_part_undo(b->rq) : OK;
}

/* ---------------------------------------------------------------- new single events */

static enum err
created(struct batch *b, size_t n, const struct sql_stored *row)
{
    struct event_batch_outcome *out = &b->outcomes[b->places[n]];
    struct request part;
    struct event shown;
    enum err err;

    request_part(b->rq, &event_create_operation, b->scratch, &part);
    if (row == NULL)
        return batch_refused(b, &part, b->places[n], write_refuse_uid(&part), false);
    err = create_tell(&part, row, &shown);
    if (err)
        return pass_on(b, &part, err);
    *out = (struct event_batch_outcome){.status = 201,
                                        .has_id = true,
                                        .id = shown.id,
                                        .has_version = true,
                                        .version = shown.version};
    arena_reset(b->scratch);
    return OK;
}

static enum err
insert_news(struct batch *b)
{
    const struct sql_stored **rows;
    enum err err;

    if (b->new_count == 0)
        return OK;
    rows = arena_array(b->rq->arena, const struct sql_stored *, b->new_count);
    err = insert_all(b->rq, b->news, b->new_count, rows);
    for (size_t n = 0; !err && n < b->new_count; n++)
        err = created(b, n, rows[n]);
    b->new_count = 0;
    return err;
}

static enum err
add_new(struct batch *b, size_t i)
{
    struct request part;
    enum err err;

    request_part(b->rq, &event_create_operation, b->rq->arena, &part);
    err = batch_item_ready(&part, &b->in->items.items[i], &b->news[b->new_count]);
    if (err)
        return batch_refused(b, &part, i, err, false);
    b->places[b->new_count++] = i;
    return OK;
}

/* ---------------------------------------------------------------- all others */

static enum err
run_one(struct batch *b, size_t i)
{
    const struct event_batch_item *item = &b->in->items.items[i];
    size_t told = outbox_gathered(b->rq);
    struct request part;
    enum err err;

    request_part(b->rq, batch_kind(item)->operation, b->scratch, &part);
    connection_part_begin(b->rq->connection, b->saves);
    err = batch_item_run(&part, item, &b->outcomes[i]);
    if (err) {
        outbox_forget(b->rq, told);
        err = batch_refused(b, &part, i, err, connection_part_changed(b->rq->connection));
    }
    arena_reset(b->scratch);
    return err;
}

static enum err
run_item(struct batch *b, size_t i)
{
    enum err err;

    if (batch_item_is_plain(&b->in->items.items[i]))
        return add_new(b, i);
    err = insert_news(b);
    return err ? err : run_one(b, i);
}

/* ---------------------------------------------------------------- the whole */

static bool
named_calendar(const struct event_batch_item *item, struct uuid *out)
{
    const msgpack_object *id = map_find(batch_body(item), "calendar_id");

    return id != NULL && id->type == MSGPACK_OBJECT_STR &&
           uuid_parse(id->via.str.ptr, id->via.str.size, out);
}

static enum err
lock_all(struct batch *b)
{
    size_t most = b->in->items.count, events = 0, calendars = 0;
    struct uuid *ids = arena_array(b->rq->arena, struct uuid, most);
    struct uuid *calendar_ids = arena_array(b->rq->arena, struct uuid, most);

    for (size_t i = 0; i < most; i++) {
        const struct event_batch_item *item = &b->in->items.items[i];

        if (item->has_id)
            ids[events++] = item->id;
        calendars += named_calendar(item, &calendar_ids[calendars]);
    }
    return held_lock(b->rq, (struct uuids){ids, events}, (struct uuids){calendar_ids, calendars});
}

static enum err
run_all(struct batch *b)
{
    enum err err = lock_all(b);

    outbox_gather(b->rq);
    b->new_count = 0;
    for (size_t i = 0; !err && i < b->in->items.count; i++)
        err = run_item(b, i);
    if (!err)
        err = insert_news(b);
    return err ? err : outbox_store(b->rq);
}

static enum err
run_with_savepoints(struct batch *b)
{
    undo_transaction(b->rq);
    b->rq->held = NULL;
    b->saves = true;
    b->again = false;
    return run_all(b);
}

enum err
event_batch_before(struct request *rq, const struct event_batch_in *in)
{
    size_t count = in->body.items.count;
    const msgpack_object **bodies = arena_array(rq->arena, const msgpack_object *, count);

    for (size_t i = 0; i < count; i++)
        bodies[i] = batch_body(&in->body.items.items[i]);
    return attendees_ask(rq, bodies, count);
}

enum err
event_batch(struct request *rq, const struct event_batch_in *in, struct event_batch_result *out)
{
    size_t count = in->body.items.count;
    struct batch b = {.rq = rq,
                      .in = &in->body,
                      .outcomes = arena_array(rq->arena, struct event_batch_outcome, count),
                      .scratch = arena_new(ITEM_ARENA),
                      .news = arena_array(rq->arena, struct creation, count),
                      .places = arena_array(rq->arena, size_t, count)};
    enum err err = run_all(&b);

    if (err && b.again)
        err = run_with_savepoints(&b);
    arena_destroy(b.scratch);
    out->results.items = b.outcomes;
    out->results.count = count;
    return err;
}
