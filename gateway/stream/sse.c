#include "gateway/stream/sse.h"
#include "gateway/edge/disconnect.h"
#include "gateway/edge/guard.h"
#include "gateway/http/answer.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { WRITE_BYTES = 64 * 1024, WRITE_PACKETS = 64 };

struct sse {
    h2o_generator_t super;
    struct exchange *x;
    struct feed *feed; /* NULL: left */
    bool open;         /* the head has been sent */
    bool over;         /* with the packet that is written next */
    struct packet_queue out;
    struct packet *writing[WRITE_PACKETS];
    unsigned writing_count;
    int64_t moved_ms;
    struct disconnect disconnect; /* watched from the head to the end */
    h2o_timeout_entry_t late;     /* linked: its end waits for what is being written */
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
    for (unsigned i = 0; i < s->writing_count; i++)
        packet_release(s->writing[i]);
    packets_clear(&s->out);
    exchange_release(s->x);
    free(s);
}

/* What leaves last is the request's own, for nobody says when it has left. */
static void
send_last(struct sse *s)
{
    h2o_req_t *req = s->x->req;
    struct packet *packet;
    struct buf all;
    h2o_iovec_t last;

    buf_init(&all);
    while ((packet = packets_take(&s->out)) != NULL) {
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
    h2o_iovec_t parts[WRITE_PACKETS];
    struct packet *packet;
    size_t bytes = 0;

    if (!s->open || s->writing_count > 0 || s->out.count == 0)
        return;
    if (s->over) {
        send_last(s);
        return;
    }
    while (s->writing_count < WRITE_PACKETS && bytes < WRITE_BYTES &&
           (packet = packets_take(&s->out)) != NULL) {
        parts[s->writing_count] = h2o_iovec_init((char *)packet->data, packet->len);
        s->writing[s->writing_count++] = packet;
        bytes += packet->len;
    }
    s->moved_ms = monotonic_ms();
    h2o_send(s->x->req, parts, s->writing_count, H2O_SEND_STATE_IN_PROGRESS);
}

static void
proceed(h2o_generator_t *super, h2o_req_t *req)
{
    struct sse *s = (struct sse *)super;

    (void)req;
    for (unsigned i = 0; i < s->writing_count; i++)
        packet_release(s->writing[i]);
    s->writing_count = 0;
    s->moved_ms = monotonic_ms();
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

/* Whoever takes nothing cannot be told so. */
static void
cut(struct sse *s)
{
    log_event(LOG_INFO, "sse.cut", "rq=%s", s->x->trace.id);
    (void)shutdown(h2o_socket_get_fd(socket_of(s)), SHUT_RDWR);
}

/* What is being written fails by itself, and must not be closed before. */
static void
on_gone(struct disconnect *disconnect)
{
    struct sse *s = H2O_STRUCT_FROM_MEMBER(struct sse, disconnect, disconnect);

    if (s->writing_count > 0) {
        cut(s);
        return;
    }
    log_event(LOG_INFO, "sse.lost", "rq=%s", s->x->trace.id);
    guard_lost(socket_of(s));
}

/* ---------------------------------------------------------------- the feed's ways */

static void
push_text(struct sse *s, const char *text)
{
    packets_push(&s->out, packet_of((struct bytes){(const uint8_t *)text, strlen(text)}));
}

static void
located(struct feed *feed)
{
    struct sse *s = feed->transport;
    h2o_req_t *req = s->x->req;

    if (req == NULL) {
        destroy(s);
        return;
    }
    answer_head(s->x, &(struct answer){.status = 200, .type = "text/event-stream"});
    req->res.content_length = SIZE_MAX;
    s->super = (h2o_generator_t){.proceed = proceed, .stop = stop};
    h2o_start_response(req, &s->super);
    s->open = true;
    disconnect_watch(s->x->gateway->disconnects, &s->disconnect, h2o_socket_get_fd(socket_of(s)));
    push_text(s, ": from here on\n\n");
    sse_write(s);
}

static bool
sse_has_room(const struct feed *feed)
{
    const struct sse *s = feed->transport;

    return s->out.bytes < (size_t)s->x->gateway->conf.feed_queue / 2;
}

static bool
sse_is_full(const struct feed *feed)
{
    const struct sse *s = feed->transport;

    return s->out.bytes >= (size_t)s->x->gateway->conf.feed_queue;
}

static void
sse_message(struct feed *feed, struct feed_message *m)
{
    struct sse *s = feed->transport;

    packets_push(&s->out, feed_message_sse(m));
}

static void
sse_caught_up(struct feed *feed)
{
    sse_write(feed->transport);
}

static void
sse_flush(struct feed *feed)
{
    sse_write(feed->transport);
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

    packets_clear(&s->out);
    snprintf(text, sizeof text, "event: end\ndata: {\"type\":\"end\",\"code\":%d}\n\n",
             feed_end_code(why));
    push_text(s, text);
    s->over = true;
    if (s->writing_count > 0)
        h2o_timeout_link(s->x->gateway->http.loop, &s->x->gateway->http.handshake_timeout,
                         &s->late);
    else
        sse_write(s);
}

static void
sse_end(struct feed *feed, enum feed_end why)
{
    struct sse *s = feed->transport;

    feed_leave(feed);
    s->feed = NULL;
    if (!s->open) {
        feed_refuse(s->x, why);
        destroy(s);
    } else if (s->writing_count > 0 && why == FEED_END_SLOW) {
        cut(s);
    } else {
        say_end(s, why);
    }
}

static void
sse_tick(struct feed *feed, int64_t now_ms)
{
    struct sse *s = feed->transport;
    int64_t pause_ms = s->x->gateway->conf.feed_ping_ms / 2;

    if (!s->open || now_ms - s->moved_ms < pause_ms)
        return;
    if (s->writing_count > 0) {
        feed_end(feed, FEED_END_SLOW);
        return;
    }
    push_text(s, ": still here\n\n");
    sse_write(s);
}

static const struct feed_ways ways = {
    .located = located,
    .caught_up = sse_caught_up,
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
    s->feed = feed_open(x, ask, &ways, s);
    if (s->feed == NULL) {
        free(s);
        return;
    }
    exchange_keep(x);
    feed_begin(s->feed, &ask->start);
}
