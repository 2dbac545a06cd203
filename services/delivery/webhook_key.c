#include "services/delivery/webhook_key.h"

#include "gen/auth/api.h"
#include "gen/delivery/events.h"
#include "gen/delivery/sql.h"
#include "services/delivery/noun.h"
#include "services/delivery/webhook.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"
#include "shared/codec/msg.h"

#include <string.h>

enum { PAGE = 500 };

/* What is known of a key. */
struct standing {
    struct uuid key_id;
    int64_t version;
    struct texts scopes;
};

static struct texts
nouns_heard(struct request *rq, struct texts nouns, struct texts scopes)
{
    const char **heard = arena_array(rq->arena, const char *, nouns.count + 1);
    size_t count = 0;

    for (size_t i = 0; i < nouns.count; i++) {
        const struct noun *noun = noun_find(bytes_of(nouns.items[i]));

        if (noun != NULL && noun_is_heard(noun, scopes))
            heard[count++] = nouns.items[i];
    }
    return (struct texts){heard, count};
}

/* One that would hear nothing keeps its nouns, and is disabled. */
static enum err
narrow(struct request *rq, const struct sql_webhook_stored *stored, struct texts scopes)
{
    const struct webhook *w = &stored->webhook;
    struct sql_webhook_narrow to = {.id = w->id,
                                    .nouns = nouns_heard(rq, w->nouns, scopes),
                                    .state = w->state,
                                    .reason = w->reason,
                                    .now = instant_now()};
    struct uuids audience = audience_of_one(rq, stored->user_id);
    bool silent = to.nouns.count == 0;
    struct webhook narrowed;
    enum err err;

    if (to.nouns.count == w->nouns.count || (silent && strcmp(w->state, "disabled") == 0))
        return OK;
    if (silent) {
        to.nouns = w->nouns;
        to.state = "disabled";
        to.reason = "scopes";
    }
    err = sql_webhook_narrow(rq, &to, &narrowed);
    if (err)
        return err;
    return silent ? announce_webhook_disabled(rq, &narrowed, w->version, audience)
                  : announce_webhook_updated(rq, &narrowed, w->version, audience);
}

static enum err
key_find(struct request *rq, struct uuid key_id, int64_t version, struct sql_webhook_stored **rows,
         size_t *count)
{
    const struct sql_webhooks_of_key find = {.key_id = key_id, .version = version};

    return sql_webhooks_of_key(rq, &find, rows, count);
}

static enum err
key_stands(struct request *rq, const struct standing *key)
{
    const struct sql_webhooks_key_note note = {
        .key_id = key->key_id, .version = key->version, .key_scopes = key->scopes};
    struct sql_webhook_stored *rows;
    size_t count;
    enum err err = key_find(rq, key->key_id, key->version, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = narrow(rq, &rows[i], key->scopes);
    return err || count == 0 ? err : sql_webhooks_key_note(rq, &note, NULL);
}

static enum err
key_ended(struct request *rq, struct uuid key_id)
{
    struct sql_webhook_stored *rows;
    size_t count;
    enum err err = key_find(rq, key_id, INT64_MAX, &rows, &count);

    for (size_t i = 0; !err && i < count; i++)
        err = webhook_end(rq, rows[i].webhook.id, rows[i].user_id);
    return err;
}

/* ---------------------------------------------------------------- events */

static size_t
add_scopes(struct request *rq, const msgpack_object_kv *noun, const char **out)
{
    size_t count = 0;

    if (noun->key.type != MSGPACK_OBJECT_STR || noun->val.type != MSGPACK_OBJECT_ARRAY)
        return 0;
    for (uint32_t i = 0; i < noun->val.via.array.size; i++) {
        const msgpack_object *right = &noun->val.via.array.ptr[i];

        if (right->type == MSGPACK_OBJECT_STR)
            out[count++] =
                arena_printf(rq->arena, "%.*s:%.*s", (int)noun->key.via.str.size,
                             noun->key.via.str.ptr, (int)right->via.str.size, right->via.str.ptr);
    }
    return count;
}

/* {contacts: [read, write], ...} as contacts:read, contacts:write, ... */
static struct texts
read_scopes(struct request *rq, const msgpack_object *scopes)
{
    const char **all;
    size_t room = 0, count = 0;

    if (scopes == NULL || scopes->type != MSGPACK_OBJECT_MAP)
        return (struct texts){0};
    for (uint32_t i = 0; i < scopes->via.map.size; i++)
        if (scopes->via.map.ptr[i].val.type == MSGPACK_OBJECT_ARRAY)
            room += scopes->via.map.ptr[i].val.via.array.size;
    all = arena_array(rq->arena, const char *, room + 1);
    for (uint32_t i = 0; i < scopes->via.map.size; i++)
        count += add_scopes(rq, &scopes->via.map.ptr[i], all + count);
    return (struct texts){all, count};
}

/* An object that was too large for its message is found by webhook_keys_rebuild. */
enum err
webhook_key_changed(struct request *rq, const struct domain_event *event)
{
    const msgpack_object *version = map_find(event->data, "version");
    struct standing key = {.key_id = event->subject};

    if (strcmp(event->type, "api_key.deleted") == 0)
        return key_ended(rq, event->subject);
    if (strcmp(event->type, "api_key.updated") != 0 || version == NULL ||
        version->type != MSGPACK_OBJECT_POSITIVE_INTEGER || version->via.u64 > INT64_MAX)
        return OK;
    key.version = (int64_t)version->via.u64;
    key.scopes = read_scopes(rq, map_find(event->data, "scopes"));
    return key_stands(rq, &key);
}

/* ---------------------------------------------------------------- all keys, in pages */

/* The keys of one page, each once, in order; `*more`: there are others behind. */
static enum err
keys_page(struct request *rq, struct uuid after_id, struct uuids *out, bool *more)
{
    const struct sql_webhook_keys page = {.after_id = after_id, .rows = PAGE};
    struct sql_webhook_keys_row *rows;
    struct uuid *ids;
    size_t count, ids_count = 0;
    enum err err = sql_webhook_keys(rq, &page, &rows, &count);

    if (err)
        return err;
    ids = arena_array(rq->arena, struct uuid, count + 1);
    for (size_t i = 0; i < count; i++)
        if (ids_count == 0 || !uuid_equal(ids[ids_count - 1], rows[i].key_id))
            ids[ids_count++] = rows[i].key_id;
    *out = (struct uuids){ids, ids_count};
    *more = count == PAGE;
    return OK;
}

static const struct standing_key *
standing_of(const struct standing_keys *all, struct uuid key_id)
{
    for (size_t i = 0; i < all->keys.count; i++)
        if (uuid_equal(all->keys.items[i].key_id, key_id))
            return &all->keys.items[i];
    return NULL;
}

static enum err
key_compare(struct request *rq, const struct standing_keys *all, struct uuid key_id)
{
    const struct standing_key *found = standing_of(all, key_id);

    if (found == NULL)
        return key_ended(rq, key_id);
    return key_stands(rq, &(struct standing){key_id, found->version, found->scopes});
}

/* The position is the last key of the page, and nil again behind the last page. */
enum err
webhook_keys_rebuild(struct request *rq, struct position *at, bool *more)
{
    struct auth_api_keys_standing_in in = {0};
    struct standing_keys standing;
    enum err err = keys_page(rq, at->id, &in.body.key_ids, more);

    if (!err)
        err = pause_transaction(rq);
    if (!err && in.body.key_ids.count > 0)
        err = ask(rq, &auth_api_keys_standing_operation, &in, &standing);
    for (size_t i = 0; !err && i < in.body.key_ids.count; i++)
        err = key_compare(rq, &standing, in.body.key_ids.items[i]);
    if (err)
        return err;
    *at = (struct position){.xid = 0};
    if (*more)
        at->id = in.body.key_ids.items[in.body.key_ids.count - 1];
    return OK;
}
