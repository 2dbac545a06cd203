/*
 * outbound_courier - a connection to the SMTP server, which sends one letter after the other.
 *
 * Threads: a courier belongs to one; `ending` of its server may be set by another.
 */
#ifndef SHARED_OUTBOUND_OUTBOUND_COURIER_H
#define SHARED_OUTBOUND_OUTBOUND_COURIER_H

#include "shared/outbound/outbound_private.h"
#include "shared/outbound/smtp_reply.h"

#include <stdatomic.h>

struct letter {
    struct letter *prev, *next;
    char *from, *to;
    struct buf message;
    bool needs_utf8;
    int64_t began_ms, timeout_ms;
    outbound_done *done;
    void *arg;
    struct outbound_result result;
};

struct courier_server {
    const struct outbound *outbound;
    char *url, *user, *password, *authorities; /* all but the URL: or NULL */
    long use_ssl;
    atomic_bool ending; /* what is being sent ends within a second */
};

struct courier {
    const struct courier_server *server; /* borrowed */
    CURL *easy;
    bool offers_utf8; /* the server, on this connection */
    /* Of the letter that is being sent: */
    struct letter *letter;
    size_t sent; /* bytes of the message */
    bool all_sent, leaves;
    bool unfit;              /* the server would not take it as it is */
    char command[5];         /* the last one: "RCPT" */
    struct smtp_reply reply; /* the last one */
};

void courier_init(struct courier *c, const struct courier_server *server);
void courier_fini(struct courier *c);
/* Leaves how it ended in `letter->result`. */
void courier_send(struct courier *c, struct letter *letter);

#endif
