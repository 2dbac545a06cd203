/*
 * outbox - the writing side of the announcements; relay.h is the reading side.
 *
 * announce() in request.h puts a row beside the change that it tells of.
 */
#ifndef SHARED_ACTOR_OUTBOX_H
#define SHARED_ACTOR_OUTBOX_H

#include "shared/request/request.h"

/* Commits, and wakes the relays when the transaction announced something.  Errors as connection_commit.
 */
enum err outbox_commit(struct request *rq);

#endif
