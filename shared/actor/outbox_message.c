/*
 * The payload of a row is a CloudEvent as JSON, which the relay sends as it is:
 *
 *   {"specversion": "1.0",
 *    "id": "<id of the row>",                 also the message's Nats-Msg-Id
 *    "source": "/almanac/<service>",
 *    "type": "event.updated",
 *    "time": "2026-03-01T08:00:00Z",
 *    "subject": "<id of the object>",
 *    "datacontenttype": "application/json",
 *    "previousversion": 6,                    an extension; absent when there was none
 *    "version": 7,                            an extension; absent when the object has none
 *    "calendarid": "<id>",                    an extension; absent when it belongs to no calendar
 *    "splitfrom": "<id>", ...                 extensions that the change has noted (announce_note)
 *    "data": {the object as the API shows it}}
 *
 * A message is stored in the outbox, in EVENTS and in each feed of its audience, so the bytes that
 * one change may leave there are bounded: where the object does not fit, its place takes
 *
 *    "dataref": "/events/<id of the object>"  where the API shows it; absent when it is deleted
 *
 * Source: CloudEvents 1.0.2, JSON event format; CloudEvents extension "dataref".
 */
#include "shared/actor/outbox_message.h"

#include "shared/actor/service.h"
#include "shared/base/must.h"
#include "shared/bus/feed.h"
#include "shared/codec/json.h"
#include "shared/codec/pack.h"

#include <stdio.h>
#include <string.h>

/* What the message says beside the object; at most so many attributes. */
enum { ATTRIBUTES_MAX = 16, PATH_TEXT = 128 };

struct attributes {
    struct buf packed;
    size_t count;
};

static void
set_word(struct attributes *to, const char *name, const char *value)
{
    pack_word(&to->packed, name);
    pack_word(&to->packed, value);
    to->count++;
}

static void
set_uuid(struct attributes *to, const char *name, struct uuid value)
{
    char text[UUID_TEXT];

    uuid_format(value, text);
    set_word(to, name, text);
}

static void
set_int(struct attributes *to, const char *name, int64_t value)
{
    pack_word(&to->packed, name);
    pack_int(&to->packed, value);
    to->count++;
}

static void
set_context(struct attributes *to, const struct sql_outbox_insert *row)
{
    char source[80], time[INSTANT_TEXT];

    snprintf(source, sizeof source, "/almanac/%s", the_service.name);
    instant_format(instant_now(), time);
    set_word(to, "specversion", "1.0");
    set_uuid(to, "id", row->id);
    set_word(to, "source", source);
    set_word(to, "type", row->type);
    set_word(to, "time", time);
    set_uuid(to, "subject", row->object_id);
    set_word(to, "datacontenttype", "application/json");
}

static void
set_notes(struct attributes *to, const struct note *note)
{
    for (; note != NULL; note = note->next) {
        pack_word(&to->packed, note->name);
        if (note->text != NULL)
            pack_word(&to->packed, note->text);
        else
            pack_bool(&to->packed, true);
        to->count++;
    }
}

static void
set_extensions(struct attributes *to, const struct sql_outbox_insert *row,
               const struct announcement *what, const void *object, int64_t previous_version)
{
    struct uuid calendar_id;

    if (previous_version != 0)
        set_int(to, "previousversion", previous_version);
    if (row->has_version)
        set_int(to, "version", row->version);
    if (what->calendar_offset >= 0) {
        memcpy(&calendar_id, (const char *)object + what->calendar_offset, sizeof calendar_id);
        if (!uuid_is_nil(calendar_id))
            set_uuid(to, "calendarid", calendar_id);
    }
}

static void
set_data(struct attributes *to, const struct announcement *what, const void *object)
{
    pack_word(&to->packed, "data");
    wire_encode(&to->packed, what->shape, object);
    to->count++;
}

static void
set_reference(struct attributes *to, const struct sql_outbox_insert *row,
              const struct announcement *what)
{
    char id[UUID_TEXT], path[PATH_TEXT];
    bool has_id;

    if (what->path == NULL)
        return;
    has_id = what->path[strlen(what->path) - 1] == '/';
    uuid_format(row->object_id, id);
    snprintf(path, sizeof path, "%s%s", what->path, has_id ? id : "");
    set_word(to, "dataref", path);
}

/* In the request's arena. */
static struct bytes
attributes_json(struct request *rq, const struct attributes *from)
{
    struct buf packed, json;
    struct bytes text;

    must(from->count <= ATTRIBUTES_MAX);
    buf_init(&packed);
    buf_init(&json);
    pack_map(&packed, from->count);
    buf_add(&packed, from->packed.data, from->packed.len);
    must(json_from_msgpack((struct bytes){packed.data, packed.len}, &json));
    text.data = (const uint8_t *)arena_strndup(rq->arena, (const char *)json.data, json.len);
    text.len = json.len;
    buf_fini(&json);
    buf_fini(&packed);
    return text;
}

static bool
fits(size_t len, size_t readers)
{
    return len <= FEED_MESSAGE_MAX && len * (readers > 0 ? readers : 1) <= FEED_CHANGE_MAX;
}

const char *
outbox_message(struct request *rq, const struct sql_outbox_insert *row,
               const struct announcement *what, const void *object, int64_t previous_version)
{
    struct attributes all = {.count = 0};
    struct bytes text;
    size_t context_len, context_count;

    buf_init(&all.packed);
    set_context(&all, row);
    set_extensions(&all, row, what, object, previous_version);
    set_notes(&all, rq->notes);
    context_len = all.packed.len;
    context_count = all.count;
    set_data(&all, what, object);
    text = attributes_json(rq, &all);
    if (!fits(text.len, row->audience.count)) {
        all.packed.len = context_len;
        all.count = context_count;
        set_reference(&all, row, what);
        text = attributes_json(rq, &all);
    }
    buf_fini(&all.packed);
    return (const char *)text.data;
}
