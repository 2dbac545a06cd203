/*
 * relay_send - one batch of the outbox on its way to JetStream.
 *
 * A row is stored when it is in EVENTS and in the feed of everybody in its audience.
 *
 * Ownership: relay_sender_new's caller owns the sender; what relay_send takes is borrowed.
 * Failure:   ERR_UNAVAILABLE when one message was not stored; nothing was sent after it was known.
 * Threads:   relay_send belongs to the relay's thread; the loop must turn the bus meanwhile.
 */
#ifndef SHARED_ACTOR_RELAY_SEND_H
#define SHARED_ACTOR_RELAY_SEND_H

#include "gen/runtime/sql.h"
#include "shared/base/err.h"

enum { RELAY_BATCH = 256 };

struct relay_sender;

struct relay_sender *relay_sender_new(void);
void relay_sender_destroy(struct relay_sender **s);

/* Messages since the start that were stored, and attempts that were not. */
void relay_sender_count(struct relay_sender *s, int64_t *stored, int64_t *failed);

/* The bus was away: the next message goes alone. */
void relay_sender_careful(struct relay_sender *s);

/*
 * At most RELAY_BATCH rows; `stored` gets the ids of those that are stored, also on failure.  Where
 * acks are slow, begins no row after two seconds: the caller marks what is stored and comes again.
 * `rq` is asked about rows that are sent again (relay_republish.h).
 */
enum err relay_send(struct relay_sender *s, struct request *rq,
                    const struct sql_outbox_unsent_row *rows, size_t count, struct uuid *stored,
                    size_t *stored_count);

#endif
