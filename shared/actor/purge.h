/*
 * purge - rows whose time is over, deleted in pieces.
 *
 * Units:   numbers of rows.
 * Failure: as the statement or the commit.
 * Threads: as the request; in jobs alone, because it ends the transaction.
 */
#ifndef SHARED_ACTOR_PURGE_H
#define SHARED_ACTOR_PURGE_H

#include "shared/request/request.h"

/* A statement that deletes at most so many rows, and says how many it has. */
typedef enum err purge_some(struct request *rq, int64_t *affected);

/*
 * Runs the statement, whose LIMIT is `most`, until it finds fewer; each time in a transaction of
 * its own, so that nobody waits for a long one.
 */
enum err purge_all(struct request *rq, purge_some *some, int64_t most)
    __attribute__((warn_unused_result));

#endif
