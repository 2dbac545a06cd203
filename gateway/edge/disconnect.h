/*
 * disconnect - notices that a client has gone while nothing is read of it and nothing written.
 *
 * libh2o does not read a connection while it answers its request, so it would learn of the end only
 * when the second write fails.  These connections are watched for their end beside libh2o, without
 * taking a byte.  A client that only closes its own direction counts as gone.
 *
 * Ownership: a watch belongs to its owner, who ends it before the descriptor is closed.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_EDGE_DISCONNECT_H
#define GATEWAY_EDGE_DISCONNECT_H

struct disconnects;

/* disconnects_fd is readable when a client has gone; disconnects_turn then calls its `gone`. */
struct disconnects *disconnects_new(void);
void disconnects_destroy(struct disconnects **all);
int disconnects_fd(const struct disconnects *all);
void disconnects_turn(struct disconnects *all);

struct disconnect {
    int fd; /* 0: not watched */
    /* Called once; the watch has ended by then. */
    void (*gone)(struct disconnect *disconnect);
};

/* One that the kernel has no room to watch is logged, and stays until a write to it fails. */
void disconnect_watch(struct disconnects *all, struct disconnect *disconnect, int fd);
/* May be called when it is not watched. */
void disconnect_end(struct disconnects *all, struct disconnect *disconnect);

#endif
