#include "gateway/stream/ws_private.h"
#include "shared/base/must.h"

#include <stdarg.h>
#include <stdio.h>

static void
on_written(h2o_socket_t *socket, const char *err)
{
    struct ws *ws = socket->data;

    outgoing_written(&ws->out);
    if (err != NULL || ws->broken ||
        (ws->closing && ws->out.waiting.count == 0 && wslay_event_get_close_received(ws->frames))) {
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
    h2o_iovec_t parts[OUTGOING_PACKETS];
    unsigned count;

    if (ws->socket == NULL)
        return;
    count = outgoing_start(&ws->out, parts);
    if (count > 0)
        h2o_socket_write(ws->socket, parts, count, on_written);
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
        packets_push(&ws->out.waiting,
                     ws_frame((struct uuid){{0}}, WSLAY_TEXT_FRAME,
                              (struct bytes){(const uint8_t *)text, (size_t)len}));
}

void
ws_say_error(struct ws *ws, enum err err, const char *sentence)
{
    ws_say(ws, "{\"type\":\"error\",\"code\":\"%s\",\"error\":\"%s\"}", err_code(err),
           sentence != NULL ? sentence : err_meaning(err));
}
