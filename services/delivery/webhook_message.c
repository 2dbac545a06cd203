#include "services/delivery/webhook_message.h"

#include "shared/base/must.h"
#include "shared/codec/json.h"

static const char *
context(struct arena *a, const char *type, struct uuid id, struct uuid webhook_id,
        struct instant at)
{
    char event[UUID_TEXT], subject[UUID_TEXT], time[INSTANT_TEXT];

    uuid_format(id, event);
    uuid_format(webhook_id, subject);
    instant_format(at, time);
    return arena_printf(a,
                        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/almanac/delivery\","
                        "\"type\":\"%s\",\"time\":\"%s\",\"subject\":\"%s\","
                        "\"datacontenttype\":\"application/json\"",
                        event, type, time, subject);
}

struct bytes
webhook_message(struct arena *a, const char *type, struct uuid id, const struct webhook *webhook,
                struct instant at)
{
    struct buf packed, json;
    const char *text;

    buf_init(&packed);
    buf_init(&json);
    wire_encode(&packed, &webhook_shape, webhook);
    must(json_from_msgpack((struct bytes){packed.data, packed.len}, &json));
    text = arena_printf(a, "%s,\"data\":%.*s}", context(a, type, id, webhook->id, at),
                        (int)json.len, (const char *)json.data);
    buf_fini(&json);
    buf_fini(&packed);
    return bytes_of(text);
}

const char *
webhook_message_plain(struct arena *a, const char *type, struct uuid id, struct uuid webhook_id,
                      struct instant at)
{
    return arena_printf(a, "%s}", context(a, type, id, webhook_id, at));
}
