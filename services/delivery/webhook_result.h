/*
 * webhook_result - what the ends of attempts mean for the webhooks that they were sent to.
 *
 *     accepted   2xx             it fails no more
 *     failed     anything else   it fails, since now or since before
 *     gone       410             it is disabled at once
 *
 * One that has failed for five days without anything being accepted is disabled as well.  Whoever is
 * disabled is told so by the feed message webhook.disabled, and its owner by a mail (webhook_mail.h).
 *
 * Failure: as the statements.
 * Threads: as the request.
 */
#ifndef SERVICES_DELIVERY_WEBHOOK_RESULT_H
#define SERVICES_DELIVERY_WEBHOOK_RESULT_H

#include "shared/base/clock.h"
#include "shared/request/request.h"

enum webhook_end { WEBHOOK_ACCEPTED, WEBHOOK_FAILED, WEBHOOK_GONE };

struct webhook_result {
    struct uuid webhook_id;
    enum webhook_end end;
};

/* In the transaction that writes what became of the deliveries; any number, a webhook several times. */
enum err webhook_results(struct request *rq, const struct webhook_result *all, size_t count,
                         struct instant now) __attribute__((warn_unused_result));

#endif
