#include "services/event/invited.h"

#include "shared/base/must.h"
#include "shared/codec/msg.h"
#include "shared/codec/pack.h"
#include "shared/request/request.h"

#include <string.h>

enum { OWN_ID, OWN_EMAIL, OWN_NAME, OWN_STATUS, OWN_TEXTS };

struct bytes
invited_doc(struct request *rq, const struct attendee *rows, size_t count)
{
    struct buf doc;
    struct bytes kept;

    must(count <= INVITED_SHOWN);
    if (count == 0)
        return (struct bytes){NULL, 0};
    buf_init(&doc);
    pack_array(&doc, count);
    for (size_t i = 0; i < count; i++) {
        const struct event_attendee one = {
            .has_id = true,
            .id = rows[i].id,
            .has_user_id = rows[i].has_user_id,
            .user_id = rows[i].user_id,
            .email = rows[i].email,
            .name = rows[i].name,
            .status = rows[i].status,
        };

        wire_encode(&doc, &event_attendee_shape, &one);
    }
    kept = bytes_keep(rq->arena, (struct bytes){doc.data, doc.len});
    buf_fini(&doc);
    return kept;
}

static const char *
text_or_none(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}

static void
show_own(struct request *rq, const struct texts *own, struct event_attendee *out)
{
    must(own->count == OWN_TEXTS);
    *out = (struct event_attendee){
        .has_id = true,
        .has_user_id = true,
        .user_id = rq->caller.user_id,
        .email = text_or_none(own->items[OWN_EMAIL]),
        .name = text_or_none(own->items[OWN_NAME]),
        .status = own->items[OWN_STATUS],
    };
    must(uuid_parse(own->items[OWN_ID], strlen(own->items[OWN_ID]), &out->id));
}

static bool
has_id(const struct event_attendee *items, size_t count, struct uuid id)
{
    for (size_t i = 0; i < count; i++)
        if (uuid_equal(items[i].id, id))
            return true;
    return false;
}

/* A document that cannot be read, say of another release, shows nobody. */
static size_t
read_doc(struct request *rq, struct bytes bytes, struct event_attendee *items)
{
    const msgpack_object *doc = msg_unpack(rq->arena, bytes);
    struct problems problems;
    size_t count = 0;

    problems_init(&problems, rq->arena);
    if (doc == NULL || doc->type != MSGPACK_OBJECT_ARRAY)
        return 0;
    while (count < doc->via.array.size && count < INVITED_SHOWN) {
        wire_decode(&problems, &event_attendee_shape, &doc->via.array.ptr[count], WIRE_TRUSTED,
                    &items[count]);
        count++;
    }
    return problems.count == 0 ? count : 0;
}

void
invited_show(struct request *rq, const struct sql_stored *row, struct event *out)
{
    struct event_attendee *items;
    size_t count;

    out->attendees.items = NULL;
    out->attendees.count = 0;
    if (row->invited.data == NULL)
        return;
    items = arena_array(rq->arena, struct event_attendee, INVITED_SHOWN + 1);
    count = read_doc(rq, row->invited, items);
    if (row->own.count > 0) {
        show_own(rq, &row->own, &items[count]);
        count += !has_id(items, count, items[count].id);
    }
    out->attendees.items = items;
    out->attendees.count = count;
}
