#include "gateway/feed/feed_watch.h"
#include "gateway/stream/ws_command.h"
#include "gateway/stream/ws_private.h"
#include "shared/base/clock.h"

#include <inttypes.h>
#include <string.h>

enum { COMMANDS_MAX = 50, COMMANDS_MS = 10000 }; /* so many in so long */

static void
renewed(void *arg, enum err err)
{
    struct ws *ws = arg;

    if (err == OK)
        ws_say(ws, "{\"type\":\"auth_ok\",\"expires_in\":%" PRId64 "}",
               feed_watch_expires_in(ws->feed));
    else if (err == ERR_FORBIDDEN)
        ws_say_error(ws, err, "only another token of the user who opened the socket renews it");
    else
        ws_say_error(ws, err, NULL);
    ws_write(ws);
}

static void
ws_obey_subscribe(struct ws *ws, struct ws_command *command)
{
    if (!feed_subscribe(ws->feed, &command->topics)) {
        ws_say_error(ws, ERR_INSUFFICIENT_SCOPE, "the key may not read all of these nouns");
        return;
    }
    ws_say(ws, "{\"type\":\"subscribed\"}");
    if (!command->has_since)
        return;
    ws->wants_ready = true;
    ws->last_id = command->since;
    feed_begin(ws->feed, &(struct feed_start){.has_since = true, .since = command->since});
}

static void
obey_command(struct ws *ws, struct ws_command *command)
{
    switch (command->kind) {
    case WS_SUBSCRIBE:
        ws_obey_subscribe(ws, command);
        break;
    case WS_UNSUBSCRIBE:
        feed_unsubscribe(ws->feed);
        ws_say(ws, "{\"type\":\"unsubscribed\"}");
        break;
    case WS_AUTH:
        feed_watch_renew(ws->feed, bytes_of(command->token), renewed);
        break;
    case WS_PING:
        ws_say(ws, "{\"type\":\"pong\"}");
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

void
ws_obey(struct ws *ws, struct bytes text)
{
    struct ws_command command;
    const char *why;

    if (is_too_often(ws)) {
        ws_close(ws, WSLAY_CODE_POLICY_VIOLATION, "too many messages");
    } else if (ws_command_read(text, &command, &why)) {
        obey_command(ws, &command);
        ws_command_fini(&command);
    } else {
        ws_say_error(ws, ERR_VALIDATION, why);
    }
}
