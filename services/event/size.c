#include "services/event/size.h"

#include "shared/base/must.h"
#include "shared/codec/json.h"
#include "shared/codec/msg.h"
#include "shared/request/request.h"

enum {
    LONGER =
        8, /* at most so many bytes of JSON come from a byte of msgpack: a control character is six */
    READ_ONLY = 1024, /* for what is not there yet of a new event */
};

static size_t
json_length(const msgpack_object *value)
{
    struct buf packed, text;
    size_t length;

    buf_init(&packed);
    buf_init(&text);
    msg_pack(&packed, value);
    must(json_from_msgpack((struct bytes){packed.data, packed.len}, &text));
    length = text.len;
    buf_fini(&packed);
    buf_fini(&text);
    return length;
}

/* Of the members that JSON has the longest one, and how long they are together. */
static size_t
measure(const msgpack_object *all, const msgpack_object_str **name)
{
    size_t longest = 0;

    for (uint32_t i = 0; i < all->via.map.size; i++) {
        size_t length = json_length(&all->via.map.ptr[i].val);

        if (length > longest) {
            longest = length;
            *name = &all->via.map.ptr[i].key.via.str;
        }
    }
    return json_length(all);
}

static bool
is_short(const struct event *e, struct buf *packed)
{
    wire_encode(packed, &event_shape, e);
    return packed->len <= EVENT_JSON_MAX / LONGER;
}

void
size_check(struct request *rq, const struct event *e)
{
    struct event bare = *e;
    const msgpack_object_str *longest = NULL;
    const msgpack_object *all;
    struct buf packed;

    bare.attendees.count = 0;
    buf_init(&packed);
    if (!is_short(&bare, &packed)) {
        all = msg_unpack(rq->arena, bytes_keep(rq->arena, (struct bytes){packed.data, packed.len}));
        must(all != NULL);
        if (measure(all, &longest) + READ_ONLY > EVENT_JSON_MAX)
            problem(rq, arena_strndup(rq->arena, longest->ptr, longest->size),
                    "makes the event longer than %d bytes as JSON", EVENT_JSON_MAX);
    }
    buf_fini(&packed);
}
