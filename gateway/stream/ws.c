/*
 * The life of a WebSocket.
 *
 *   ws_begin ----> handshake ---- 101 has left ----> open ---- ws_close ----> closing ----> gone
 *                      |                              |    or wslay closes       |
 *                      +------------- the connection breaks, at any time --------+
 *
 *   handshake   `socket` is NULL: libh2o still owns the connection.  An end that comes now is sent
 *               when the connection has been handed over.
 *   open        messages of the feed and answers to commands are queued and leave in one write per
 *               turn of the loop (ws_send.c); frames of the client are read (ws_frames.c).
 *   closing     the feed has been left, and a close frame is the last that is sent.  The client has
 *               the time of a handshake to take it and to answer with its own.
 *   gone        ws_destroy: freed, with the connection.
 *
 * Time: a client that has not been heard for feed_ping_ms is pinged.  It is closed with
 * FEED_END_SLOW when it is not heard for twice that, or takes nothing of a write for half of it.
 */
#include "gateway/stream/ws.h"
#include "gateway/edge/guard.h"
#include "gateway/http/answer.h"
#include "gateway/stream/ws_private.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <h2o/http1.h>
#include <stdlib.h>
#include <string.h>

enum { REASON_MAX = 123 }; /* bytes behind the code in a close frame (RFC 6455 section 5.5) */

/* ---------------------------------------------------------------- the end */

void
ws_destroy(struct ws *ws)
{
    if (!ws->closing)
        log_event(LOG_INFO, "ws.lost", "rq=%s", ws->request);
    h2o_timeout_unlink(&ws->late);
    if (ws->feed != NULL)
        feed_leave(ws->feed);
    if (ws->socket != NULL) {
        ws->gateway->sockets--;
        h2o_socket_close(ws->socket);
    }
    outgoing_fini(&ws->out);
    wslay_event_context_free(ws->frames);
    free(ws);
}

static void
ws_on_late(h2o_timeout_entry_t *entry)
{
    ws_destroy(H2O_STRUCT_FROM_MEMBER(struct ws, late, entry));
}

/* From now on the client has so much time to take the rest and to close. */
static void
allow_goodbye(struct ws *ws)
{
    h2o_timeout_link(ws->gateway->http.loop, &ws->gateway->http.handshake_timeout, &ws->late);
}

void
ws_begin_closing(struct ws *ws, unsigned code)
{
    log_event(LOG_INFO, "ws.closed", "code=%u rq=%s", code, ws->request);
    ws->closing = true;
    if (ws->socket != NULL)
        allow_goodbye(ws);
    if (ws->feed != NULL)
        feed_leave(ws->feed);
    ws->feed = NULL;
}

void
ws_close(struct ws *ws, unsigned code, const char *reason)
{
    size_t len = strlen(reason);

    if (ws->closing)
        return;
    packets_clear(&ws->out.waiting);
    (void)wslay_event_queue_close(ws->frames, (uint16_t)code, (const uint8_t *)reason,
                                  len < REASON_MAX ? len : REASON_MAX);
    ws_take_control_frames(ws);
    ws_begin_closing(ws, code);
    ws_write(ws);
}

static const char *
reason_of(enum feed_end why)
{
    switch (why) {
    case FEED_END_EXPIRED:
        return "the token has ended";
    case FEED_END_REVOKED:
        return "the credentials were revoked";
    case FEED_END_SLOW:
        return ""; /* see ws_end */
    case FEED_END_GONE:
        return "resume_gone";
    case FEED_END_AWAY:
        return "a part of the system is away";
    case FEED_END_SHUTDOWN:
        return "this gateway stops";
    }
    return "";
}

static void
ws_end(void *arg, enum feed_end why)
{
    struct ws *ws = arg;
    char last[UUID_TEXT] = "";

    if (!uuid_is_nil(ws->out.given_id))
        uuid_format(ws->out.given_id, last);
    ws_close(ws, feed_end_code(why), why == FEED_END_SLOW ? last : reason_of(why));
}

/* ---------------------------------------------------------------- what the feed hands over */

static bool
ws_has_room(void *arg)
{
    const struct ws *ws = arg;

    return ws->socket != NULL && outgoing_has_room(&ws->out, ws->gateway->conf.feed_queue);
}

static void
ws_message(void *arg, struct feed_message *m)
{
    struct ws *ws = arg;

    packets_push(&ws->out.waiting, feed_message_ws(m));
    ws->last_id = m->id;
}

/* A live message too many is not queued but left to the stream. */
static bool
ws_is_full(void *arg)
{
    const struct ws *ws = arg;

    return outgoing_is_full(&ws->out, ws->gateway->conf.feed_queue);
}

static void
ws_caught_up(void *arg)
{
    struct ws *ws = arg;
    char id[UUID_TEXT] = "";

    if (!ws->wants_ready)
        return;
    ws->wants_ready = false;
    if (!uuid_is_nil(ws->last_id))
        uuid_format(ws->last_id, id);
    if (id[0] == '\0')
        ws_say(ws, "{\"type\":\"ready\",\"last_id\":null}");
    else
        ws_say(ws, "{\"type\":\"ready\",\"last_id\":\"%s\"}", id);
    ws_write(ws);
}

static void
ws_flush(void *arg)
{
    ws_write(arg);
}

/* ---------------------------------------------------------------- time */

static void
ws_ping(struct ws *ws, int64_t now_ms)
{
    const struct wslay_event_msg ping = {.opcode = WSLAY_PING};

    ws->pinged_ms = now_ms;
    (void)wslay_event_queue_msg(ws->frames, &ping);
    ws_take_control_frames(ws);
    ws_write(ws);
}

static void
ws_tick(void *arg, int64_t now_ms)
{
    struct ws *ws = arg;
    int64_t ping_ms = ws->gateway->conf.feed_ping_ms;

    if (ws->socket == NULL)
        return;
    if ((outgoing_is_writing(&ws->out) && now_ms - ws->out.moved_ms > ping_ms / 2) ||
        now_ms - ws->heard_ms > 2 * ping_ms)
        feed_end(ws->feed, FEED_END_SLOW);
    else if (now_ms - ws->heard_ms > ping_ms && now_ms - ws->pinged_ms > ping_ms)
        ws_ping(ws, now_ms);
}

/* ---------------------------------------------------------------- beginning */

static const struct feed_transport transport = {
    .caught_up = ws_caught_up,
    .message = ws_message,
    .has_room = ws_has_room,
    .is_full = ws_is_full,
    .end = ws_end,
    .flush = ws_flush,
    .tick = ws_tick,
};

static void
on_bytes(h2o_socket_t *socket, const char *err)
{
    struct ws *ws = socket->data;

    if (err != NULL) {
        ws_destroy(ws);
        return;
    }
    ws->heard_ms = monotonic_ms();
    ws_read_frames(ws);
}

static void
on_upgraded(void *data, h2o_socket_t *socket, size_t head_len)
{
    struct ws *ws = data;

    if (socket == NULL) {
        ws_destroy(ws);
        return;
    }
    ws->socket = socket;
    ws->gateway->sockets++;
    socket->data = ws;
    ws->heard_ms = ws->out.moved_ms = ws->pinged_ms = monotonic_ms();
    h2o_buffer_consume(&socket->input, head_len);
    guard_give_held(socket);
    h2o_socket_read_start(socket, on_bytes);
    if (ws->closing)
        allow_goodbye(ws);
    if (ws->feed != NULL)
        feed_go_on(ws->feed);
    ws_read_frames(ws);
}

static void
upgrade(struct exchange *x, struct ws *ws)
{
    char accept[WS_ACCEPT_TEXT];
    unsigned lines;
    h2o_req_t *req = x->req;

    ws_accept_key(exchange_header(x, "sec-websocket-key", &lines), accept);
    guard_upgraded(req->conn->callbacks->get_socket(req->conn));
    answer_field(req, "upgrade", "websocket");
    answer_field(req, "sec-websocket-accept", accept);
    answer_head(x, &(struct answer){.status = 101});
    h2o_http1_upgrade(req, NULL, 0, on_upgraded, ws);
}

void
ws_begin(struct exchange *x, struct feed_ask *ask)
{
    struct ws *ws = calloc(1, sizeof *ws);

    must(ws != NULL);
    ws->gateway = x->gateway;
    ws->late.cb = ws_on_late;
    ws->wants_ready = true;
    ws->last_id = ask->start.since;
    memcpy(ws->request, x->trace.id, sizeof ws->request);
    ws->feed = feed_open(x, ask, &transport, ws);
    if (ws->feed == NULL) {
        free(ws);
        return;
    }
    ws_frames_init(ws);
    upgrade(x, ws);
    feed_begin(ws->feed, &ask->start);
}
