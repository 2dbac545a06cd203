/*
 * runner_private - what the files of the runner share:
 *
 *   runner.c        its thread: when it claims and writes
 *   runner_held.c   what it has in hand, from the claim to the written result
 *   runner_owner.c  start, wake, stop
 */
#ifndef SERVICES_DELIVERY_RUNNER_PRIVATE_H
#define SERVICES_DELIVERY_RUNNER_PRIVATE_H

#include "services/delivery/lane.h"
#include "services/delivery/result.h"
#include "services/delivery/runner.h"
#include "services/delivery/tally.h"
#include "services/delivery/worker.h"
#include "shared/base/monitor.h"

#include <pthread.h>

struct runner {
    const struct runner_conf *conf;
    struct tally *tally;
    pthread_t thread;

    struct monitor monitor; /* of what follows */
    bool woken, leaving;
    struct sending *steps;     /* that go on on the thread */
    struct outbound *outbound; /* NULL before and after the thread */

    /* Of the thread. */
    struct request *rq;
    struct worker worker;
    struct lanes *lanes;
    struct sending *held[RUNNER_HELD]; /* all that it has in hand, by their `place` */
    size_t held_count;
    size_t under_way;                   /* of these: given to their channels */
    struct sending *ended[RUNNER_HELD]; /* of these: their results wait to be written */
    size_t ended_count;
    int64_t ended_ms;          /* since when the first of them waits */
    bool asked;                /* a pass is */
    int64_t next_ms, claim_ms; /* when something is due, and when it may be claimed */
    int64_t again_ms, bury_ms, measure_ms, leaving_ms;
    struct sending *claimed[CLAIM_MAX];
};

void *runner_main(void *runner);

/* A claim that was committed. */
void runner_hold(struct runner *r, struct sending *s);
/* It was in a lane, was not tried, and comes again after so long. */
void runner_give_back(struct runner *r, struct sending *s, int64_t wait_ms);
/* Writes the first `count` results; does not commit. */
enum err runner_write(struct runner *r, struct request *rq, struct instant now, size_t count);
/* They are committed, and forgotten. */
void runner_written(struct runner *r, size_t count);
/* The others go on without the one that cannot be read or written. */
enum err runner_unreadable(struct runner *r, struct request *rq, struct instant now);
/* The ids of all in hand, in the request's arena. */
struct uuids runner_ids(const struct runner *r, struct request *rq);
/* The end of the thread: gives back what was not tried. */
void runner_leave(struct runner *r);

#endif
