/*
 * What runs anew is the handler alone: what it has deferred to the commit (connection.h) waits for
 * nobody who waits for it, so no commit is undone for the sake of another.
 */
#include "shared/actor/retry.h"

#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/db/connection.h"

#include <string.h>

enum { TRIES = 4 };

enum err
retry_call(struct request *rq, handler_call *call, const void *in, void *out)
{
    const struct request fresh = *rq;
    enum err err = call(rq, in, out);
    int tries = 1;

    while (err && connection_collided(rq->connection) && tries < TRIES &&
           monotonic_ms() < rq->deadline_ms) {
        log_event(LOG_WARN, "transaction.undone", "event=%s tries=%d", rq->event, tries);
        connection_rollback(rq);
        *rq = fresh;
        if (out != NULL)
            memset(out, 0, rq->operation->output->size);
        err = call(rq, in, out);
        tries++;
    }
    if (err && connection_collided(rq->connection))
        err = refuse(rq, ERR_UNAVAILABLE, "others change the same at this moment; try again");
    return err;
}
