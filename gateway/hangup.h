/*
 * hangup - notices that a client has gone while nothing is read of it and nothing written.
 *
 * libh2o does not read a connection whose request is being answered, and so would learn of its end
 * by the second write that fails.  These connections are watched here for their end alone, beside
 * libh2o and without taking a byte.  A client that only closes its own direction counts as gone.
 *
 * Ownership: a watch is its owner's, who ends it before the descriptor is closed.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_HANGUP_H
#define GATEWAY_HANGUP_H

struct hangups;

/* The descriptor of hangups_fd becomes readable when somebody has gone; hangups_turn tells whom. */
struct hangups *hangups_new(void);
void hangups_destroy(struct hangups **all);
int hangups_fd(const struct hangups *all);
void hangups_turn(struct hangups *all);

struct hangup {
    int fd; /* 0: not watched */
    /* Called once; the watch has ended by then. */
    void (*gone)(struct hangup *hangup);
};

void hangup_watch(struct hangups *all, struct hangup *hangup, int fd);
/* May be called when it is not watched. */
void hangup_end(struct hangups *all, struct hangup *hangup);

#endif
