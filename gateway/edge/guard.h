/*
 * guard - stands between a client's socket and libh2o's parser until a request may be believed.
 *
 * libh2o answers a head that it cannot parse with a fixed text that no filter sees, and takes bare
 * LFs in chunk framing.  So it is given a head only when head.h has found it good, and a chunked
 * body when chunks.h has seen its end; anything else is answered here, in our form, and the
 * connection is closed.
 *
 * It gets one request at a time: what a client sent behind it is held back until its answer has
 * left, and then judged in its turn.  It hears of that by the socket's request_hook (exchange.h).
 *
 * An answer that is complete has to leave within ALMANAC_ANSWER_TIMEOUT, or the connection ends.
 * Feeds and WebSockets, whose answers go on, look after their readers themselves.
 *
 * Ownership: a client is the guard's until its socket closes.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_EDGE_GUARD_H
#define GATEWAY_EDGE_GUARD_H

#include "gateway/gateway.h"
#include "gateway/http/address.h"

/* What all clients of a listener have in common. */
struct doorway {
    struct gateway *gateway;
    h2o_accept_ctx_t accept;
    h2o_timeout_t answers; /* how long one may take to leave */
    /* The connection has ended. */
    void (*left)(void *arg, struct address from, bool admitted);
    void *arg;
};

/* Hands the connection to libh2o, behind a TLS handshake when there is a certificate. */
void guard_admit(struct doorway *door, h2o_socket_t *socket, struct address from);
/* Answers 503 at once, whatever is asked; under TLS there are no words for it. */
void guard_turn_away(struct doorway *door, h2o_socket_t *socket, struct address from);

/*
 * libh2o has the request, with this body, which it has decoded in the socket's buffer; base NULL:
 * it has none.  Holds back what lies behind it.
 */
void guard_request_begun(h2o_socket_t *socket, h2o_iovec_t body);
/* It becomes another protocol: nothing of it is judged any more. */
void guard_upgraded(h2o_socket_t *socket);
/* What came behind its handshake, back into the socket's buffer. */
void guard_give_held(h2o_socket_t *socket);
/* The client has gone while it was answered: libh2o ends the request and closes the connection. */
void guard_lost(h2o_socket_t *socket);

#endif
