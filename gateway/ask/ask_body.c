#include "gateway/ask/ask_body.h"

#include "gateway/http/answer.h"
#include "gateway/http/worker.h"
#include "shared/base/must.h"
#include "shared/codec/json.h"

#include <stdlib.h>
#include <string.h>

/* A body with mistakes may hold a little more than a good one, so that it hears of each of them. */
enum { SPARE_VALUES = 256, SPARE_LEVELS = 4, WHY_MAX = 64 * 1024 };

/* A body on its way to msgpack. */
struct parse {
    struct job job; /* first */
    struct exchange *x;
    struct buf message;
    struct arena *scratch;
    struct bytes text; /* its own copy: the request's memory goes with its client */
    struct json_bounds bounds;
    ask_made *made;
    enum json_error error;
    const char *why;
};

static struct json_bounds
bounds_of(const struct route *route)
{
    int levels = route->body_levels + SPARE_LEVELS;

    return (struct json_bounds){
        .values = route->body_values + SPARE_VALUES,
        .depth = levels < JSON_DEPTH ? levels : JSON_DEPTH,
    };
}

static void
conclude(struct exchange *x, enum json_error error, const char *why, const struct buf *message,
         ask_made *made)
{
    switch (error) {
    case JSON_OK:
        made(x, (struct bytes){message->data, message->len});
        break;
    case JSON_MALFORMED:
        answer_error(x, ERR_INVALID_JSON, why);
        break;
    case JSON_REFUSED:
        answer_problem(x, bytes_of("body"), why);
        break;
    }
}

static void
parse_at_once(struct exchange *x, struct bytes text, struct buf *message, ask_made *made)
{
    const struct json_bounds bounds = bounds_of(x->route);
    const char *why = NULL;
    enum json_error error;

    arena_reset(x->gateway->scratch);
    error = json_to_msgpack_within(x->gateway->scratch, text, &bounds, message, &why);
    conclude(x, error, why, message, made);
    buf_fini(message);
}

static void
parse_free(struct parse *p)
{
    exchange_release(p->x);
    arena_destroy(p->scratch);
    buf_fini(&p->message);
    free((void *)(uintptr_t)p->text.data);
    free(p);
}

static void
parse_run(struct job *job)
{
    struct parse *p = (struct parse *)job;

    p->error = json_to_msgpack_within(p->scratch, p->text, &p->bounds, &p->message, &p->why);
}

static void
parse_done(struct job *job)
{
    struct parse *p = (struct parse *)job;

    if (p->x->req != NULL)
        conclude(p->x, p->error, p->why, &p->message, p->made);
    parse_free(p);
}

/* A user; of somebody who is nobody yet the address. */
static struct uuid
owner_of(const struct exchange *x)
{
    struct uuid owner = x->asker.caller.user_id;

    if (uuid_is_nil(owner))
        memcpy(owner.b, address_network(x->address).b, sizeof owner.b);
    return owner;
}

static struct parse *
parse_new(struct exchange *x, struct bytes text, struct buf *message, ask_made *made)
{
    struct parse *p = calloc(1, sizeof *p);
    uint8_t *copy = malloc(text.len);

    must(p != NULL && copy != NULL);
    memcpy(copy, text.data, text.len);
    *p = (struct parse){
        .job = {.owner = owner_of(x), .run = parse_run, .done = parse_done},
        .x = x,
        .message = *message,
        .scratch = arena_new(WHY_MAX),
        .text = {copy, text.len},
        .bounds = bounds_of(x->route),
        .made = made,
    };
    exchange_keep(x);
    return p;
}

void
ask_body(struct exchange *x, struct buf *message, ask_made *made)
{
    struct bytes text = {(const uint8_t *)x->req->entity.base, x->req->entity.len};
    struct parse *p;

    if (text.len <= BODY_AT_ONCE) {
        parse_at_once(x, text, message, made);
        return;
    }
    p = parse_new(x, text, message, made);
    if (worker_give(x->gateway->worker, &p->job))
        return;
    answer_error(x, ERR_OVERLOADED, "too many large bodies wait to be read");
    parse_free(p);
}
