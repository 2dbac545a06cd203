/*
 * guard - stands between a client's socket and libh2o's parser until a head has wholly come.
 *
 * libh2o answers a head that it cannot parse with a fixed text that no filter sees.  So it is given
 * a head only when head.h has found it good; anything else is answered here, in our form, and the
 * connection is closed.
 *
 * libh2o arms its own callback for every request, so the guard takes its place again once per turn
 * of the loop for each connection that has begun another request.
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

/* The request on that connection is over. */
void guard_request_over(h2o_socket_t *socket);

/* After every turn of the loop. */
void guard_turn(struct gateway *gateway);

#endif
