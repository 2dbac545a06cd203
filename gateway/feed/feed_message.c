/*
 * What the stream FEED has:
 *
 *   subject   in.feed.<user>.<noun>.<verb>          in.feed.01890a5d-....contact.created
 *   payload   a CloudEvent of one line of JSON (schemas/asyncapi.yaml), of which is read here
 *             id                  the event's
 *             calendarid          the calendar of an event
 *             subject             of a calendar: itself
 *
 * As a WebSocket frame (RFC 6455 section 5.2), final and unmasked, with the shortest form of its
 * length:
 *
 *   0x80 | opcode
 *   length                          up to 125
 *   126, length in 2 bytes          up to 65535
 *   127, length in 8 bytes          above
 *   payload
 *
 * As a server-sent event (HTML Living Standard, section 9.2):
 *
 *   id: <id>\n
 *   data: <payload>\n
 *   \n
 */
#include "gateway/feed/feed_message.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_FRAME = 1, HEADER_MAX = 10 };

bool
feed_message_address(const char *subject, struct feed_message *out)
{
    static const char prefix[] = "in.feed.";
    const char *user = subject + sizeof prefix - 1, *noun = user + UUID_TEXT, *end;

    if (strlen(subject) <= sizeof prefix - 1 + UUID_TEXT ||
        memcmp(subject, prefix, sizeof prefix - 1) != 0 || user[UUID_TEXT - 1] != '.' ||
        !uuid_parse(user, UUID_TEXT - 1, &out->user))
        return false;
    end = strchr(noun, '.');
    if (end == NULL)
        return false;
    out->noun = feed_noun_of((struct bytes){(const uint8_t *)noun, (size_t)(end - noun)});
    return out->noun != FEED_NOUN_COUNT;
}

static bool
feed_message_read_uuid(const json_t *text, struct uuid *out)
{
    return json_is_string(text) &&
           uuid_parse(json_string_value(text), json_string_length(text), out);
}

bool
feed_message_read(struct feed_message *m, struct bytes json)
{
    json_t *event = json_loadb((const char *)json.data, json.len, 0, NULL);
    const char *calendar = m->noun == FEED_CALENDAR ? "subject" : "calendarid";
    bool good = feed_message_read_uuid(json_object_get(event, "id"), &m->id);

    m->json = json;
    (void)feed_message_read_uuid(json_object_get(event, calendar), &m->calendar);
    json_decref(event);
    return good;
}

void
feed_message_fini(struct feed_message *m)
{
    packet_release(m->ws);
    packet_release(m->sse);
    m->ws = m->sse = NULL;
}

static size_t
frame_header(uint8_t out[HEADER_MAX], unsigned opcode, size_t len)
{
    out[0] = (uint8_t)(0x80 | opcode);
    if (len < 126) {
        out[1] = (uint8_t)len;
        return 2;
    }
    if (len <= UINT16_MAX) {
        out[1] = 126;
        out[2] = (uint8_t)(len >> 8);
        out[3] = (uint8_t)len;
        return 4;
    }
    out[1] = 127;
    for (int i = 0; i < 8; i++)
        out[2 + i] = (uint8_t)((uint64_t)len >> (56 - 8 * i));
    return 10;
}

struct packet *
ws_frame(struct uuid id, unsigned opcode, struct bytes payload)
{
    uint8_t header[HEADER_MAX];
    size_t len = frame_header(header, opcode, payload.len);
    struct packet *packet = packet_new(id, len + payload.len);

    memcpy(packet->data, header, len);
    if (payload.len > 0)
        memcpy(packet->data + len, payload.data, payload.len);
    return packet;
}

struct packet *
feed_message_ws(struct feed_message *m)
{
    if (m->ws == NULL)
        m->ws = ws_frame(m->id, TEXT_FRAME, m->json);
    return packet_keep(m->ws);
}

static struct packet *
sse_event(const struct feed_message *m)
{
    char id[UUID_TEXT], head[64];
    struct packet *packet;
    int len;

    uuid_format(m->id, id);
    len = snprintf(head, sizeof head, "id: %s\ndata: ", id);
    packet = packet_new(m->id, (size_t)len + m->json.len + 2);
    memcpy(packet->data, head, (size_t)len);
    memcpy(packet->data + len, m->json.data, m->json.len);
    memcpy(packet->data + len + m->json.len, "\n\n", 2);
    return packet;
}

struct packet *
feed_message_sse(struct feed_message *m)
{
    if (m->sse == NULL)
        m->sse = sse_event(m);
    return packet_keep(m->sse);
}
