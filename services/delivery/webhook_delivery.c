/*
 * webhook_delivery - what was sent to a webhook: listed, tried out, sent again.
 */
#include "gen/delivery/api.h"
#include "gen/delivery/sql.h"
#include "services/delivery/webhook.h"
#include "services/delivery/webhook_message.h"
#include "shared/base/arena.h"
#include "shared/base/must.h"
#include "shared/request/cursor.h"

#include <string.h>

enum { REPLAY_MAX = 1000 };

static const char *const states[] = {"failed", "set_aside", "cancelled", "sent", "waiting"};
enum { STATES_ENDED = 3 }; /* the first ones: not accepted */

/* ---------------------------------------------------------------- the list */

enum { KEY_CREATED };

/* A cursor may be forged; what PostgreSQL cannot store ends here. */
static enum err
created_decode(struct request *rq, const char *text, struct cursor *out)
{
    enum err err = cursor_decode(rq, text, out);

    if (!err &&
        (out->keys[KEY_CREATED] < instant_min.us || out->keys[KEY_CREATED] > instant_max.us))
        return refuse(rq, ERR_INVALID_CURSOR, "the cursor is damaged");
    return err;
}

static enum err
page_begin(struct request *rq, const struct delivery_webhook_deliveries_in *in,
           struct sql_webhook_deliveries *page)
{
    struct cursor after = {.keys = {[KEY_CREATED] = instant_max.us}};
    struct webhook w;
    enum err err = webhook_find(rq, in->id, &w);

    if (!err && in->cursor != NULL)
        err = created_decode(rq, in->cursor, &after);
    page->before.us = after.keys[KEY_CREATED];
    page->before_id = after.id;
    return err;
}

enum err
delivery_webhook_deliveries(struct request *rq, const struct delivery_webhook_deliveries_in *in,
                            struct webhook_delivery_list *out)
{
    struct sql_webhook_deliveries page = {
        .states = {in->state != NULL ? &in->state : states,
                   in->state != NULL ? 1 : ARRAY_LEN(states)},
        .webhook_id = in->id,
        .rows = in->limit + 1,
    };
    struct webhook_delivery *rows;
    size_t count;
    enum err err = page_begin(rq, in, &page);

    if (!err)
        err = sql_webhook_deliveries(rq, &page, &rows, &count);
    if (err)
        return err;
    out->data.items = rows;
    out->data.count = page_fit(&webhook_delivery_shape, rows, count, in->limit);
    if (out->data.count < count) {
        const struct webhook_delivery *last = &rows[out->data.count - 1];

        out->next_cursor = cursor_encode(
            rq, &(struct cursor){.keys = {[KEY_CREATED] = last->created_at.us}, .id = last->id});
    }
    return OK;
}

/* ---------------------------------------------------------------- a trial */

static enum err
find_active(struct request *rq, struct uuid id, struct webhook *out)
{
    enum err err = webhook_find(rq, id, out);

    if (!err && strcmp(out->state, "active") != 0)
        return refuse(rq, ERR_CONFLICT, "the webhook is disabled");
    return err;
}

enum err
delivery_webhook_test(struct request *rq, const struct delivery_webhook_test_in *in,
                      struct webhook_delivery *out)
{
    struct sql_webhook_delivery_insert insert = {
        .id = uuid_new(),
        .kind = "webhook.test",
        .webhook_id = in->id,
        .user_id = rq->caller.user_id,
        .now = instant_now(),
    };
    struct webhook w;
    enum err err = find_active(rq, in->id, &w);

    if (err)
        return err;
    insert.body = webhook_message(rq->arena, insert.kind, insert.id, &w, insert.now);
    return sql_webhook_delivery_insert(rq, &insert, out);
}

/* ---------------------------------------------------------------- again */

static enum err
replay_rows(struct request *rq, struct uuids ids, int64_t *count)
{
    const struct sql_webhook_replay replay = {.ids = ids, .now = instant_now()};

    return ids.count > 0 ? sql_webhook_replay(rq, &replay, count) : OK;
}

static enum err
replay_one(struct request *rq, const struct delivery_webhook_replay_in *in, int64_t *count)
{
    const struct sql_webhook_delivery_find find = {.id = in->body.delivery_id,
                                                   .webhook_id = in->id};
    struct sql_webhook_delivery_find_row found;
    enum err err = sql_webhook_delivery_find(rq, &find, &found);

    if (err == ERR_NOT_FOUND)
        return refuse(rq, err, "there is no such delivery");
    if (!err && found.is_sending)
        return refuse(rq, ERR_CONFLICT, "the delivery is being sent");
    if (!err && !found.has_body)
        return refuse(rq, ERR_CONFLICT, "what it sent is not kept any more");
    return err ? err : replay_rows(rq, (struct uuids){&in->body.delivery_id, 1}, count);
}

static enum err
range_find(struct request *rq, const struct delivery_webhook_replay_in *in,
           struct sql_webhook_replayable_row **rows, size_t *count)
{
    struct cursor after = {.keys = {[KEY_CREATED] = in->body.since.us}};
    struct sql_webhook_replayable find = {
        .states = {states, STATES_ENDED + in->body.all},
        .webhook_id = in->id,
        .until = in->body.until,
        .rows = REPLAY_MAX + 1,
    };
    enum err err = in->cursor != NULL ? created_decode(rq, in->cursor, &after) : OK;

    find.after.us = after.keys[KEY_CREATED];
    find.after_id = after.id;
    return err ? err : sql_webhook_replayable(rq, &find, rows, count);
}

static enum err
replay_range(struct request *rq, const struct delivery_webhook_replay_in *in,
             struct webhook_replayed *out)
{
    struct sql_webhook_replayable_row *rows;
    struct uuid *ids;
    size_t found, count;
    enum err err = range_find(rq, in, &rows, &found);

    if (err)
        return err;
    count = found > REPLAY_MAX ? REPLAY_MAX : found;
    ids = arena_array(rq->arena, struct uuid, count + 1);
    for (size_t i = 0; i < count; i++)
        ids[i] = rows[i].id;
    if (found > count)
        out->next_cursor = cursor_encode(
            rq, &(struct cursor){.keys = {[KEY_CREATED] = rows[count - 1].created_at.us},
                                 .id = rows[count - 1].id});
    return replay_rows(rq, (struct uuids){ids, count}, &out->count);
}

static enum err
check_replay(struct request *rq, const struct webhook_replay *body)
{
    bool range = body->has_since || body->has_until;

    if (body->has_delivery_id == range)
        problem(rq, "delivery_id",
                range ? "stands beside a range; one of them is enough"
                      : "is required when there is no range");
    if (range && !body->has_since)
        problem(rq, "since", "is required beside until");
    if (range && !body->has_until)
        problem(rq, "until", "is required beside since");
    if (body->has_since && body->has_until && body->until.us <= body->since.us)
        problem(rq, "until", "must be after since");
    return refuse_problems(rq);
}

enum err
delivery_webhook_replay(struct request *rq, const struct delivery_webhook_replay_in *in,
                        struct webhook_replayed *out)
{
    struct webhook w;
    enum err err = check_replay(rq, &in->body);

    if (!err)
        err = find_active(rq, in->id, &w);
    if (err)
        return err;
    return in->body.has_delivery_id ? replay_one(rq, in, &out->count) : replay_range(rq, in, out);
}
