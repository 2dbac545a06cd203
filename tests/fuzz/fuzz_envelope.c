/*
 * Both ends of an envelope read whatever comes: an answer where it lies, as the gateway does, which
 * writes its body and details as JSON, and as what an operation answers, as services do; a
 * service's health; a request as services do.  No part is said to lie outside of the message.
 */
#include "gen/auth/api.h"
#include "gen/event/api.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"
#include "shared/request/envelope.h"
#include "tests/fuzz/fuzz.h"

enum { MESSAGE_MAX = 65536 };

static void
within(struct bytes part, struct bytes whole)
{
    must(part.data == NULL ||
         (part.data >= whole.data && part.data + part.len <= whole.data + whole.len));
}

/* Not checked before: it is refused, or becomes something. */
static void
write_json(struct bytes part)
{
    struct buf out;

    buf_init(&out);
    must(json_from_msgpack(part, &out) == (out.len > 0));
    buf_fini(&out);
}

static void
read_health(struct bytes message)
{
    struct health health;

    if (envelope_read_health(message, &health))
        must(envelope_read_error(message) == OK);
}

static void
read_answer(struct arena *a, struct bytes message)
{
    struct reply reply;
    struct key_state state;

    if (!envelope_read_reply(message, &reply)) {
        must(envelope_read_error(message) == ERR_BUG);
        return;
    }
    within(reply.body, message);
    within(reply.details, message);
    within(reply.sentence, message);
    write_json(reply.body);
    write_json(reply.details);
    read_health(message);
    if (envelope_read_output(a, &auth_api_key_operation, message, &state) == OK)
        must(state.zone != NULL && envelope_read_error(message) == OK);
}

static void
read_request(struct arena *a, const struct operation *op, struct bytes message)
{
    struct request rq = {.arena = a, .operation = op};
    enum err err;
    void *in;

    problems_init(&rq.problems, a);
    err = envelope_read(&rq, message, &in);
    must(err == OK || rq.why != NULL);
    must(err != OK || (rq.problems.count == 0 && rq.caller.zone != NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct bytes message = {data, size};
    struct arena *a;

    if (size > MESSAGE_MAX)
        return 0;
    a = arena_new(256 << 20);
    read_answer(a, message);
    read_request(a, &event_create_operation, message);
    read_request(a, &event_patch_operation, message);
    read_request(a, &event_list_operation, message);
    read_request(a, &auth_session_operation, message);
    arena_destroy(a);
    return 0;
}
