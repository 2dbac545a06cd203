/*
 * result - what became of attempts, written for many at once.
 *
 * A result counts only while the row is still the worker's own: after its connection was lost another
 * worker may have the row.  That something was sent counts in any case.
 *
 * Failure: errors of the statements; nothing is written then.
 * Threads: the runner's.
 */
#ifndef SERVICES_DELIVERY_RESULT_H
#define SERVICES_DELIVERY_RESULT_H

#include "services/delivery/claim.h"

enum { RESULTS_MAX = 256 };

/* Decides when it is tried again, or that the day is over: s->wait_us. */
void result_judge(struct sending *s, struct instant now);

/* Writes RESULTS_MAX at most, calls `ended` of their channels and sets `counted`; does not commit. */
enum err results_write(struct request *rq, const struct channels *channels, int64_t worker,
                       struct instant now, struct sending *const *sendings, size_t count)
    __attribute__((warn_unused_result));

#endif
