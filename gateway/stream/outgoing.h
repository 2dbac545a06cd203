/*
 * outgoing - what waits for one client, and what is being written to it.
 *
 * WebSockets and server-sent events write alike: while one write is on its way everything else
 * waits; when it has left, as many packets as one write may carry leave together in the next.
 *
 *   if (outgoing_start(...) > 0)    hand the parts to libh2o
 *   outgoing_written(...)           when libh2o says that they have left
 *
 * Ownership: holds one reference to each packet that waits or is being written.
 * Units:     bytes; times are monotonic milliseconds.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_STREAM_OUTGOING_H
#define GATEWAY_STREAM_OUTGOING_H

#include "gateway/feed/feed_packet.h"
#include "gateway/gateway.h"

enum { OUTGOING_PACKETS = 64 };

/* Zeroed it is empty. */
struct outgoing {
    struct packet_queue waiting;
    struct packet *writing[OUTGOING_PACKETS];
    unsigned writing_count; /* 0: nothing is being written */
    int64_t moved_ms;       /* when a write last began or ended */
    struct uuid given_id;   /* of the last message in a write that began; nil: of none */
};

/* Takes what the next write carries; 0: nothing waits, or a write is still on its way. */
unsigned outgoing_start(struct outgoing *out, h2o_iovec_t parts[OUTGOING_PACKETS])
    __attribute__((warn_unused_result));
/* The write has ended. */
void outgoing_written(struct outgoing *out);
bool outgoing_is_writing(const struct outgoing *out);

/* There is room for what is stored: less than half of `queue` bytes wait. */
bool outgoing_has_room(const struct outgoing *out, int64_t queue);
/* There is no place for another live message: `queue` bytes wait. */
bool outgoing_is_full(const struct outgoing *out, int64_t queue);

void outgoing_fini(struct outgoing *out);

#endif
