/*
 * disconnect - notices that a client has gone while nothing is read of it and nothing written.
 *
 * libh2o does not read a connection whose request is being answered, and so would learn of its end
 * by the second write that fails.  These connections are watched here for their end alone, beside
 * libh2o and without taking a byte.  A client that only closes its own direction counts as gone.
 *
 * Ownership: a watch is its owner's, who ends it before the descriptor is closed.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_EDGE_DISCONNECT_H
#define GATEWAY_EDGE_DISCONNECT_H

struct disconnects;

/* The descriptor of disconnects_fd becomes readable when somebody has gone; disconnects_turn tells whom. */
struct disconnects *disconnects_new(void);
void disconnects_destroy(struct disconnects **all);
int disconnects_fd(const struct disconnects *all);
void disconnects_turn(struct disconnects *all);

struct disconnect {
    int fd; /* 0: not watched */
    /* Called once; the watch has ended by then. */
    void (*gone)(struct disconnect *disconnect);
};

void disconnect_watch(struct disconnects *all, struct disconnect *disconnect, int fd);
/* May be called when it is not watched. */
void disconnect_end(struct disconnects *all, struct disconnect *disconnect);

#endif
