/*
 * What a client says on a WebSocket: a message is obeyed or named wrong, and never half of each.
 */
#include "gateway/stream/ws_command.h"
#include "shared/base/must.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ws_command command;
    const char *why;
    bool good = ws_command_read((struct bytes){data, size}, &command, &why);

    must(good == (why == NULL));
    must(command.topics.nouns <= FEED_NOUNS_ALL);
    must(command.topics.calendars_count <= FEED_CALENDARS_MAX);
    must(!good || (command.kind == WS_AUTH) == (command.token != NULL));
    ws_command_fini(&command);
    return 0;
}
