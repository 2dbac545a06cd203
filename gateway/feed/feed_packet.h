/*
 * feed_packet - bytes on their way to clients, and the queues in which they wait.
 *
 * A message is framed once, and the queue of each client holds a reference.  So memory grows with
 * the messages and not with the clients that hear them.
 *
 * Ownership: a packet is counted; a queue holds one reference to each packet in it.
 * Units:     lengths in bytes.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_FEED_FEED_PACKET_H
#define GATEWAY_FEED_FEED_PACKET_H

#include "shared/base/bytes.h"
#include "shared/base/uuid.h"

struct packet {
    unsigned references;
    struct uuid id; /* of the message that it is; nil: of none */
    size_t len;
    uint8_t data[];
};

/* The caller has the only reference, and writes the bytes. */
struct packet *packet_new(struct uuid id, size_t len);
/* A copy of the bytes, which are no message. */
struct packet *packet_of(struct bytes bytes);
struct packet *packet_keep(struct packet *packet);
void packet_release(struct packet *packet); /* may be NULL */

/* First in, first out; zeroed it is empty. */
struct packet_queue {
    struct packet **ring; /* of malloc; NULL: nothing has ever waited */
    size_t first;         /* index into ring */
    size_t count, room;   /* packets */
    size_t bytes;         /* of all packets in it */
};

/* Takes over the reference. */
void packets_push(struct packet_queue *queue, struct packet *packet);
/* Gives the reference to the caller; NULL when the queue is empty. */
struct packet *packets_take(struct packet_queue *queue);
/* Empties the queue and frees its memory. */
void packets_clear(struct packet_queue *queue);

#endif
