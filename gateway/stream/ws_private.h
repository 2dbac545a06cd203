/*
 * ws_private - what a WebSocket is made of.  For the files named ws_* alone.
 *
 *   ws_handshake.c   is the request a handshake that we accept?
 *   ws.c             its life: upgrade, what the feed hands over, its end
 *   ws_send.c        writes what waits for the client
 *   ws_frames.c      reads frames with wslay; pings and the close handshake
 *   ws_obey.c        obeys commands: subscribe, unsubscribe, auth, ping
 *   ws_command.c     reads a command
 *
 * Units:   times are monotonic milliseconds.
 * Threads: the loop's.
 */
#ifndef GATEWAY_STREAM_WS_PRIVATE_H
#define GATEWAY_STREAM_WS_PRIVATE_H

#include "gateway/feed/feed.h"
#include "gateway/stream/outgoing.h"

#include <wslay/wslay.h>

struct ws {
    struct gateway *gateway;        /* borrowed */
    struct feed *feed;              /* own; NULL: it has been left */
    h2o_socket_t *socket;           /* own; NULL: the answer to the handshake is on its way */
    wslay_event_context_ptr frames; /* own */
    struct outgoing out;
    bool closing;             /* a close frame is queued, and nothing comes after it */
    bool broken;              /* wslay could not write: the connection is of no use any more */
    bool wants_ready;         /* `ready` is to be said when the feed has caught up */
    struct uuid last_id;      /* of the last message that was queued, or where the feed began */
    int64_t heard_ms;         /* when the client last sent something */
    int64_t pinged_ms;        /* when it was last pinged */
    h2o_timeout_entry_t late; /* linked: it is closing */
    int64_t commands_ms;      /* when commands were first counted */
    unsigned commands;        /* since then */
    char request[TRACE_ID_LEN + 1]; /* the id of its request, for the log */
};

/* ws.c: frees it and closes the connection. */
void ws_destroy(struct ws *ws);
/* Closes with a code: drops what waits, and sends a close frame. */
void ws_close(struct ws *ws, unsigned code, const char *reason);
/* A close frame was queued: nothing more is. */
void ws_begin_closing(struct ws *ws, unsigned code);

/* ws_send.c: writes what waits, unless a write is on its way. */
void ws_write(struct ws *ws);
/* Queues a text message of ours. */
void ws_say(struct ws *ws, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* `sentence` needs no escaping in JSON; NULL: the one of `err`. */
void ws_say_error(struct ws *ws, enum err err, const char *sentence);

/* ws_frames.c: makes `frames`. */
void ws_frames_init(struct ws *ws);
/* Reads what the socket has received.  The WebSocket may be gone afterwards. */
void ws_read_frames(struct ws *ws);
/* Queues the frames that wslay has to send: pings, pongs and closes. */
void ws_take_control_frames(struct ws *ws);

/* ws_obey.c: obeys one message of the client, or answers what is wrong with it. */
void ws_obey(struct ws *ws, struct bytes text);

#endif
