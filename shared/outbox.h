/*
 * outbox - the writing side of the announcements; relay.h is the reading side.
 *
 * announce() in request.h puts a row beside the change that it tells of.
 */
#ifndef SHARED_OUTBOX_H
#define SHARED_OUTBOX_H

#include "request.h"

/* Commits, and wakes the relays when the transaction announced something.  Errors as lane_commit.
 */
enum err outbox_commit(struct request *rq);

#endif
