#include "shared/outbox.h"

#include "gen/runtime_sql.h"
#include "shared/json.h"
#include "shared/lane_private.h"
#include "shared/msg.h"
#include "shared/must.h"
#include "shared/service.h"

#include <string.h>

/* Source: CloudEvents 1.0, JSON event format. */
static void
pack_event(struct buf *out, const struct sql_outbox_insert *row, const struct shape *shape,
           const void *object)
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
    msgpack_packer p;

    uuid_format(row->id, id);
    uuid_format(row->object_id, subject);
    snprintf(source, sizeof(source), "/almanac/%s", the_service.name);
    instant_format(instant_now(), time);
    msg_packer(&p, out);
    msgpack_pack_map(&p, ARRAY_LEN(pairs) + 1);
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        msg_text(&p, pairs[i][0]);
        msg_text(&p, pairs[i][1]);
    }
    msg_text(&p, "data");
    wire_encode(out, shape, object);
}

static const char *
event_json(struct request *rq, const struct sql_outbox_insert *row, const struct shape *shape,
           const void *object)
{
    struct buf packed, json;
    const char *text;

    buf_init(&packed);
    buf_init(&json);
    pack_event(&packed, row, shape, object);
    must(json_from_msgpack((struct bytes){packed.data, packed.len}, &json));
    text = arena_strndup(rq->arena, (const char *)json.data, json.len);
    buf_fini(&json);
    buf_fini(&packed);
    return text;
}

enum err
announce(struct request *rq, const char *type, const struct shape *shape, const void *object,
         struct uuids audience)
{
    const char *base = object;
    struct sql_outbox_insert row = {.id = uuid_new(), .type = type, .audience = audience};
    enum err err;

    must(rq->lane->mode == LANE_TRANSACTION && shape->id_offset >= 0);
    memcpy(&row.object_id, base + shape->id_offset, sizeof(row.object_id));
    row.has_version = shape->version_offset >= 0;
    if (row.has_version)
        memcpy(&row.version, base + shape->version_offset, sizeof(row.version));
    row.subject = arena_printf(rq->arena, "evt.%s.%s", the_service.name, type);
    row.payload = event_json(rq, &row, shape, object);
    lane_defer_begin(rq->lane);
    err = sql_outbox_insert(rq, &row, NULL);
    lane_defer_end(rq->lane);
    if (!err)
        rq->lane->announced = true;
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

    snprintf(subject, sizeof(subject), "wake.%s", the_service.name);
    (void)bus_publish(the_service.bus, subject, NULL, NULL, (struct bytes){NULL, 0});
}

enum err
outbox_commit(struct request *rq)
{
    bool announced = rq->lane->open && rq->lane->announced;
    enum err err = lane_commit(rq);

    if (!err && announced)
        wake();
    return err;
}

enum err
pause_transaction(struct request *rq)
{
    return outbox_commit(rq);
}
