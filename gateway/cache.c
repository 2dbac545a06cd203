#include "gateway/cache.h"
#include "gateway/redis_loop.h"
#include "shared/must.h"

#include <hiredis/async.h>
#include <stdlib.h>
#include <string.h>

struct cache {
    h2o_loop_t *loop;
    char *host; /* or the path of a socket, when port is 0 */
    int port;
    redisAsyncContext *redis; /* NULL: none */
    int64_t deadline_ms;
    void (*done)(void *arg, bool up); /* NULL: nobody asks */
    void *arg;
};

static void
parse_url(struct cache *cache, const char *url)
{
    static const char local[] = "unix://", remote[] = "redis://";
    const char *colon = strrchr(url, ':');

    if (strncmp(url, local, sizeof local - 1) == 0) {
        cache->host = strdup(url + sizeof local - 1);
    } else if (strncmp(url, remote, sizeof remote - 1) == 0 && colon > url + sizeof remote - 2) {
        cache->host = strndup(url + sizeof remote - 1, (size_t)(colon - url) - sizeof remote + 1);
        cache->port = atoi(colon + 1);
    }
    if (cache->host == NULL || cache->host[0] == '\0' || cache->port < 0 || cache->port > 65535 ||
        (colon > url + sizeof remote - 2 && cache->port == 0 && url[0] == 'r'))
        die("ALMANAC_REDIS_URL must be unix:///path or redis://host:port");
}

struct cache *
cache_open(h2o_loop_t *loop, const char *url)
{
    struct cache *cache = calloc(1, sizeof *cache);

    must(cache != NULL);
    cache->loop = loop;
    parse_url(cache, url);
    return cache;
}

static void
finish(struct cache *cache, bool up)
{
    void (*done)(void *, bool) = cache->done;

    cache->done = NULL;
    if (done != NULL)
        done(cache->arg, up);
}

/* hiredis frees the context after this; a context that we gave up has no cache any more. */
static void
on_end(const redisAsyncContext *redis, int status)
{
    struct cache *cache = redis->data;

    (void)status;
    if (cache == NULL)
        return;
    cache->redis = NULL;
    finish(cache, false);
}

static void
on_connected(const redisAsyncContext *redis, int status)
{
    if (status != REDIS_OK)
        on_end(redis, status);
}

void
cache_give_up(struct cache *cache)
{
    redisAsyncContext *redis = cache->redis;

    cache->redis = NULL;
    if (redis == NULL)
        return;
    redis->data = NULL;
    redisAsyncFree(redis);
    finish(cache, false);
}

static bool
connect_redis(struct cache *cache)
{
    redisAsyncContext *redis = cache->port == 0 ? redisAsyncConnectUnix(cache->host)
                                                : redisAsyncConnect(cache->host, cache->port);

    must(redis != NULL);
    if (redis->err != 0) {
        redisAsyncFree(redis);
        return false;
    }
    redis->data = cache;
    cache->redis = redis;
    redis_loop_attach(redis, cache->loop);
    redisAsyncSetConnectCallback(redis, on_connected);
    redisAsyncSetDisconnectCallback(redis, on_end);
    return true;
}

static void
on_pong(redisAsyncContext *redis, void *answer, void *unused)
{
    const redisReply *reply = answer;
    struct cache *cache = redis->data;

    (void)unused;
    if (cache != NULL && reply != NULL)
        finish(cache, reply->type == REDIS_REPLY_STATUS);
}

void
cache_ping(struct cache *cache, int64_t deadline_ms, void (*done)(void *arg, bool up), void *arg)
{
    must(cache->done == NULL);
    cache->done = done;
    cache->arg = arg;
    cache->deadline_ms = deadline_ms;
    if ((cache->redis == NULL && !connect_redis(cache)) ||
        redisAsyncCommand(cache->redis, on_pong, NULL, "PING") != REDIS_OK)
        finish(cache, false);
}

bool
cache_ask(struct cache *cache, redisCallbackFn *fn, void *arg, int argc, const char **argv,
          const size_t *lens)
{
    if (cache->redis == NULL && !connect_redis(cache))
        return false;
    return redisAsyncCommandArgv(cache->redis, fn, arg, argc, argv, lens) == REDIS_OK;
}

void
cache_tick(struct cache *cache, int64_t now_ms)
{
    if (cache->done == NULL || now_ms < cache->deadline_ms)
        return;
    cache_give_up(cache);
    finish(cache, false);
}

void
cache_close(struct cache **cache)
{
    (*cache)->done = NULL;
    cache_give_up(*cache);
    free((*cache)->host);
    free(*cache);
    *cache = NULL;
}
