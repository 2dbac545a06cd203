/*
 * batch - many changes of events in one transaction.
 *
 *   batch.c           the handler: all items in their order
 *   batch_item.c      one item, as a request of its own
 *   batch_outcome.c   what is answered of it
 *
 * Ownership: the batch and its outcomes live in the request's arena.
 * Threads:   as the request.
 */
#ifndef SERVICES_EVENT_BATCH_H
#define SERVICES_EVENT_BATCH_H

#include "services/event/create.h"
#include "shared/request/request.h"

/* What an item names. */
struct batch_kind {
    const struct operation *operation;
    int64_t status; /* of its success */
    bool takes_event, takes_patch;
};

const struct batch_kind *batch_kind(const struct event_batch_item *item);

/* Its body as it came; NULL: none. */
const msgpack_object *batch_body(const struct event_batch_item *item);

/* What is wrong with the item itself, its body aside. */
enum err batch_item_check(struct request *part, const struct event_batch_item *item)
    __attribute__((warn_unused_result));

/* A new single event to which nobody is invited: it is inserted together with others. */
bool batch_item_is_plain(const struct event_batch_item *item);
enum err batch_item_ready(struct request *part, const struct event_batch_item *item,
                          struct creation *out) __attribute__((warn_unused_result));

/* All that the operation does; `out` has the id and the version. */
enum err batch_item_run(struct request *part, const struct event_batch_item *item,
                        struct event_batch_outcome *out) __attribute__((warn_unused_result));

/* Why the part was refused, in the arena of the whole. */
void batch_outcome_refused(struct request *whole, const struct request *part, enum err err,
                           struct event_batch_outcome *out);

/* The same as the answer to the whole, which names the item by its place. */
void batch_refuse_all(struct request *whole, const struct request *part,
                      const struct event_batch_item *item, size_t place);

#endif
