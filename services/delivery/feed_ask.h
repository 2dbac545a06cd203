/*
 * feed_ask - something is asked of the stream FEED, and the answer awaited.
 *
 * Failure: ERR_TIMEOUT or ERR_UNAVAILABLE without an answer; else what `read` returns.
 * Threads: a job's thread, outside a transaction; `read` is called on the loop's.
 */
#ifndef SERVICES_DELIVERY_FEED_ASK_H
#define SERVICES_DELIVERY_FEED_ASK_H

#include "shared/bus/stream.h"

typedef enum err feed_ask_read(void *arg, struct bytes answer);

enum err feed_ask(const struct stream_request *request, feed_ask_read *read, void *arg)
    __attribute__((warn_unused_result));

#endif
