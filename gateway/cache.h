/*
 * cache - the connection to Redis, on the gateway's loop.
 *
 * Made when it is first asked for, and made again after it broke.
 *
 * Failure: a question that is not answered by its deadline is answered "away", and the connection
 * is given up. Threads: the loop's.
 */
#ifndef GATEWAY_CACHE_H
#define GATEWAY_CACHE_H

#include <h2o.h>
#include <hiredis/async.h>
#include <stdbool.h>
#include <stdint.h>

struct cache;

/* `unix:///path` or `redis://host:port`; die() on anything else. */
struct cache *cache_open(h2o_loop_t *loop, const char *url);
void cache_close(struct cache **cache);

/* One at a time. */
void cache_ping(struct cache *cache, int64_t deadline_ms, void (*done)(void *arg, bool up),
                void *arg);

/*
 * Sends a command; its arguments are copied.  `fn` gets the redisReply, or NULL when there will be
 * none.  False: it could not even be sent, and `fn` is not called.
 */
bool cache_ask(struct cache *cache, redisCallbackFn *fn, void *arg, int argc, const char **argv,
               const size_t *lens) __attribute__((warn_unused_result));
/* Gives the connection up: what was asked on it is answered NULL. */
void cache_give_up(struct cache *cache);

/* Looks at the deadline; call now and then. */
void cache_tick(struct cache *cache, int64_t now_ms);

#endif
