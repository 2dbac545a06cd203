/*
 * ws_command - what a client says on a WebSocket.
 *
 * Ownership: a command owns what it holds; ws_command_fini frees it.
 * Failure:   ws_command_read returns false, with a sentence for the client in `why`.
 * Threads:   any.
 */
#ifndef GATEWAY_STREAM_WS_COMMAND_H
#define GATEWAY_STREAM_WS_COMMAND_H

#include "gateway/feed/feed_topics.h"

enum ws_command_kind { WS_SUBSCRIBE, WS_UNSUBSCRIBE, WS_AUTH, WS_PING };

struct ws_command {
    enum ws_command_kind kind;
    struct feed_topics topics; /* of subscribe; nouns 0: it names none */
    bool has_since;            /* of subscribe */
    struct uuid since;         /* if has_since */
    char *token;               /* of auth, of malloc; otherwise NULL */
};

bool ws_command_read(struct bytes text, struct ws_command *out, const char **why);
void ws_command_fini(struct ws_command *command);

#endif
