/*
 * Proxies would hold events back to compress them, or to fill a buffer: `no-transform` (RFC 9111
 * section 5.2.2.6) forbids the one and `X-Accel-Buffering: no`, as nginx and others read it, the
 * other.
 *
 * What is sent, each in one packet:
 *
 *   : from here on                               when it is known where the feed begins
 *   id: <id>  data: <event>                      a message (feed_message.c)
 *   : still here                                 when nothing was sent for feed_ping_ms / 2
 *   event: end  data: {"type":"end","code":N}    the last; N is the close code of a WebSocket
 *
 * The answer has no head before the feed knows where it begins, so until then an end is an HTTP
 * error; it is 503 when the time of the route is over.  After that:
 *
 *   open ---- the feed ends ----> over ---- what is being written has left ----> the last packet
 *
 * libh2o does not say when the last packet has left, so the request owns its bytes.  A client that
 * takes nothing cannot be told the end: its connection is shut down, which fails what is being
 * written, and libh2o then calls stop().  A client that goes while nothing is written would not be
 * noticed, so from the beginning the connection is watched for its end (disconnect.h).
 */
#include "gateway/stream/sse.h"
#include "gateway/edge/disconnect.h"
#include "gateway/edge/guard.h"
#include "gateway/http/answer.h"
#include "gateway/stream/outgoing.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct sse {
    h2o_generator_t super;
    struct exchange *x; /* own reference */
    struct feed *feed;  /* own; NULL: it has ended */
    bool open;          /* the head has been sent */
    bool over;          /* the packet that waits is the last */
    struct outgoing out;
    struct disconnect disconnect;
    h2o_timeout_entry_t late; /* linked: the last packet waits for what is being written */
};

static h2o_socket_t *
socket_of(const struct sse *s)
{
    h2o_conn_t *conn = s->x->req->conn;

    return conn->callbacks->get_socket(conn);
}

static void
destroy(struct sse *s)
{
    h2o_timeout_unlink(&s->late);
    disconnect_end(s->x->gateway->disconnects, &s->disconnect);
    if (s->feed != NULL)
        feed_leave(s->feed);
    outgoing_fini(&s->out);
    exchange_release(s->x);
    free(s);
}

static void
send_last(struct sse *s)
{
    h2o_req_t *req = s->x->req;
    struct packet *packet;
    struct buf all;
    h2o_iovec_t last;

    buf_init(&all);
    while ((packet = packets_take(&s->out.waiting)) != NULL) {
        buf_add(&all, packet->data, packet->len);
        packet_release(packet);
    }
    last = h2o_strdup(&req->pool, (const char *)all.data, all.len);
    buf_fini(&all);
    h2o_send(req, &last, 1, H2O_SEND_STATE_FINAL);
    destroy(s);
}

static void
sse_write(struct sse *s)
{
    h2o_iovec_t parts[OUTGOING_PACKETS];
    unsigned count;

    if (!s->open)
        return;
    if (s->over && !outgoing_is_writing(&s->out)) {
        send_last(s);
        return;
    }
    count = outgoing_start(&s->out, parts);
    if (count > 0)
        h2o_send(s->x->req, parts, count, H2O_SEND_STATE_IN_PROGRESS);
}

static void
proceed(h2o_generator_t *super, h2o_req_t *req)
{
    struct sse *s = (struct sse *)super;

    (void)req;
    outgoing_written(&s->out);
    if (s->feed != NULL)
        feed_go_on(s->feed);
    sse_write(s);
}

/* The client is gone. */
static void
stop(h2o_generator_t *super, h2o_req_t *req)
{
    (void)req;
    destroy((struct sse *)super);
}

static void
cut(struct sse *s)
{
    log_event(LOG_INFO, "sse.cut", "rq=%s", s->x->trace.id);
    (void)shutdown(h2o_socket_get_fd(socket_of(s)), SHUT_RDWR);
}

/* A connection must not be closed under a write; shut down, the write fails by itself. */
static void
on_gone(struct disconnect *disconnect)
{
    struct sse *s = H2O_STRUCT_FROM_MEMBER(struct sse, disconnect, disconnect);
    h2o_socket_t *socket;

    if (outgoing_is_writing(&s->out)) {
        cut(s);
        return;
    }
    log_event(LOG_INFO, "sse.lost", "rq=%s", s->x->trace.id);
    socket = socket_of(s);
    if (!s->open) /* nobody would call stop */
        destroy(s);
    guard_lost(socket);
}

/* ---------------------------------------------------------------- what the feed hands over */

static void
push_text(struct sse *s, const char *text)
{
    packets_push(&s->out.waiting, packet_of(bytes_of(text)));
}

static void
sse_located(void *arg)
{
    struct sse *s = arg;
    h2o_req_t *req = s->x->req;

    if (req == NULL) {
        destroy(s);
        return;
    }
    answer_head(s->x, &(struct answer){
                          .status = 200,
                          .type = "text/event-stream",
                          .cache = "no-store, no-transform",
                      });
    answer_field(req, "x-accel-buffering", "no");
    req->res.content_length = SIZE_MAX;
    s->super = (h2o_generator_t){.proceed = proceed, .stop = stop};
    h2o_start_response(req, &s->super);
    s->open = true;
    push_text(s, ": from here on\n\n");
    sse_write(s);
}

static bool
sse_has_room(void *arg)
{
    const struct sse *s = arg;

    return outgoing_has_room(&s->out, s->x->gateway->conf.feed_queue);
}

static bool
sse_is_full(void *arg)
{
    const struct sse *s = arg;

    return outgoing_is_full(&s->out, s->x->gateway->conf.feed_queue);
}

static void
sse_message(void *arg, struct feed_message *m)
{
    struct sse *s = arg;

    packets_push(&s->out.waiting, feed_message_sse(m));
}

static void
sse_flush(void *arg)
{
    sse_write(arg);
}

static void
sse_on_late(h2o_timeout_entry_t *entry)
{
    cut(H2O_STRUCT_FROM_MEMBER(struct sse, late, entry));
}

static void
say_end(struct sse *s, enum feed_end why)
{
    char text[128];

    packets_clear(&s->out.waiting);
    snprintf(text, sizeof text, "event: end\ndata: {\"type\":\"end\",\"code\":%d}\n\n",
             feed_end_code(why));
    push_text(s, text);
    s->over = true;
    if (outgoing_is_writing(&s->out))
        h2o_timeout_link(s->x->gateway->http.loop, &s->x->gateway->http.handshake_timeout,
                         &s->late);
    else
        sse_write(s);
}

static void
sse_end(void *arg, enum feed_end why)
{
    struct sse *s = arg;

    feed_leave(s->feed);
    s->feed = NULL;
    if (!s->open) {
        feed_refuse(s->x, why);
        destroy(s);
    } else if (outgoing_is_writing(&s->out) && why == FEED_END_SLOW) {
        cut(s);
    } else {
        say_end(s, why);
    }
}

static void
sse_tick(void *arg, int64_t now_ms)
{
    struct sse *s = arg;
    int64_t pause_ms = s->x->gateway->conf.feed_ping_ms / 2;

    if (!s->open) {
        if (now_ms - s->x->began_ms > s->x->route->timeout_ms)
            feed_end(s->feed, FEED_END_AWAY);
        return;
    }
    if (now_ms - s->out.moved_ms < pause_ms)
        return;
    if (outgoing_is_writing(&s->out)) {
        feed_end(s->feed, FEED_END_SLOW);
        return;
    }
    push_text(s, ": still here\n\n");
    sse_write(s);
}

static const struct feed_transport transport = {
    .located = sse_located,
    .caught_up = sse_flush,
    .message = sse_message,
    .has_room = sse_has_room,
    .is_full = sse_is_full,
    .end = sse_end,
    .flush = sse_flush,
    .tick = sse_tick,
};

void
sse_begin(struct exchange *x, struct feed_ask *ask)
{
    struct sse *s = calloc(1, sizeof *s);

    must(s != NULL);
    s->x = x;
    s->late.cb = sse_on_late;
    s->disconnect.gone = on_gone;
    s->feed = feed_open(x, ask, &transport, s);
    if (s->feed == NULL) {
        free(s);
        return;
    }
    exchange_keep(x);
    disconnect_watch(x->gateway->disconnects, &s->disconnect, h2o_socket_get_fd(socket_of(s)));
    feed_begin(s->feed, &ask->start);
}
