/*
 * outbound_transfer - one request of HTTP: what it sends, what libcurl is told of it and what it
 * takes.
 */
#ifndef SHARED_OUTBOUND_OUTBOUND_TRANSFER_H
#define SHARED_OUTBOUND_OUTBOUND_TRANSFER_H

#include "shared/outbound/outbound_private.h"
#include "shared/outbound/url.h"

struct transfer {
    struct outbound *outbound;
    outbound_done *done; /* NULL: the slot is free */
    void *arg;
    int64_t began_ms;
    const char *fault; /* why it was not begun, or was ended by us; else NULL */
    enum outbound_end fault_end;
    CURL *easy; /* NULL until the slot's first request */
    struct url url;
    struct curl_slist *headers;
    bool posts;
    struct buf sent, body;
    size_t body_max, head_len;
    int opened, refused; /* sockets */
};

/* Copies what is to be sent.  NULL, or what is wrong with it. */
const char *transfer_take(struct transfer *t, const struct outbound_request *request);
/* Gives it to the multi handle. */
void transfer_begin(struct transfer *t, int64_t timeout_ms);

#endif
