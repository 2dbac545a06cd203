/*
 * envelope - what stands around a question and an answer on the bus, for both sides.
 *
 * Each is one msgpack map.  Members come in any order, and what a reader does not know it skips.
 *
 *   request  {v: 1,
 *             caller: {kind: "anybody" | "user" | "key" | "service",
 *                      user_id?, session_id?, key_id?: uuid,   user_id of users and keys, always
 *                      zone?: text,                            the user's; without it UTC
 *                      address?: text,                         of the client's end
 *                      scopes?: [text, ...]},                  of a key, where the operation takes any
 *             input: {path?: {name: text, ...},
 *                     query?: {name: [text, ...], ...},
 *                     body?: any},
 *             if_version?: [int, ...] | "*",                   If-Match
 *             idempotency_key?: text,
 *             rows?: true}
 *
 *   answer   {v: 1, version?: int, variant?: int, body: any}  version: of the object, for its ETag;
 *                                                              variant: see request.h
 *         or {v: 1, error: {error: text, code: text,           a sentence; a code of err.h
 *                           details?: [{field: text, problem: text}, ...],
 *                           retry_after?: int}}                seconds
 *
 * Uuids are their canonical text.  With `rows` the sender says that it reads lists in the form of
 * rows.h, as the gateway does.  Whoever does not say so gets plain msgpack, and so does everybody
 * in an answer that is kept under an Idempotency-Key: another may ask for it.
 *
 * A service is asked for its health at svc.<service>.health, without input and before any worker;
 * the answer's body is {database: "up" | "away", relay: "up" | "late"}.
 *
 * Ownership: what is read lives in the request's arena or points into the message.
 * Failure:   a message that is none of these is ERR_MALFORMED as a request, and as an answer false
 *            or ERR_BUG: its sender is ours.
 * Threads:   any.
 */
#ifndef SHARED_REQUEST_ENVELOPE_H
#define SHARED_REQUEST_ENVELOPE_H

#include "shared/base/bytes.h"
#include "shared/request/request.h"

/* ---------------------------------------------------------------- requests */

/* A request but for its input. */
struct envelope {
    const struct caller *caller;
    bool rows;
    bool has_if_version, if_any; /* If-Match; if_any: `*` */
    const int64_t *if_versions;
    size_t if_version_count;
    struct bytes idempotency_key; /* data NULL: none */
};

/*
 * Begins a request whose input has so many parts.  They are written next, each at most once: what
 * envelope_path begins are `params` names each with a text, envelope_query `params` names each with
 * an array of texts, envelope_body one value.
 */
void envelope_begin(struct buf *out, const struct envelope *e, unsigned parts);
void envelope_path(struct buf *out, size_t params);
void envelope_query(struct buf *out, size_t params);
void envelope_body(struct buf *out);

/* A whole request that one of our programs makes on its own behalf: `input` is the operation's. */
void envelope_ask(struct buf *out, const struct operation *op, const void *input);
void envelope_ask_health(struct buf *out);

/*
 * Reads a request: caller, If-Match, idempotency key and the raw input into `rq`; path, query and
 * body decoded and validated into `*in` (operation->input_size bytes).  Refuses callers that the
 * operation does not admit.
 */
enum err envelope_read(struct request *rq, struct bytes message, void **in);

/* ---------------------------------------------------------------- answers */

/* How an answer is written: with its lists in the form of rows.h; which variant it is. */
struct answer_form {
    bool rows;
    int64_t variant;
};

/* `shape` NULL: an empty body. */
void envelope_answer(struct buf *out, const struct shape *shape, const void *output,
                     struct answer_form form);
/* The error with its sentence and details as the request has them. */
void envelope_error(struct buf *out, const struct request *rq, enum err err);

struct health {
    bool database_is_up;
    bool relay_is_late;
};

void envelope_answer_health(struct buf *out, const struct health *health);

/* An answer where it lies: nothing is built up, so its body can be written as JSON at once. */
struct reply {
    enum err err;
    struct bytes body; /* not checked to be msgpack; data NULL when there was none */
    bool has_version;
    int64_t version;
    int64_t variant;
    struct bytes sentence; /* of the error */
    struct bytes details;  /* msgpack; data NULL when there were none */
    int64_t retry_after_s; /* 0: the default of the code */
};

bool envelope_read_reply(struct bytes message, struct reply *out);

/* Whether it is good: OK, the error that it carries, or ERR_BUG. */
enum err envelope_read_error(struct bytes message);
/* The same, and what the operation answers decoded into `output` (op->output->size bytes; nothing
 * when it answers nothing). */
enum err envelope_read_output(struct arena *a, const struct operation *op, struct bytes message,
                              void *output);
/* False: no good answer came.  What it does not say is well, but for the database. */
bool envelope_read_health(struct bytes message, struct health *out);

#endif
