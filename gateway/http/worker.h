/*
 * worker - a thread for work that would hold up the loop, such as parsing a large body.
 *
 * A job goes to the thread and comes back to the loop.  Those who give jobs take turns: however
 * many one of them has waiting, the first one of another is next but one.
 *
 * Ownership: a job is its maker's; between worker_give and `done` only `run` may touch it.
 * Failure:   worker_give is false when WORKER_JOBS wait, or WORKER_JOBS_OF_ONE of the same owner.
 * Threads:   everything is the loop's but `run`.
 */
#ifndef GATEWAY_HTTP_WORKER_H
#define GATEWAY_HTTP_WORKER_H

#include "shared/base/uuid.h"

#include <h2o.h>
#include <stdbool.h>
#include <stdint.h>

enum { WORKER_JOBS = 64, WORKER_JOBS_OF_ONE = 8 };

struct job {
    struct uuid owner;             /* a user, or an address */
    void (*run)(struct job *job);  /* on the thread */
    void (*done)(struct job *job); /* on the loop, afterwards */

    /* Of worker.c. */
    h2o_multithread_message_t message;
    uint64_t turn;
    struct job *next;
};

struct worker;

struct worker *worker_new(h2o_loop_t *loop);
/* Finishes what was given. */
void worker_destroy(struct worker **worker);

bool worker_give(struct worker *worker, struct job *job) __attribute__((warn_unused_result));

#endif
