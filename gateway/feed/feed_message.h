/*
 * feed_message - one message of somebody's feed, as the stream FEED has it, and its two framings.
 *
 * Subject `in.feed.<user>.<noun>.<verb>`, payload a CloudEvent (schemas/asyncapi.yaml).
 *
 * Ownership: the payload is borrowed; the framings are made when the first reader wants one, and
 *   feed_message_fini gives back the message's own references to them.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_FEED_FEED_MESSAGE_H
#define GATEWAY_FEED_FEED_MESSAGE_H

#include "gateway/feed/feed_packet.h"
#include "gateway/feed/feed_topics.h"

struct feed_message {
    uint64_t sequence; /* in the stream */
    struct uuid user;
    enum feed_noun noun;
    struct uuid id;
    struct uuid calendar; /* where its object belongs; nil: nowhere */
    struct bytes json;
    struct packet *ws, *sse; /* NULL: not made */
};

/* Whose and of what, without a look at the payload; false for what is no subject of ours. */
bool feed_message_address(const char *subject, struct feed_message *out);
/* After that; false when it is no event of ours. */
bool feed_message_read(struct feed_message *m, struct bytes json);
void feed_message_fini(struct feed_message *m);

/* A reference to the message as one WebSocket frame (RFC 6455 section 5.2), as one server-sent
 * event. */
struct packet *feed_message_ws(struct feed_message *m);
struct packet *feed_message_sse(struct feed_message *m);

/* A final, unmasked frame. */
struct packet *ws_frame(struct uuid id, unsigned opcode, struct bytes payload);

#endif
