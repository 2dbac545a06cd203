/*
 * auth_answer - reads what the auth service says to the gateway, by the contract's shapes.
 *
 * What is decoded lives in `scratch`, which is emptied first.
 *
 * Failure: false for anything but a good and complete answer: not to know is never to pass.
 * Threads: any.
 */
#ifndef GATEWAY_IDENTITY_AUTH_ANSWER_H
#define GATEWAY_IDENTITY_AUTH_ANSWER_H

#include "gen/auth/api.h"

/* An answer to that operation; `out` has op->output->size bytes. */
bool auth_answer_read(struct arena *scratch, const struct operation *op, struct bytes message,
                      void *out);

/* What it tells everybody, without an envelope. */
bool auth_answer_read_told(struct arena *scratch, const struct shape *shape, struct bytes message,
                           void *out);

#endif
