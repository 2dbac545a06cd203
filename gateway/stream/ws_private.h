/*
 * ws_private - one WebSocket, for the rooms it is made of.
 *
 *   ws_handshake.c   is it one that we want?
 *   ws.c             its life: upgrade, what the feed hands over, its end
 *   ws_send.c        what waits for the client, one write at a time
 *   ws_frames.c      what it sends, as wslay reads it; pings and the close handshake
 *   ws_obey.c        what it says: subscribe, unsubscribe, auth, ping
 *
 * Threads: the loop's.
 */
#ifndef GATEWAY_STREAM_WS_PRIVATE_H
#define GATEWAY_STREAM_WS_PRIVATE_H

#include "gateway/feed/feed.h"
#include "gateway/stream/outgoing.h"

#include <wslay/wslay.h>

struct ws {
    struct gateway *gateway;
    struct feed *feed;    /* NULL: left */
    h2o_socket_t *socket; /* NULL: the handshake's answer is on its way */
    wslay_event_context_ptr frames;
    struct outgoing out;
    bool closing; /* a close frame is queued, and nothing comes after it */
    bool broken;  /* the connection is of no use any more */
    bool wants_ready;
    struct uuid last_id; /* of the last that was queued, or where it began */
    int64_t heard_ms, pinged_ms;
    h2o_timeout_entry_t late; /* linked: it is closing */
    int64_t commands_ms;
    unsigned commands;
    char request[TRACE_ID_LEN + 1];
};

/* ws.c: goes at once. */
void ws_destroy(struct ws *ws);
/* Closes with a code; nothing but the close frame follows, what waited is dropped. */
void ws_close(struct ws *ws, unsigned code, const char *reason);
/* A close frame is queued. */
void ws_begin_closing(struct ws *ws, unsigned code);

/* ws_send.c: begins to write when nothing is being written. */
void ws_write(struct ws *ws);
/* Queues a text message of ours. */
void ws_say(struct ws *ws, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* `sentence` is ours and needs no escaping; NULL: the error's own. */
void ws_say_error(struct ws *ws, enum err err, const char *sentence);

/* ws_frames.c: makes what reads frames. */
void ws_frames_init(struct ws *ws);
/* What the socket has read; the WebSocket may be gone afterwards. */
void ws_read_frames(struct ws *ws);
/* Takes wslay's own frames into the queue. */
void ws_take_control_frames(struct ws *ws);

/* ws_obey.c: one message of the client. */
void ws_obey(struct ws *ws, struct bytes text);

#endif
