#include "gateway/limit/redis.h"
#include "gateway/limit/redis_loop.h"
#include "shared/base/must.h"
#include "shared/base/number.h"

#include <hiredis/async.h>
#include <stdlib.h>
#include <string.h>

struct redis {
    h2o_loop_t *loop;
    char *host; /* or the path of a socket, when port is 0 */
    int port;
    redisAsyncContext *context; /* NULL: none */
    int64_t deadline_ms;
    void (*done)(void *arg, bool up); /* NULL: nobody asks */
    void *arg;
};

static void
parse_url(struct redis *redis, const char *url)
{
    static const char local[] = "unix://", remote[] = "redis://";
    const char *colon = strrchr(url, ':');
    int64_t port;

    if (strncmp(url, local, sizeof local - 1) == 0) {
        redis->host = strdup(url + sizeof local - 1);
    } else if (strncmp(url, remote, sizeof remote - 1) == 0 && colon > url + sizeof remote - 2 &&
               number_parse(colon + 1, strlen(colon + 1), &port) && port > 0 && port <= 65535) {
        redis->host = strndup(url + sizeof remote - 1, (size_t)(colon - url) - sizeof remote + 1);
        redis->port = (int)port;
    }
    if (redis->host == NULL || redis->host[0] == '\0')
        die("ALMANAC_REDIS_URL must be unix:///path or redis://host:port");
}

struct redis *
redis_open(h2o_loop_t *loop, const char *url)
{
    struct redis *redis = calloc(1, sizeof *redis);

    must(redis != NULL);
    redis->loop = loop;
    parse_url(redis, url);
    return redis;
}

static void
finish(struct redis *redis, bool up)
{
    void (*done)(void *, bool) = redis->done;

    redis->done = NULL;
    if (done != NULL)
        done(redis->arg, up);
}

/* hiredis frees the context after this; a context that we gave up has no owner any more. */
static void
on_end(const redisAsyncContext *context, int status)
{
    struct redis *redis = context->data;

    (void)status;
    if (redis == NULL)
        return;
    redis->context = NULL;
    finish(redis, false);
}

static void
on_connected(const redisAsyncContext *context, int status)
{
    if (status != REDIS_OK)
        on_end(context, status);
}

void
redis_give_up(struct redis *redis)
{
    redisAsyncContext *context = redis->context;

    redis->context = NULL;
    if (context == NULL)
        return;
    context->data = NULL;
    redisAsyncFree(context);
    finish(redis, false);
}

static bool
connect_redis(struct redis *redis)
{
    redisAsyncContext *context = redis->port == 0 ? redisAsyncConnectUnix(redis->host)
                                                  : redisAsyncConnect(redis->host, redis->port);

    must(context != NULL);
    if (context->err != 0) {
        redisAsyncFree(context);
        return false;
    }
    context->data = redis;
    redis->context = context;
    redis_loop_attach(context, redis->loop);
    redisAsyncSetConnectCallback(context, on_connected);
    redisAsyncSetDisconnectCallback(context, on_end);
    return true;
}

static void
on_pong(redisAsyncContext *context, void *answer, void *unused)
{
    const redisReply *reply = answer;
    struct redis *redis = context->data;

    (void)unused;
    if (redis != NULL && reply != NULL)
        finish(redis, reply->type == REDIS_REPLY_STATUS);
}

void
redis_ping(struct redis *redis, int64_t deadline_ms, void (*done)(void *arg, bool up), void *arg)
{
    must(redis->done == NULL);
    redis->done = done;
    redis->arg = arg;
    redis->deadline_ms = deadline_ms;
    if ((redis->context == NULL && !connect_redis(redis)) ||
        redisAsyncCommand(redis->context, on_pong, NULL, "PING") != REDIS_OK)
        finish(redis, false);
}

bool
redis_ask(struct redis *redis, redisCallbackFn *fn, void *arg, int argc, const char **argv,
          const size_t *lens)
{
    if (redis->context == NULL && !connect_redis(redis))
        return false;
    return redisAsyncCommandArgv(redis->context, fn, arg, argc, argv, lens) == REDIS_OK;
}

void
redis_tick(struct redis *redis, int64_t now_ms)
{
    if (redis->done == NULL || now_ms < redis->deadline_ms)
        return;
    redis_give_up(redis);
    finish(redis, false);
}

void
redis_close(struct redis **redis)
{
    (*redis)->done = NULL;
    redis_give_up(*redis);
    free((*redis)->host);
    free(*redis);
    *redis = NULL;
}
