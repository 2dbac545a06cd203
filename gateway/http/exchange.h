/*
 * exchange - one HTTP request and its answer.
 *
 * Ownership: an exchange is counted.  The request holds one reference until its memory goes;
 *   whoever waits for another process holds another (exchange_keep, exchange_release).  When the
 *   client is gone `req` is NULL, and everything that points into the request is dead: check `req`
 *   first.
 * Failure:   an exchange is answered exactly once (must).
 * Threads:   the loop's.
 */
#ifndef GATEWAY_HTTP_EXCHANGE_H
#define GATEWAY_HTTP_EXCHANGE_H

#include "gateway/gateway.h"
#include "gateway/http/address.h"
#include "gateway/http/asker.h"
#include "gateway/http/fields.h"
#include "gateway/http/route.h"
#include "gateway/http/trace.h"
#include "gen/edge/routes.h"

struct exchange {
    struct gateway *gateway;
    h2o_req_t *req; /* NULL: the client is gone */
    struct trace trace;
    int64_t began_ms;          /* monotonic */
    const char *operation;     /* for the log; "-" before the route is known */
    const struct route *route; /* NULL before it is known */
    struct route_path path;    /* in the request's memory */
    struct bytes query;        /* raw, without the `?`; points into the request */
    bool is_head;
    bool answered;
    bool in_flight;
    struct address address;
    int64_t unread;                      /* bytes that count in gateway->unread for it */
    struct limit_texts limits;           /* as its rate limit was decided; empty before that */
    void (*allowed)(struct exchange *x); /* what follows when it has waited for its rate limit */
    struct asker asker;                  /* whose it is */
    char where[ADDRESS_TEXT];            /* behind asker.caller.address */
    struct exchange *next;               /* in the list where it waits */
};

/*
 * Who wants to know what becomes of a connection's requests: the first member of what the socket's
 * on_close.data points to, as guard.c sets it.
 */
struct request_hook {
    void (*answering)(struct request_hook *hook); /* the whole answer is there and may leave */
    void (*over)(struct request_hook *hook);      /* its answer has left, or its client is gone */
};

/* Made when the request has come; it is `req`'s, and answers through it. */
struct exchange *exchange_new(struct gateway *gateway, h2o_req_t *req);
void exchange_keep(struct exchange *x);
void exchange_release(struct exchange *x);

/* It waits for another process from here to its answer, or until nobody waits for that. */
void exchange_waits(struct exchange *x);
void exchange_waits_no_more(struct exchange *x);

/* Its answer, complete, is being written: it has to leave in time from here. */
void exchange_answers(struct exchange *x);

/*
 * Counts an answer of so many bytes until it has left.  False, and it is not counted, when too much
 * of that address or in all waits for clients to read it.
 */
bool exchange_holds(struct exchange *x, size_t len, bool whatever_waits)
    __attribute__((warn_unused_result));

/* The other end of a connection. */
struct address exchange_peer(h2o_conn_t *conn);

/* Memory that lives as long as the request. */
void *exchange_alloc(struct exchange *x, size_t len) __attribute__((malloc, alloc_size(2)));

/* The only line of that header; data NULL when there is none or `*lines` is not 1. */
struct bytes exchange_header(const struct exchange *x, const char *name, unsigned *lines);

#endif
