/*
 * webhook - where somebody has the messages of the feed sent to.
 *
 * Another user's webhook is answered as absent: its existence is private too.  So is, to a key, one
 * that was not made with it.
 */
#include "services/delivery/webhook.h"

#include "gen/delivery/events.h"
#include "gen/delivery/sql.h"
#include "services/delivery/noun.h"
#include "services/delivery/secret.h"
#include "services/delivery/settings.h"
#include "shared/base/must.h"
#include "shared/outbound/outbound.h"
#include "shared/request/amend.h"
#include "shared/request/cursor.h"

enum { WEBHOOKS_MAX = 20, BATCH = 500 };

/* `scopes` of its key. */
static enum err
check_noun(struct request *rq, const char *name, struct texts scopes)
{
    const struct noun *noun = noun_find(bytes_of(name));

    must(noun != NULL); /* the contract has the same list */
    if (noun->scope == NULL)
        return refuse(rq, ERR_FORBIDDEN, "an API key does not hear of %s; a user's webhook does",
                      name);
    if (!noun_is_heard(noun, scopes))
        return refuse(rq, ERR_INSUFFICIENT_SCOPE, "the key lacks the scope %s", noun->scope);
    return OK;
}

static enum err
check_nouns(struct request *rq, const struct webhook *w, struct texts scopes)
{
    enum err err = OK;

    for (size_t i = 0; !err && i < w->nouns.count; i++)
        err = check_noun(rq, w->nouns.items[i], scopes);
    return err;
}

static enum err
webhook_check(struct request *rq, const struct webhook *w)
{
    const char *fault = outbound_url_fault(w->url, settings.allowed);

    if (fault != NULL)
        problem(rq, "url", "cannot be sent to: %s", fault);
    return refuse_problems(rq);
}

static bool
asks_a_key(const struct request *rq)
{
    return rq->caller.kind == CALLER_KEY;
}

static struct uuids
webhook_audience(struct request *rq)
{
    return audience_of_one(rq, rq->caller.user_id);
}

/* ---------------------------------------------------------------- reading */

enum err
delivery_webhook_list(struct request *rq, const struct delivery_webhook_list_in *in,
                      struct webhook_list *out)
{
    struct cursor after = {0};
    struct sql_webhook_page page = {.user_id = rq->caller.user_id,
                                    .has_only_key_id = asks_a_key(rq),
                                    .only_key_id = rq->caller.key_id,
                                    .rows = in->limit + 1};
    struct webhook *rows;
    size_t count;
    enum err err = in->cursor != NULL ? cursor_decode(rq, in->cursor, &after) : OK;

    page.after_id = after.id;
    if (!err)
        err = sql_webhook_page(rq, &page, &rows, &count);
    if (err)
        return err;
    out->data.items = rows;
    out->data.count = page_fit(&webhook_shape, rows, count, in->limit);
    if (out->data.count < count)
        out->next_cursor = cursor_encode(rq, &(struct cursor){.id = rows[out->data.count - 1].id});
    return OK;
}

static enum err
webhook_absent(struct request *rq, enum err err)
{
    return err == ERR_NOT_FOUND ? refuse(rq, err, "there is no such webhook") : err;
}

enum err
webhook_find(struct request *rq, struct uuid id, struct webhook *out)
{
    const struct sql_webhook_find find = {.id = id,
                                          .user_id = rq->caller.user_id,
                                          .has_only_key_id = asks_a_key(rq),
                                          .only_key_id = rq->caller.key_id};

    return webhook_absent(rq, sql_webhook_find(rq, &find, out));
}

enum err
delivery_webhook_get(struct request *rq, const struct delivery_webhook_get_in *in,
                     struct webhook *out)
{
    return webhook_find(rq, in->id, out);
}

/* ---------------------------------------------------------------- changing */

static enum err
webhook_room(struct request *rq)
{
    const struct sql_webhooks_of_user hold = {.user_id = rq->caller.user_id};
    const struct sql_webhooks_count count = {.user_id = rq->caller.user_id};
    struct sql_webhooks_of_user_row held;
    struct sql_webhooks_count_row there;
    enum err err = sql_webhooks_of_user(rq, &hold, &held);

    if (!err)
        err = sql_webhooks_count(rq, &count, &there);
    if (!err && there.number >= WEBHOOKS_MAX)
        return refuse(rq, ERR_CONFLICT, "there are %d webhooks; delete one first", WEBHOOKS_MAX);
    return err;
}

enum err
delivery_webhook_create(struct request *rq, const struct delivery_webhook_create_in *in,
                        struct webhook *out)
{
    const char *shown;
    const struct sql_webhook_insert insert = {
        .webhook = &in->body,
        .id = uuid_new(),
        .user_id = rq->caller.user_id,
        .has_key_id = asks_a_key(rq),
        .key_id = rq->caller.key_id,
        .key_scopes = rq->caller.scopes,
        .secret = secret_new(rq->arena, &shown),
        .now = instant_now(),
    };
    enum err err = webhook_check(rq, &in->body);

    if (!err && asks_a_key(rq))
        err = check_nouns(rq, &in->body, rq->caller.scopes);
    if (!err)
        err = webhook_room(rq);
    if (!err)
        err = sql_webhook_insert(rq, &insert, out);
    if (!err)
        err = announce_webhook_created(rq, out, webhook_audience(rq));
    out->secret = shown;
    return err;
}

static enum err
webhook_lock(struct request *rq, struct uuid id, struct sql_webhook_stored *out)
{
    const struct sql_webhook_lock lock = {.id = id,
                                          .user_id = rq->caller.user_id,
                                          .has_only_key_id = asks_a_key(rq),
                                          .only_key_id = rq->caller.key_id};

    return webhook_absent(rq, sql_webhook_lock(rq, &lock, out));
}

/* Of a key's scopes neither the gateway nor this service need have heard last: both must allow it. */
enum err
delivery_webhook_patch(struct request *rq, const struct delivery_webhook_patch_in *in,
                       struct webhook *out)
{
    struct sql_webhook_stored stored;
    const struct webhook *w = &stored.webhook;
    struct webhook next;
    struct sql_webhook_update update = {.webhook = &next, .now = instant_now()};
    enum err err = webhook_lock(rq, in->id, &stored);

    if (!err)
        err = match_version(rq, w->version);
    if (!err)
        err = amend(rq, &webhook_shape, w, &next);
    if (!err)
        err = webhook_check(rq, &next);
    if (!err && w->has_key_id)
        err = check_nouns(rq, &next, stored.key_scopes);
    if (!err && asks_a_key(rq))
        err = check_nouns(rq, &next, rq->caller.scopes);
    if (!err)
        err = sql_webhook_update(rq, &update, out);
    if (!err)
        err = announce_webhook_updated(rq, out, w->version, webhook_audience(rq));
    return err;
}

enum err
delivery_webhook_rotate_secret(struct request *rq,
                               const struct delivery_webhook_rotate_secret_in *in,
                               struct webhook *out)
{
    const struct instant now = instant_now();
    const char *shown;
    const struct sql_webhook_rotate rotate = {
        .id = in->id,
        .secret = secret_new(rq->arena, &shown),
        .former_until = {now.us + DAY_US},
        .now = now,
    };
    struct sql_webhook_stored stored;
    enum err err = webhook_lock(rq, in->id, &stored);

    if (!err)
        err = sql_webhook_rotate(rq, &rotate, out);
    if (!err)
        err = announce_webhook_updated(rq, out, stored.webhook.version, webhook_audience(rq));
    out->secret = shown;
    return err;
}

static enum err
webhook_gone(struct request *rq, const struct webhook *gone, struct uuid user_id)
{
    return announce_webhook_deleted(rq, gone, gone->version - 1, audience_of_one(rq, user_id));
}

enum err
webhook_end(struct request *rq, struct uuid id, struct uuid user_id)
{
    const struct sql_webhook_delete delete = {.id = id, .now = instant_now()};
    struct webhook gone;
    enum err err = sql_webhook_delete(rq, &delete, &gone);

    return err ? err : webhook_gone(rq, &gone, user_id);
}

enum err
delivery_webhook_delete(struct request *rq, const struct delivery_webhook_delete_in *in)
{
    struct sql_webhook_stored stored;
    enum err err = webhook_lock(rq, in->id, &stored);

    if (!err)
        err = match_version(rq, stored.webhook.version);
    return err ? err : webhook_end(rq, in->id, rq->caller.user_id);
}

enum err
webhooks_depart(struct request *rq, struct uuid user_id)
{
    const struct sql_webhook_delete_owned gone = {
        .user_id = user_id, .rows = BATCH, .now = instant_now()};
    struct webhook *rows;
    size_t count;
    enum err err = sql_webhook_delete_owned(rq, &gone, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = webhook_gone(rq, &rows[i], user_id);
    return err;
}

static enum err
webhooks_turn(struct request *rq, const struct sql_webhooks_turn *turn)
{
    struct sql_webhook_stored *rows;
    size_t count;
    enum err err = sql_webhooks_turn(rq, turn, &rows, &count);

    for (size_t i = 0; !err && i < count; i++) {
        const struct webhook *w = &rows[i].webhook;
        struct uuids audience = audience_of_one(rq, rows[i].user_id);

        err = turn->reason != NULL ? announce_webhook_disabled(rq, w, w->version - 1, audience)
                                   : announce_webhook_updated(rq, w, w->version - 1, audience);
    }
    return err;
}

enum err
webhooks_stop(struct request *rq, struct uuid user_id)
{
    return webhooks_turn(rq, &(struct sql_webhooks_turn){.user_id = user_id,
                                                         .state = "active",
                                                         .to = "disabled",
                                                         .reason = "account",
                                                         .now = instant_now()});
}

enum err
webhooks_go_on(struct request *rq, struct uuid user_id)
{
    return webhooks_turn(rq, &(struct sql_webhooks_turn){.user_id = user_id,
                                                         .state = "disabled",
                                                         .from_reason = "account",
                                                         .to = "active",
                                                         .now = instant_now()});
}
