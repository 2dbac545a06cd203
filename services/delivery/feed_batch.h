/*
 * feed_batch - some messages of feeds, and the deliveries that are made of them.
 *
 *     a message that webhooks hear     a delivery for each, with the message as body, byte for byte
 *     a reminder that is due by mail   a mail (reminder_mail.h)
 *     any other                        nothing
 *     one that cannot be read          a delivery that is set aside, for each that hears its noun
 *     no message of a feed             is dropped, and logged as an error
 *
 * The id of a delivery is a digest of the webhook's and the message's id, that of a mail one of the
 * user's and the message's, so a message that comes again makes none.
 *
 * Ownership: feed_batch_new's caller destroys the batch, which owns its messages.
 * Failure:   after an error the messages are told to come again: after 250 ms, doubled each time, or
 *   after ten minutes when it is a fault of ours; then one alone bears it.
 * Threads:   one at a time.
 */
#ifndef SERVICES_DELIVERY_FEED_BATCH_H
#define SERVICES_DELIVERY_FEED_BATCH_H

#include "shared/bus/bus.h"
#include "shared/request/request.h"

enum { FEED_BATCH = 256 };

struct feed_batch {
    size_t count;
    struct bus_message *messages[FEED_BATCH];
};

struct feed_batch *feed_batch_new(void);
void feed_batch_destroy(struct feed_batch **batch);
/* False: it is full, and the message is still the caller's. */
bool feed_batch_add(struct feed_batch *batch, struct bus_message *message);

/* Makes the deliveries, commits, and acknowledges. */
void feed_batch_run(struct request *rq, const struct feed_batch *batch);

#endif
