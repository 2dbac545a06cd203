/*
 * redis - the connection to Redis, on the gateway's loop.
 *
 * Opened with the first command, and opened anew with the next one after it broke.
 *
 * Failure: a ping that is not answered by its deadline is answered "away", and the connection is
 *   given up.  A command has no deadline of its own: its sender calls redis_give_up.
 * Threads: the loop's.
 */
#ifndef GATEWAY_LIMIT_REDIS_H
#define GATEWAY_LIMIT_REDIS_H

#include <h2o.h>
#include <hiredis/async.h>
#include <stdbool.h>
#include <stdint.h>

struct redis;

/* `unix:///path` or `redis://host:port`; die() on anything else. */
struct redis *redis_open(h2o_loop_t *loop, const char *url);
void redis_close(struct redis **redis);

/* One at a time. */
void redis_ping(struct redis *redis, int64_t deadline_ms, void (*done)(void *arg, bool up),
                void *arg);

/*
 * Sends a command; its arguments are copied.  `fn` gets the redisReply, or NULL when there will be
 * none.  False: it could not even be sent, and `fn` is not called.
 */
bool redis_ask(struct redis *redis, redisCallbackFn *fn, void *arg, int argc, const char **argv,
               const size_t *lens) __attribute__((warn_unused_result));
/* Gives the connection up: what was asked on it is answered NULL. */
void redis_give_up(struct redis *redis);

/* Looks at the deadline; call now and then. */
void redis_tick(struct redis *redis, int64_t now_ms);

#endif
