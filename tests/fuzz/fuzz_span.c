/*
 * The gateway's walk over msgpack: an answer of a service is read where it lies, whatever it is,
 * and no value is said to end behind the message.
 */
#include "shared/base/must.h"
#include "shared/request/envelope.h"
#include "tests/fuzz/fuzz.h"

static void
within(struct bytes part, struct bytes whole)
{
    must(part.data == NULL ||
         (part.data >= whole.data && part.data + part.len <= whole.data + whole.len));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct bytes message = {data, size};
    struct reply reply;

    if (!envelope_read_reply(message, &reply))
        return 0;
    within(reply.body, message);
    within(reply.details, message);
    within(reply.sentence, message);
    return 0;
}
