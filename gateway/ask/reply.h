/*
 * reply - what a service answers on the bus: {v, body, version?} or {v, error}.
 *
 * Ownership: everything points into the message.
 * Failure:   false when it is no answer in version 1 (a foreign sender, or our bug).
 * Threads:   any.
 */
#ifndef GATEWAY_ASK_REPLY_H
#define GATEWAY_ASK_REPLY_H

#include "shared/base/err.h"
#include "shared/codec/span.h"

struct reply {
    enum err err;
    struct bytes body; /* not checked to be msgpack; data NULL when there was none */
    bool has_version;
    int64_t version;
    struct bytes sentence; /* of the error */
    struct bytes details;  /* msgpack; data NULL when there were none */
    int64_t retry_after_s; /* 0: the default of the code */
};

bool reply_read(struct bytes message, struct reply *out);

#endif
