#include "gateway/stream/ws_private.h"
#include "shared/base/must.h"
#include "shared/base/utf8.h"

#include <string.h>

enum { MESSAGE_MAX = 16 * 1024 }; /* bytes of one message of the client */

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

/* wslay gives the header and the payload of a control frame one after the other. */
static ssize_t
take_bytes(wslay_event_context_ptr frames, const uint8_t *from, size_t len, int flags, void *data)
{
    struct ws *ws = data;

    (void)frames;
    (void)flags;
    packets_push(&ws->out.waiting, packet_of((struct bytes){from, len}));
    return (ssize_t)len;
}

void
ws_take_control_frames(struct ws *ws)
{
    if (wslay_event_want_write(ws->frames) && wslay_event_send(ws->frames) != 0)
        ws->broken = true;
}

/* Instead of what wslay would send: no close at all, or its answer to the client's. */
static void
break_off(struct ws *ws, uint16_t code)
{
    const uint8_t payload[] = {(uint8_t)(code >> 8), (uint8_t)code};

    if (ws->closing)
        return;
    packets_clear(&ws->out.waiting);
    packets_push(&ws->out.waiting, ws_frame((struct uuid){{0}}, WSLAY_CONNECTION_CLOSE,
                                            (struct bytes){payload, sizeof payload}));
    ws_begin_closing(ws, code);
}

/*
 * The payload of a close frame is empty, or a code of two bytes and a reason in UTF-8 (RFC 6455
 * section 5.5.1).  wslay takes one byte for none, and does not look at a reason that comes in
 * pieces.
 */
static void
judge_close(struct ws *ws, struct bytes payload)
{
    if (payload.len == 1)
        break_off(ws, WSLAY_CODE_PROTOCOL_ERROR);
    else if (payload.len > 2 && utf8_count((const char *)payload.data + 2, payload.len - 2) < 0)
        break_off(ws, WSLAY_CODE_INVALID_FRAME_PAYLOAD_DATA);
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
        ws_obey(ws, (struct bytes){arg->msg, arg->msg_length});
    else if (arg->opcode == WSLAY_BINARY_FRAME)
        ws_close(ws, WSLAY_CODE_UNSUPPORTED_DATA, "messages are text");
    else if (arg->opcode == WSLAY_CONNECTION_CLOSE)
        judge_close(ws, (struct bytes){arg->msg, arg->msg_length});
}

void
ws_frames_init(struct ws *ws)
{
    static const struct wslay_event_callbacks callbacks = {
        .recv_callback = give_bytes,
        .send_callback = take_bytes,
        .on_msg_recv_callback = on_frame_message,
    };

    must(wslay_event_context_server_init(&ws->frames, &callbacks, ws) == 0);
    wslay_event_config_set_max_recv_msg_length(ws->frames, MESSAGE_MAX);
}

/* Has wslay begun the close handshake, by itself or because the client did? */
static void
notice_close(struct ws *ws)
{
    if (ws->closing || !wslay_event_get_close_sent(ws->frames))
        return;
    ws_begin_closing(ws, wslay_event_get_status_code_sent(ws->frames));
}

void
ws_read_frames(struct ws *ws)
{
    if (ws->closing && !wslay_event_want_read(ws->frames))
        ;
    else if (wslay_event_recv(ws->frames) != 0)
        break_off(ws, WSLAY_CODE_PROTOCOL_ERROR);
    else if (!ws->closing)
        ws_take_control_frames(ws);
    if (ws->out.waiting.bytes > 2 * (size_t)ws->gateway->conf.feed_queue)
        ws_close(ws, WSLAY_CODE_POLICY_VIOLATION, "too many messages");
    notice_close(ws);
    h2o_buffer_consume(&ws->socket->input, ws->closing ? ws->socket->input->size : 0);
    ws_write(ws);
    if (!outgoing_is_writing(&ws->out) &&
        (ws->broken || (ws->closing && wslay_event_get_close_received(ws->frames))))
        ws_destroy(ws);
}
