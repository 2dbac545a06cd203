/*
 * outbox_message - the text of one announcement; see outbox_message.c.
 *
 * Threads: any.
 */
#ifndef SHARED_ACTOR_OUTBOX_MESSAGE_H
#define SHARED_ACTOR_OUTBOX_MESSAGE_H

#include "gen/runtime/sql.h"
#include "shared/actor/outbox.h"

/*
 * JSON in the request's arena, with the object if that fits (feed.h); `row` has id, type, object
 * and audience.  A `previous_version` of 0 is none.
 */
const char *outbox_message(struct request *rq, const struct sql_outbox_insert *row,
                           const struct announcement *what, const void *object,
                           int64_t previous_version);

#endif
