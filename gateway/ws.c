#include "gateway/ws.h"
#include "gateway/answer.h"
#include "gateway/feed_watch.h"
#include "gateway/guard.h"
#include "gateway/ws_command.h"
#include "shared/clock.h"
#include "shared/log.h"
#include "shared/must.h"

#include <h2o/http1.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wslay/wslay.h>

enum {
    MESSAGE_MAX = 16 * 1024, /* of the client */
    WRITE_BYTES = 64 * 1024, /* at most in one write, but for one message that is larger */
    WRITE_PACKETS = 64,
    COMMANDS_MAX = 50, /* in */
    COMMANDS_MS = 10000,
    REASON_MAX = 123, /* of a control frame, behind the code */
    TEXT_FRAME = 1,
    CLOSE_FRAME = 8,
};

enum close_code { CLOSE_PROTOCOL = 1002, CLOSE_UNSUPPORTED = 1003, CLOSE_POLICY = 1008 };

struct ws {
    struct gateway *gateway;
    struct feed *feed;    /* NULL: left */
    h2o_socket_t *socket; /* NULL: the handshake's answer is on its way */
    wslay_event_context_ptr frames;
    struct packet_queue out;
    struct packet *writing[WRITE_PACKETS];
    unsigned writing_count;
    bool closing; /* a close frame is queued, and nothing comes after it */
    bool broken;  /* the connection is of no use any more */
    bool wants_ready;
    struct uuid given_id; /* of the last message that was written */
    struct uuid last_id;  /* of the last that was queued, or where it began */
    int64_t heard_ms, moved_ms, pinged_ms;
    h2o_timeout_entry_t late; /* linked: it is closing */
    int64_t commands_ms;
    unsigned commands;
    char request[TRACE_ID_LEN + 1];
};

static void ws_write(struct ws *ws);

/* ---------------------------------------------------------------- the end */

static void
destroy(struct ws *ws)
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
    for (unsigned i = 0; i < ws->writing_count; i++)
        packet_release(ws->writing[i]);
    packets_clear(&ws->out);
    wslay_event_context_free(ws->frames);
    free(ws);
}

/* Takes wslay's own frames into the queue. */
static void
take_control_frames(struct ws *ws)
{
    if (wslay_event_want_write(ws->frames) && wslay_event_send(ws->frames) != 0)
        ws->broken = true;
}

static void
on_late(h2o_timeout_entry_t *entry)
{
    destroy(H2O_STRUCT_FROM_MEMBER(struct ws, late, entry));
}

/* From now on the client has its time to take the rest and to close. */
static void
allow_goodbye(struct ws *ws)
{
    h2o_timeout_link(ws->gateway->http.loop, &ws->gateway->http.handshake_timeout, &ws->late);
}

static void
begin_closing(struct ws *ws, unsigned code)
{
    log_event(LOG_INFO, "ws.closed", "code=%u rq=%s", code, ws->request);
    ws->closing = true;
    if (ws->socket != NULL)
        allow_goodbye(ws);
    if (ws->feed != NULL)
        feed_leave(ws->feed);
    ws->feed = NULL;
}

/* Nothing but the close frame follows; what waited is dropped. */
static void
leave_with(struct ws *ws, unsigned code, const char *reason)
{
    size_t len = strlen(reason);

    if (ws->closing)
        return;
    packets_clear(&ws->out);
    (void)wslay_event_queue_close(ws->frames, (uint16_t)code, (const uint8_t *)reason,
                                  len < REASON_MAX ? len : REASON_MAX);
    take_control_frames(ws);
    begin_closing(ws, code);
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
        return ""; /* the last id */
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
end(struct feed *feed, enum feed_end why)
{
    struct ws *ws = feed->transport;
    char last[UUID_TEXT] = "";

    if (!uuid_is_nil(ws->given_id))
        uuid_format(ws->given_id, last);
    leave_with(ws, feed_end_code(why), why == FEED_END_SLOW ? last : reason_of(why));
}

/* ---------------------------------------------------------------- sending */

static void
on_written(h2o_socket_t *socket, const char *err)
{
    struct ws *ws = socket->data;

    for (unsigned i = 0; i < ws->writing_count; i++)
        packet_release(ws->writing[i]);
    ws->writing_count = 0;
    ws->moved_ms = monotonic_ms();
    if (err != NULL || ws->broken ||
        (ws->closing && ws->out.count == 0 && wslay_event_get_close_received(ws->frames))) {
        destroy(ws);
        return;
    }
    if (ws->feed != NULL)
        feed_go_on(ws->feed);
    ws_write(ws);
}

static void
ws_write(struct ws *ws)
{
    h2o_iovec_t parts[WRITE_PACKETS];
    struct packet *packet;
    size_t bytes = 0;

    if (ws->socket == NULL || ws->writing_count > 0 || ws->out.count == 0)
        return;
    while (ws->writing_count < WRITE_PACKETS && bytes < WRITE_BYTES &&
           (packet = packets_take(&ws->out)) != NULL) {
        parts[ws->writing_count] = h2o_iovec_init((char *)packet->data, packet->len);
        ws->writing[ws->writing_count++] = packet;
        bytes += packet->len;
        if (!uuid_is_nil(packet->id))
            ws->given_id = packet->id;
    }
    ws->moved_ms = monotonic_ms();
    h2o_socket_write(ws->socket, parts, ws->writing_count, on_written);
}

static void
say(struct ws *ws, const char *text, size_t len)
{
    if (ws->closing)
        return;
    packets_push(&ws->out, ws_frame((struct uuid){{0}}, TEXT_FRAME,
                                    (struct bytes){(const uint8_t *)text, len}));
}

static void sayf(struct ws *ws, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void
sayf(struct ws *ws, const char *format, ...)
{
    char text[512];
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    must(len >= 0 && (size_t)len < sizeof text);
    say(ws, text, (size_t)len);
}

/* `sentence` is ours and needs no escaping. */
static void
say_error(struct ws *ws, enum err err, const char *sentence)
{
    sayf(ws, "{\"type\":\"error\",\"code\":\"%s\",\"error\":\"%s\"}", err_code(err),
         sentence != NULL ? sentence : err_meaning(err));
}

/* What the stream has is not asked for while much waits here. */
static bool
has_room(const struct feed *feed)
{
    const struct ws *ws = feed->transport;

    return ws->socket != NULL && ws->out.bytes < (size_t)ws->gateway->conf.feed_queue / 2;
}

/* A live message too many is not kept but left to the stream. */
static void
message(struct feed *feed, struct feed_message *m)
{
    struct ws *ws = feed->transport;

    packets_push(&ws->out, feed_message_ws(m));
    ws->last_id = m->id;
}

static bool
is_full(const struct feed *feed)
{
    const struct ws *ws = feed->transport;

    return ws->out.bytes >= (size_t)ws->gateway->conf.feed_queue;
}

static void
caught_up(struct feed *feed)
{
    struct ws *ws = feed->transport;
    char id[UUID_TEXT] = "";

    if (!ws->wants_ready)
        return;
    ws->wants_ready = false;
    if (!uuid_is_nil(ws->last_id))
        uuid_format(ws->last_id, id);
    if (id[0] == '\0')
        sayf(ws, "{\"type\":\"ready\",\"last_id\":null}");
    else
        sayf(ws, "{\"type\":\"ready\",\"last_id\":\"%s\"}", id);
    ws_write(ws);
}

static void
flush(struct feed *feed)
{
    ws_write(feed->transport);
}

/* ---------------------------------------------------------------- what the client says */

static void
renewed(struct feed *feed, enum err err)
{
    struct ws *ws = feed->transport;

    if (err == OK)
        sayf(ws, "{\"type\":\"auth_ok\",\"expires_in\":%" PRId64 "}", feed_watch_expires_in(feed));
    else if (err == ERR_FORBIDDEN)
        say_error(ws, err, "only another token of the user who opened the socket renews it");
    else
        say_error(ws, err, NULL);
    ws_write(ws);
}

static void
subscribe(struct ws *ws, struct ws_command *command)
{
    struct feed *feed = ws->feed;
    unsigned nouns = command->topics.nouns;

    if ((nouns & ~feed->allowed) != 0) {
        say_error(ws, ERR_INSUFFICIENT_SCOPE, "the key may not read all of these nouns");
        return;
    }
    feed_topics_fini(&feed->topics);
    feed->topics = command->topics;
    command->topics = (struct feed_topics){.nouns = 0};
    if (nouns == 0)
        feed->topics.nouns = feed->allowed;
    sayf(ws, "{\"type\":\"subscribed\"}");
    if (!command->has_since)
        return;
    ws->wants_ready = true;
    ws->last_id = command->since;
    feed_begin(feed, &(struct feed_start){.has_since = true, .since = command->since});
}

static void
obey(struct ws *ws, struct ws_command *command)
{
    switch (command->kind) {
    case WS_SUBSCRIBE:
        subscribe(ws, command);
        break;
    case WS_UNSUBSCRIBE:
        ws->feed->topics.nouns = 0;
        sayf(ws, "{\"type\":\"unsubscribed\"}");
        break;
    case WS_AUTH:
        feed_watch_renew(ws->feed,
                         (struct bytes){(const uint8_t *)command->token, strlen(command->token)},
                         renewed);
        break;
    case WS_PING:
        sayf(ws, "{\"type\":\"pong\"}");
        break;
    }
}

static bool
is_too_often(struct ws *ws)
{
    int64_t now_ms = monotonic_ms();

    if (now_ms - ws->commands_ms > COMMANDS_MS) {
        ws->commands_ms = now_ms;
        ws->commands = 0;
    }
    return ++ws->commands > COMMANDS_MAX;
}

static void
on_text(struct ws *ws, struct bytes text)
{
    struct ws_command command;
    const char *why;

    if (is_too_often(ws)) {
        leave_with(ws, CLOSE_POLICY, "too many messages");
    } else if (ws_command_read(text, &command, &why)) {
        obey(ws, &command);
        ws_command_fini(&command);
    } else {
        say_error(ws, ERR_VALIDATION, why);
    }
}

static void
on_frame_message(wslay_event_context_ptr frames, const struct wslay_event_on_msg_recv_arg *arg,
                 void *data)
{
    struct ws *ws = data;

    (void)frames;
    if (ws->closing || ws->feed == NULL)
        return;
    if (arg->opcode == WSLAY_TEXT_FRAME)
        on_text(ws, (struct bytes){arg->msg, arg->msg_length});
    else if (arg->opcode == WSLAY_BINARY_FRAME)
        leave_with(ws, CLOSE_UNSUPPORTED, "messages are text");
}

/* ---------------------------------------------------------------- frames */

static ssize_t
give_bytes(wslay_event_context_ptr frames, uint8_t *to, size_t len, int flags, void *data)
{
    struct ws *ws = data;
    h2o_buffer_t *input = ws->socket->input;

    (void)flags;
    if (input->size == 0) {
        wslay_event_set_error(frames, WSLAY_ERR_WOULDBLOCK);
        return -1;
    }
    if (len > input->size)
        len = input->size;
    memcpy(to, input->bytes, len);
    h2o_buffer_consume(&ws->socket->input, len);
    return (ssize_t)len;
}

/* Header and payload of a control frame come one after the other, and nothing between them. */
static ssize_t
take_bytes(wslay_event_context_ptr frames, const uint8_t *from, size_t len, int flags, void *data)
{
    struct ws *ws = data;

    (void)frames;
    (void)flags;
    packets_push(&ws->out, packet_of((struct bytes){from, len}));
    return (ssize_t)len;
}

/* wslay has begun the close handshake, by itself or because the client did. */
static void
notice_close(struct ws *ws)
{
    if (ws->closing || !wslay_event_get_close_sent(ws->frames))
        return;
    begin_closing(ws, wslay_event_get_status_code_sent(ws->frames));
}

/* What wslay cannot go on after it would close without a code. */
static void
break_off(struct ws *ws)
{
    static const uint8_t code[] = {CLOSE_PROTOCOL >> 8, CLOSE_PROTOCOL & 0xff};

    if (ws->closing)
        return;
    packets_clear(&ws->out);
    packets_push(&ws->out,
                 ws_frame((struct uuid){{0}}, CLOSE_FRAME, (struct bytes){code, sizeof code}));
    begin_closing(ws, CLOSE_PROTOCOL);
}

static void
read_frames(struct ws *ws)
{
    if (ws->closing && !wslay_event_want_read(ws->frames))
        ;
    else if (wslay_event_recv(ws->frames) == 0)
        take_control_frames(ws);
    else
        break_off(ws);
    if (ws->out.bytes > 2 * (size_t)ws->gateway->conf.feed_queue)
        leave_with(ws, CLOSE_POLICY, "too many messages");
    notice_close(ws);
    h2o_buffer_consume(&ws->socket->input, ws->closing ? ws->socket->input->size : 0);
    ws_write(ws);
    if (ws->writing_count == 0 &&
        (ws->broken || (ws->closing && wslay_event_get_close_received(ws->frames))))
        destroy(ws);
}

static void
on_bytes(h2o_socket_t *socket, const char *err)
{
    struct ws *ws = socket->data;

    if (err != NULL) {
        destroy(ws);
        return;
    }
    ws->heard_ms = monotonic_ms();
    read_frames(ws);
}

/* ---------------------------------------------------------------- time */

static void
ping(struct ws *ws, int64_t now_ms)
{
    const struct wslay_event_msg ping = {.opcode = WSLAY_PING};

    ws->pinged_ms = now_ms;
    (void)wslay_event_queue_msg(ws->frames, &ping);
    take_control_frames(ws);
    ws_write(ws);
}

/* A client that takes nothing, or says nothing after it was pinged, is not there. */
static void
tick(struct feed *feed, int64_t now_ms)
{
    struct ws *ws = feed->transport;
    int64_t ping_ms = ws->gateway->conf.feed_ping_ms;

    if (ws->socket == NULL)
        return;
    if ((ws->writing_count > 0 && now_ms - ws->moved_ms > ping_ms / 2) ||
        now_ms - ws->heard_ms > 2 * ping_ms)
        feed_end(feed, FEED_END_SLOW);
    else if (now_ms - ws->heard_ms > ping_ms && now_ms - ws->pinged_ms > ping_ms)
        ping(ws, now_ms);
}

/* ---------------------------------------------------------------- beginning */

static const struct feed_ways ways = {
    .caught_up = caught_up,
    .message = message,
    .has_room = has_room,
    .is_full = is_full,
    .end = end,
    .flush = flush,
    .tick = tick,
};

/* An end that came during the handshake is said now. */
static void
on_upgraded(void *data, h2o_socket_t *socket, size_t head_len)
{
    struct ws *ws = data;

    if (socket == NULL) {
        destroy(ws);
        return;
    }
    ws->socket = socket;
    ws->gateway->sockets++;
    socket->data = ws;
    ws->heard_ms = ws->moved_ms = ws->pinged_ms = monotonic_ms();
    h2o_buffer_consume(&socket->input, head_len);
    guard_give_held(socket);
    h2o_socket_read_start(socket, on_bytes);
    if (ws->closing)
        allow_goodbye(ws);
    if (ws->feed != NULL)
        feed_go_on(ws->feed);
    read_frames(ws);
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
    static const struct wslay_event_callbacks callbacks = {
        .recv_callback = give_bytes,
        .send_callback = take_bytes,
        .on_msg_recv_callback = on_frame_message,
    };
    struct ws *ws = calloc(1, sizeof *ws);

    must(ws != NULL);
    ws->gateway = x->gateway;
    ws->late.cb = on_late;
    ws->wants_ready = true;
    ws->last_id = ask->start.since;
    memcpy(ws->request, x->trace.id, sizeof ws->request);
    ws->feed = feed_open(x, ask, &ways, ws);
    if (ws->feed == NULL) {
        free(ws);
        return;
    }
    must(wslay_event_context_server_init(&ws->frames, &callbacks, ws) == 0);
    wslay_event_config_set_max_recv_msg_length(ws->frames, MESSAGE_MAX);
    upgrade(x, ws);
    feed_begin(ws->feed, &ask->start);
}
