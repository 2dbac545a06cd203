/*
 * ws_command - what a client says on a WebSocket: one JSON object per text message.
 *
 *   {"type": "subscribe", "nouns": [...], "calendar_ids": [...], "since": "<id>"}
 *   {"type": "unsubscribe"}   {"type": "auth", "token": "..."}   {"type": "ping"}
 *
 * Ownership: what the command holds is its own; ws_command_fini frees it.
 * Failure:   false, with a sentence for the client in `why`.
 * Threads:   any.
 */
#ifndef GATEWAY_STREAM_WS_COMMAND_H
#define GATEWAY_STREAM_WS_COMMAND_H

#include "gateway/feed/feed_topics.h"

enum ws_command_kind { WS_SUBSCRIBE, WS_UNSUBSCRIBE, WS_AUTH, WS_PING };

struct ws_command {
    enum ws_command_kind kind;
    struct feed_topics topics; /* nouns 0: none named */
    bool has_since;
    struct uuid since;
    char *token; /* of malloc */
};

bool ws_command_read(struct bytes text, struct ws_command *out, const char **why);
void ws_command_fini(struct ws_command *command);

#endif
