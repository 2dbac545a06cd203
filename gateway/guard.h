/*
 * guard - stands between a client's socket and libh2o's parser until a head has wholly come.
 *
 * libh2o answers a head that it cannot parse with a fixed text that no filter sees.  So it is given
 * a head only when head.h has found it good; anything else is answered here, in our form, and the
 * connection is closed.
 *
 * It gets one request at a time: what a client sent behind it is held back until its answer has
 * left, and then judged in its turn.
 *
 * Ownership: a client is the guard's until its socket closes.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_GUARD_H
#define GATEWAY_GUARD_H

#include "gateway/gateway.h"

/* Hands the connection to libh2o.  `closed` is called when it has ended. */
void guard_accept(h2o_accept_ctx_t *ctx, struct gateway *gateway, h2o_socket_t *socket,
                  void (*closed)(void *arg), void *arg);

/* The request in the socket's buffer ends at `end`: holds back the rest. */
void guard_request_begun(h2o_socket_t *socket, size_t end);
/* Its answer has left. */
void guard_request_over(h2o_socket_t *socket);

#endif
