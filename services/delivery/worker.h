/*
 * worker - who may claim deliveries, and what became of those who did.
 *
 * A worker is a session advisory lock of PostgreSQL, (DELIVERY_WORKERS, number), on the connection
 * that claims: a process that ends, or whose host the server has lost (TCP keepalive), has its lock
 * no longer, and its claims are free at once.  A process that stands still keeps both.  Each new
 * connection is another worker, because nobody knows what was done meanwhile in the name of the old
 * one.
 *
 * Failure: errors of the statements; the caller begins anew.
 * Threads: a worker belongs to one thread, as its connection.
 */
#ifndef SERVICES_DELIVERY_WORKER_H
#define SERVICES_DELIVERY_WORKER_H

#include "shared/base/clock.h"
#include "shared/request/request.h"

enum {
    DELIVERY_WORKERS = 0x64656c76, /* "delv", the class of the locks */
    DEATHS_MAX = 10,               /* of workers, before what they had is set aside */
};

struct worker {
    int64_t number; /* 0: none yet */
    unsigned life;  /* of the connection that has the lock */
    bool alone;     /* there was no other one when it last looked */
};

/* Is one on the connection that is up now; `*is_new`: it was none before, or another one. */
enum err worker_be(struct request *rq, struct worker *w, struct instant now, bool *is_new)
    __attribute__((warn_unused_result));

/* What was taken from the dead, by channel and in order of nothing. */
struct given_back {
    const char *channel;
    bool unknown;   /* it may have been sent */
    bool set_aside; /* it ended too many workers */
};

/* Frees the claims of workers that are dead; `*back` lives in the request's arena. */
enum err worker_bury(struct request *rq, struct worker *w, struct instant now,
                     const struct given_back **back, size_t *count)
    __attribute__((warn_unused_result));

/* Ends in order: it has no claims any more. */
enum err worker_leave(struct request *rq, struct worker *w) __attribute__((warn_unused_result));

#endif
