#include "gateway/limit/redis_loop.h"
#include "shared/base/must.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

/* hiredis closes its descriptor, h2o closes the socket that it was given: so h2o gets a copy. */
struct watch {
    redisAsyncContext *redis;
    h2o_socket_t *socket;
    bool wants_write;
};

static void
on_readable(h2o_socket_t *socket, const char *err)
{
    struct watch *w = socket->data;

    (void)err;
    redisAsyncHandleRead(w->redis);
}

static void on_writable(h2o_socket_t *socket, const char *err);

/* One-shot in h2o, lasting in hiredis. */
static void
arm_write(struct watch *w)
{
    if (w->wants_write && !h2o_socket_is_writing(w->socket))
        h2o_socket_notify_write(w->socket, on_writable);
}

static void
on_writable(h2o_socket_t *socket, const char *err)
{
    struct watch *w = socket->data;

    (void)err;
    if (!w->wants_write)
        return;
    /* Asked for again by hiredis when there is more; `w` may be gone afterwards. */
    w->wants_write = false;
    redisAsyncHandleWrite(w->redis);
}

static void
add_read(void *data)
{
    struct watch *w = data;

    if (!h2o_socket_is_reading(w->socket))
        h2o_socket_read_start(w->socket, on_readable);
}

static void
del_read(void *data)
{
    struct watch *w = data;

    h2o_socket_read_stop(w->socket);
}

static void
add_write(void *data)
{
    struct watch *w = data;

    w->wants_write = true;
    arm_write(w);
}

static void
del_write(void *data)
{
    struct watch *w = data;

    w->wants_write = false;
}

static void
cleanup(void *data)
{
    struct watch *w = data;

    h2o_socket_close(w->socket);
    free(w);
}

void
redis_loop_attach(redisAsyncContext *redis, h2o_loop_t *loop)
{
    struct watch *w = calloc(1, sizeof *w);

    must(w != NULL);
    w->redis = redis;
    w->socket = h2o_evloop_socket_create(loop, dup(redis->c.fd), H2O_SOCKET_FLAG_DONT_READ);
    w->socket->data = w;
    redis->ev.data = w;
    redis->ev.addRead = add_read;
    redis->ev.delRead = del_read;
    redis->ev.addWrite = add_write;
    redis->ev.delWrite = del_write;
    redis->ev.cleanup = cleanup;
}
