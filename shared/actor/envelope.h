/*
 * envelope - what stands around a request and an answer on the bus.
 *
 *   request: {v: 1,
 *             caller: {kind, user_id?, session_id?, key_id?, zone?},
 *             input: {path, query, body},
 *             if_version?: [int] | "*", idempotency_key?: text, rows?: true}
 *   answer:  {v: 1, body, version?}
 *         or {v: 1, error: {error, code, details?, retry_after?}}
 *
 * With `rows` the sender says that it reads lists in the form of rows.h, as the gateway does.  Who
 * does not say so gets plain msgpack, and so does everybody in an answer that is kept under an
 * Idempotency-Key: another may ask for it.
 *
 * Ownership: what is read lives in the request's arena or points into `data`.
 * Threads:   any.
 */
#ifndef SHARED_ACTOR_ENVELOPE_H
#define SHARED_ACTOR_ENVELOPE_H

#include "shared/base/bytes.h"
#include "shared/request/request.h"

/* One of our services asks another. */
void envelope_ask(struct buf *out, const struct operation *op, const void *input);

/* `shape` NULL: an empty body.  `rows`: its lists have the form of rows.h. */
void envelope_answer(struct buf *out, const struct shape *shape, const void *output, bool rows);
/* The error with its sentence and details as the request has them. */
void envelope_error(struct buf *out, const struct request *rq, enum err err);

/*
 * Reads a request: caller, If-Match, idempotency key and the raw input into `rq`; path, query and
 * body decoded and validated into `*in` (operation->input_size bytes).
 */
enum err envelope_read(struct request *rq, struct bytes data, void **in);

/* Reads an answer: OK with its body, or the error that it carries. */
enum err envelope_read_answer(struct request *rq, struct bytes data, const msgpack_object **body);

#endif
