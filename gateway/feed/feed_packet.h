/*
 * feed_packet - bytes on their way to clients, shared by all whose turn they await.
 *
 * A message is framed once and every client's queue holds a reference, so that memory grows with
 * the messages and not with their readers.
 *
 * Ownership: a packet is counted; a queue owns one reference to each that it holds.
 * Units:     lengths in bytes.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_FEED_FEED_PACKET_H
#define GATEWAY_FEED_FEED_PACKET_H

#include "shared/base/bytes.h"
#include "shared/base/uuid.h"

struct packet {
    unsigned references;
    struct uuid id; /* of the message that ends here; nil: none does */
    size_t len;
    uint8_t data[];
};

/* With one reference, the caller's, and its bytes still to be written. */
struct packet *packet_new(struct uuid id, size_t len);
struct packet *packet_of(struct bytes bytes); /* of no message */
struct packet *packet_keep(struct packet *packet);
void packet_release(struct packet *packet);

/* First in, first out; zeroed it is empty. */
struct packet_queue {
    struct packet **ring;
    size_t first, count, room;
    size_t bytes;
};

void packets_push(struct packet_queue *queue, struct packet *packet); /* takes the reference */
struct packet *packets_take(struct packet_queue *queue); /* gives it; NULL when empty */
void packets_clear(struct packet_queue *queue);          /* also frees what it has allocated */

#endif
