/*
 * guard_private - what the files of the guard share: guard.c has the life of a client,
 * guard_judge.c what becomes of its bytes.
 */
#ifndef GATEWAY_EDGE_GUARD_PRIVATE_H
#define GATEWAY_EDGE_GUARD_PRIVATE_H

#include "gateway/edge/backlog.h"
#include "gateway/edge/guard.h"
#include "gateway/edge/turns.h"
#include "gateway/http/chunks.h"
#include "gateway/http/exchange.h"
#include "gateway/http/head.h"

struct client {
    struct request_hook hook; /* first: the socket's data is known by it */
    struct doorway *door;
    struct address from;
    bool admitted;
    h2o_socket_t *socket;
    h2o_socket_cb parser;       /* libh2o's reader of requests; NULL: it has not got the socket */
    struct turn turn;           /* waiting: its request has come */
    h2o_timeout_entry_t next;   /* linked: its request is over */
    h2o_timeout_entry_t late;   /* linked: it waits while libh2o's own clock does not run yet */
    h2o_timeout_entry_t unread; /* linked: its answer is being written */
    struct backlog backlog;     /* what came behind the request */
    char *last_words;           /* of a refusal that is being written */
    size_t drained;
    struct head head;     /* of the request that is awaited or answered */
    struct chunks chunks; /* of its body */
    size_t judged;        /* so far in the socket's buffer; 0: the head is awaited */
    bool upgraded;        /* it speaks no HTTP any more */
};

enum guard_verdict {
    GUARD_MORE,  /* more has to come */
    GUARD_WHOLE, /* libh2o may have it */
    GUARD_LATER, /* it is refused, or reading goes on when 100 Continue has been written */
};

/* Of what has come of its request and was not judged yet. */
enum guard_verdict guard_judge(struct client *client);
/* Up to so many bytes of the backlog, back into the socket's buffer. */
void guard_give_back(struct client *client, size_t len);

/* Its reader of bytes, while libh2o has not got the request. */
void guard_on_bytes(h2o_socket_t *socket, const char *err);
void guard_refuse(struct client *client, enum err err, const char *why);

#endif
