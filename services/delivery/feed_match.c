#include "services/delivery/feed_match.h"

#include "gen/delivery/sql.h"
#include "shared/base/arena.h"
#include "shared/base/log.h"
#include "shared/base/utf8.h"
#include "shared/codec/json.h"
#include "shared/codec/msg.h"
#include "shared/crypto/seal.h"

#include <string.h>

/* ---------------------------------------------------------------- messages */

/* in.feed.<user>.<noun>.<verb> */
bool
feed_message_address(struct arena *a, const char *subject, struct feed_message *out)
{
    static const char prefix[] = "in.feed.";
    const char *user = subject + sizeof prefix - 1, *noun = user + UUID_TEXT, *verb;

    if (strlen(subject) <= sizeof prefix - 1 + UUID_TEXT ||
        memcmp(subject, prefix, sizeof prefix - 1) != 0 || user[UUID_TEXT - 1] != '.' ||
        !uuid_parse(user, UUID_TEXT - 1, &out->user_id))
        return false;
    verb = strchr(noun, '.');
    if (verb == NULL || verb[1] == '\0')
        return false;
    out->noun = noun_find((struct bytes){(const uint8_t *)noun, (size_t)(verb - noun)});
    out->kind = arena_strndup(a, noun, strlen(noun));
    return out->noun != NULL;
}

static bool
read_uuid(struct arena *a, const msgpack_object *map, const char *name, struct uuid *out)
{
    const char *text = msg_member_text(a, map, name);

    return text != NULL && uuid_parse(text, strlen(text), out);
}

static const msgpack_object *
unpack(struct arena *a, struct bytes json)
{
    const msgpack_object *object = NULL;
    const char *why = NULL;
    struct buf packed;

    buf_init(&packed);
    if (json_to_msgpack(a, json, &packed, &why) == JSON_OK)
        object = msg_unpack(a, bytes_keep(a, (struct bytes){packed.data, packed.len}));
    buf_fini(&packed);
    return object;
}

static bool
is_firing(const struct feed_message *m)
{
    return strcmp(m->kind, "reminder.due") == 0 || strcmp(m->kind, "reminder.missed") == 0;
}

/* What PostgreSQL takes as text. */
static bool
is_text(struct bytes data)
{
    return memchr(data.data, '\0', data.len) == NULL &&
           utf8_count((const char *)data.data, data.len) >= 0;
}

/* Bytes that are no text are not kept: nobody could be sent them as JSON. */
static void
set_unreadable(struct arena *a, struct feed_message *m)
{
    uint8_t digest[SHA256_LEN];

    sha256(m->data, digest);
    memcpy(m->id.b, digest, sizeof m->id.b);
    m->body = is_text(m->data) ? arena_strndup(a, (const char *)m->data.data, m->data.len) : "";
    m->is_readable = false;
}

void
feed_message_read(struct arena *a, struct feed_message *m)
{
    const char *calendar = strcmp(m->noun->name, "calendar") == 0 ? "subject" : "calendarid";
    const msgpack_object *event;

    if (m->was_read)
        return;
    m->was_read = true;
    event = m->data.len > 0 && is_text(m->data) ? unpack(a, m->data) : NULL;
    m->is_readable = read_uuid(a, event, "id", &m->id);
    if (is_firing(m)) {
        m->channel = msg_member_text(a, map_find(event, "data"), "channel");
        m->is_readable = m->is_readable && m->channel != NULL;
    }
    if (!m->is_readable) {
        set_unreadable(a, m);
        return;
    }
    (void)read_uuid(a, event, calendar, &m->calendar_id);
    m->body = arena_strndup(a, (const char *)m->data.data, m->data.len);
}

/* ---------------------------------------------------------------- webhooks */

static bool
hears_noun(const struct sql_webhooks_listening_row *webhook, const struct feed_message *m)
{
    for (size_t i = 0; i < webhook->nouns.count; i++)
        if (strcmp(webhook->nouns.items[i], m->noun->name) == 0)
            return true;
    return false;
}

/* Also one that cannot be read, because its calendar is not known. */
static bool
hears_calendar(const struct sql_webhooks_listening_row *webhook, const struct feed_message *m)
{
    if (webhook->calendar_ids.count == 0 || !m->is_readable ||
        (!m->noun->in_calendar && strcmp(m->noun->name, "calendar") != 0))
        return true;
    for (size_t i = 0; i < webhook->calendar_ids.count; i++)
        if (uuid_equal(webhook->calendar_ids.items[i], m->calendar_id))
            return true;
    return false;
}

/* One that cannot be read may be any. */
static bool
hears_channel(const struct feed_message *m)
{
    return !m->is_readable || m->channel == NULL || strcmp(m->channel, "webhook") == 0;
}

static bool
hears(struct arena *a, const struct sql_webhooks_listening_row *webhook, struct feed_message *m)
{
    if (m->noun == NULL || !uuid_equal(webhook->user_id, m->user_id) || !hears_noun(webhook, m))
        return false;
    feed_message_read(a, m);
    return hears_calendar(webhook, m) && hears_channel(m);
}

/* Each user once. */
static struct uuids
users_of(struct arena *a, const struct feed_message *all, size_t count)
{
    struct uuid *ids = arena_array(a, struct uuid, count + 1);
    size_t users = 0, j;

    for (size_t i = 0; i < count; i++) {
        for (j = 0; j < users && !uuid_equal(ids[j], all[i].user_id); j++)
            ;
        if (j == users && all[i].noun != NULL)
            ids[users++] = all[i].user_id;
    }
    return (struct uuids){ids, users};
}

static struct feed_message *
addressed(struct request *rq, struct bus_message *const *messages, size_t count)
{
    struct feed_message *all = arena_array(rq->arena, struct feed_message, count + 1);

    for (size_t i = 0; i < count; i++) {
        all[i].data = bus_message_data(messages[i]);
        if (!feed_message_address(rq->arena, bus_message_subject(messages[i]), &all[i]))
            log_event(LOG_ERROR, "feed.message.foreign", "subject=%s",
                      log_quote(bus_message_subject(messages[i])));
    }
    return all;
}

/* ---------------------------------------------------------------- mails */

/* What is missed is told by no mail. */
static bool
is_mail(struct arena *a, struct feed_message *m)
{
    if (m->noun == NULL || strcmp(m->kind, "reminder.due") != 0)
        return false;
    feed_message_read(a, m);
    return m->is_readable && strcmp(m->channel, "email") == 0;
}

static void
find_mails(struct arena *a, struct feed_message *all, size_t count, struct feed_matches *out)
{
    out->mails = arena_array(a, const struct feed_message *, count + 1);
    for (size_t i = 0; i < count; i++)
        if (is_mail(a, &all[i]))
            out->mails[out->mail_count++] = &all[i];
}

enum err
feed_match_addressed(struct request *rq, struct feed_message *all, size_t count,
                     struct feed_matches *out)
{
    const struct sql_webhooks_listening find = {.user_ids = users_of(rq->arena, all, count)};
    struct sql_webhooks_listening_row *rows;
    size_t rows_count = 0;
    enum err err =
        find.user_ids.count > 0 ? sql_webhooks_listening(rq, &find, &rows, &rows_count) : OK;

    *out = (struct feed_matches){0};
    if (err)
        return err;
    out->found = arena_array(rq->arena, struct feed_found, rows_count * count + 1);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < rows_count; j++)
            if (hears(rq->arena, &rows[j], &all[i]))
                out->found[out->found_count++] = (struct feed_found){rows[j].id, &all[i]};
    find_mails(rq->arena, all, count, out);
    return OK;
}

enum err
feed_match(struct request *rq, struct bus_message *const *messages, size_t count,
           struct feed_matches *out)
{
    return feed_match_addressed(rq, addressed(rq, messages, count), count, out);
}
