/*
 * redis_loop - lets hiredis's asynchronous client run on an h2o loop.
 *
 * Ownership: lives and dies with the context.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_LIMIT_REDIS_LOOP_H
#define GATEWAY_LIMIT_REDIS_LOOP_H

#include <h2o.h>
#include <hiredis/async.h>

void redis_loop_attach(redisAsyncContext *redis, h2o_loop_t *loop);

#endif
