#include "gateway/identity/auth_answer.h"

#include "shared/codec/msg.h"
#include "shared/request/envelope.h"

/* Several times what auth ever says, and so much that the arena holds it decoded. */
enum { MESSAGE_MAX = 128 * 1024 };

bool
auth_answer_read(struct arena *scratch, const struct operation *op, struct bytes message, void *out)
{
    arena_reset(scratch);
    return message.len <= MESSAGE_MAX && envelope_read_output(scratch, op, message, out) == OK;
}

bool
auth_answer_read_told(struct arena *scratch, const struct shape *shape, struct bytes message,
                      void *out)
{
    struct problems problems;

    arena_reset(scratch);
    if (message.len > MESSAGE_MAX)
        return false;
    problems_init(&problems, scratch);
    wire_decode(&problems, shape, msg_unpack(scratch, message), WIRE_TRUSTED, out);
    return problems.count == 0;
}
