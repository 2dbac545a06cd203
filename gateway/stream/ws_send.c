#include "gateway/stream/ws_private.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <stdarg.h>
#include <stdio.h>

enum {
    WRITE_BYTES = 64 * 1024, /* at most in one write, but for one message that is larger */
    TEXT_FRAME = 1,
};

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
        ws_destroy(ws);
        return;
    }
    if (ws->feed != NULL)
        feed_go_on(ws->feed);
    ws_write(ws);
}

void
ws_write(struct ws *ws)
{
    h2o_iovec_t parts[WS_WRITE_PACKETS];
    struct packet *packet;
    size_t bytes = 0;

    if (ws->socket == NULL || ws->writing_count > 0 || ws->out.count == 0)
        return;
    while (ws->writing_count < WS_WRITE_PACKETS && bytes < WRITE_BYTES &&
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

void
ws_say(struct ws *ws, const char *format, ...)
{
    char text[512];
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    must(len >= 0 && (size_t)len < sizeof text);
    if (!ws->closing)
        packets_push(&ws->out, ws_frame((struct uuid){{0}}, TEXT_FRAME,
                                        (struct bytes){(const uint8_t *)text, (size_t)len}));
}

void
ws_say_error(struct ws *ws, enum err err, const char *sentence)
{
    ws_say(ws, "{\"type\":\"error\",\"code\":\"%s\",\"error\":\"%s\"}", err_code(err),
           sentence != NULL ? sentence : err_meaning(err));
}
