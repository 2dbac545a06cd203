/*
 * relay_republish - which of the messages that are sent again a feed still needs.
 *
 * The server drops what is sent twice by its id, but it forgets the ids of what a feed has dropped
 * to make room; sent again, those would stand in the feed a second time, behind what came later.
 * A server that went away has lost the end of a stream and nothing before it, so a feed needs only
 * what was published after the last message that it has.
 *
 * Ownership: relay_republish_new's caller owns it.
 * Failure:   ERR_UNAVAILABLE when the stream does not answer, or an error of the database.
 * Threads:   the relay's; the loop must turn the bus meanwhile.
 */
#ifndef SHARED_ACTOR_RELAY_REPUBLISH_H
#define SHARED_ACTOR_RELAY_REPUBLISH_H

#include "shared/request/request.h"

struct relay_republish;

struct relay_republish *relay_republish_new(void);
void relay_republish_destroy(struct relay_republish **again);

/* The bus was away: what is known of feeds holds no more. */
void relay_republish_forget(struct relay_republish *again);

/* Of the row with that `seq`, for the feed's `subject`. */
enum err relay_republish_needs(struct relay_republish *again, struct request *rq,
                               const char *subject, int64_t seq, bool *needs)
    __attribute__((warn_unused_result));

#endif
