/*
 * feed_message - one message of a user's feed, as the stream FEED has it, and its two framings.
 *
 * A framing is made when the first client needs it, and shared by all that need it.
 *
 * Ownership: the payload is borrowed.  The message holds one reference to each framing, which
 *            feed_message_fini gives up.
 * Failure:   false for what is no message of ours.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_FEED_FEED_MESSAGE_H
#define GATEWAY_FEED_FEED_MESSAGE_H

#include "gateway/feed/feed_packet.h"
#include "gateway/feed/feed_topics.h"

struct feed_message {
    uint64_t sequence;    /* in the stream */
    struct uuid user;     /* whose feed it is in */
    enum feed_noun noun;  /* the kind of object that it is about */
    struct uuid id;       /* the event's */
    struct uuid calendar; /* to which the object belongs; nil: to none */
    struct bytes json;    /* borrowed */
    struct packet *ws;    /* own reference; NULL: not made */
    struct packet *sse;   /* likewise */
};

/* Reads the subject into `user` and `noun`. */
bool feed_message_address(const char *subject, struct feed_message *out);
/* Reads the payload, after the subject, into the rest. */
bool feed_message_read(struct feed_message *m, struct bytes json);
void feed_message_fini(struct feed_message *m);

/* The message as one WebSocket frame, or as one server-sent event.  The caller gets a reference. */
struct packet *feed_message_ws(struct feed_message *m);
struct packet *feed_message_sse(struct feed_message *m);

/* A WebSocket frame that is a whole message, of a server. */
struct packet *ws_frame(struct uuid id, unsigned opcode, struct bytes payload);

#endif
