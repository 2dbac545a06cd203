/*
 * runner - the thread that sends deliveries.
 *
 * Every replica runs one.  It claims what is due for its worker (worker.h), gives each delivery to its
 * channel, and writes what became of it; and it frees the claims of workers that have died.  Between
 * that it sleeps until the next delivery is due, or somebody wakes it, or, while there are other
 * workers, for a second.
 *
 * Ownership: runner_start's caller stops and then destroys it; the conf outlives it.
 * Failure:   a database that is away is waited for; what was sent meanwhile is kept and written later.
 * Memory:    RUNNER_HELD deliveries at most, each with what its channel needs.
 * Threads:   runner_start, runner_stop and runner_destroy: the owner's; the rest is for any thread,
 *   also after runner_stop.
 */
#ifndef SERVICES_DELIVERY_RUNNER_H
#define SERVICES_DELIVERY_RUNNER_H

#include "services/delivery/claim.h"
#include "shared/actor/actor.h"
#include "shared/outbound/outbound.h"

enum { RUNNER_HELD = 1024, RUNNER_LEAVE_MS = 5000 };

struct runner_conf {
    struct channels channels;
    struct outbound_conf outbound;
};

struct runner *runner_start(const struct runner_conf *conf);
/* Something may be due. */
void runner_wake(struct runner *runner);
void runner_count(struct runner *runner, counter_tell *tell, void *arg);
/* Claims nothing more, waits RUNNER_LEAVE_MS at most for what is under way, and gives back the rest. */
void runner_stop(struct runner *runner);
void runner_destroy(struct runner **runner);

#endif
