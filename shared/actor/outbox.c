/*
 * The payload of a row is a CloudEvent as JSON, which the relay sends as it is:
 *
 *   {"specversion": "1.0",
 *    "id": "<id of the row>",                 also the message's Nats-Msg-Id
 *    "source": "/almanac/<service>",
 *    "type": "contact.updated",
 *    "time": "2026-03-01T08:00:00Z",
 *    "subject": "<id of the object>",
 *    "datacontenttype": "application/json",
 *    "previousversion": 6,                    an extension; absent when there was none
 *    "data": {the object as the API shows it}}
 *
 * A commit that announced something wakes the relays with an empty core message on
 * `wake.<service>`.
 *
 * Source: CloudEvents 1.0.2, JSON event format.
 */
#include "shared/actor/outbox.h"

#include "gen/runtime/sql.h"
#include "shared/actor/service.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"
#include "shared/codec/pack.h"
#include "shared/db/connection_private.h"

#include <string.h>

/* What the bus takes, less room for subject and headers. */
enum { EVENT_MAX = 1024 * 1024 - 4096 };

static void
pack_event(struct buf *out, const struct sql_outbox_insert *row, int64_t previous_version,
           const struct shape *shape, const void *object)
{
    char id[UUID_TEXT], subject[UUID_TEXT], source[80], time[INSTANT_TEXT];
    const char *pairs[][2] = {
        {"specversion", "1.0"},
        {"id", id},
        {"source", source},
        {"type", row->type},
        {"time", time},
        {"subject", subject},
        {"datacontenttype", "application/json"},
    };
    bool is_first = previous_version == 0;

    uuid_format(row->id, id);
    uuid_format(row->object_id, subject);
    snprintf(source, sizeof source, "/almanac/%s", the_service.name);
    instant_format(instant_now(), time);
    pack_map(out, ARRAY_LEN(pairs) + (is_first ? 1 : 2));
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        pack_word(out, pairs[i][0]);
        pack_word(out, pairs[i][1]);
    }
    if (!is_first) {
        pack_word(out, "previousversion");
        pack_int(out, previous_version);
    }
    pack_word(out, "data");
    wire_encode(out, shape, object);
}

static const char *
event_json(struct request *rq, const struct sql_outbox_insert *row, int64_t previous_version,
           const struct shape *shape, const void *object)
{
    struct buf packed, json;
    const char *text;

    buf_init(&packed);
    buf_init(&json);
    pack_event(&packed, row, previous_version, shape, object);
    must(json_from_msgpack((struct bytes){packed.data, packed.len}, &json));
    text = arena_strndup(rq->arena, (const char *)json.data, json.len);
    buf_fini(&json);
    buf_fini(&packed);
    return text;
}

static enum err
outbox_add(struct request *rq, const struct sql_outbox_insert *row)
{
    enum err err;

    /* The contract bounds every object well below; what could not be sent is not stored either. */
    if (strlen(row->payload) > EVENT_MAX)
        return refuse(rq, ERR_BUG, "its message would have %zu bytes", strlen(row->payload));
    connection_defer_begin(rq->connection);
    err = sql_outbox_insert(rq, row, NULL);
    connection_defer_end(rq->connection);
    if (!err)
        rq->connection->announced = true;
    return err;
}

enum err
announce(struct request *rq, const struct announcement *what, const void *object,
         int64_t previous_version, struct uuids audience)
{
    const struct shape *shape = what->shape;
    const char *base = object;
    struct sql_outbox_insert row = {
        .id = uuid_new(),
        .type = what->type,
        .subject = what->subject != NULL ? what->subject : "",
        .audience = audience,
    };

    must(rq->connection->mode == CONNECTION_TRANSACTION && shape->id_offset >= 0);
    memcpy(&row.object_id, base + shape->id_offset, sizeof row.object_id);
    row.has_version = shape->version_offset >= 0;
    if (row.has_version)
        memcpy(&row.version, base + shape->version_offset, sizeof row.version);
    row.payload = event_json(rq, &row, previous_version, shape, object);
    return outbox_add(rq, &row);
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
