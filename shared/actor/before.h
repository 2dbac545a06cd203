/*
 * before - asks to other services before a handler's transaction.
 *
 * An operation with x-asks in the contract has two functions:
 *
 *   <operation>_before   with the decoded input and no database: says what is asked, with the ask_*()
 *                        of gen/<service>/asks.h
 *   <operation>          the handler; reads the answers with the asked_*()
 *
 * Between the two the request is parked.  Its message alone is kept, and neither a worker nor a
 * connection waits.  The asks go out side by side.  When each has its answer, or its time is over, the
 * request is queued again and decoded anew.  What is stored under its Idempotency-Key is looked for
 * before others are asked.  When nothing is asked, the handler runs at once.
 *
 * Limits:    of one service 4096 requests and 64 MiB of messages and answers are parked at most; one more
 *            is ERR_OVERLOADED at once.  An ask has the time limit of what it asks, and ends 50 ms
 *            before the request's own deadline.
 * Ownership: inputs are copied; answers live until the request is answered.
 * Failure:   see before_answer.
 * Threads:   as the request.
 */
#ifndef SHARED_ACTOR_BEFORE_H
#define SHARED_ACTOR_BEFORE_H

#include "shared/actor/pool.h"

/*
 * One ask; each operation at most once.  It must change nothing that matters: the handler may be
 * refused after it, and a client that tries again asks again.
 */
enum err before_ask(struct request *rq, const struct operation *op, const void *input)
    __attribute__((warn_unused_result));

/*
 * What was answered, decoded into `output` (op->output->size bytes; nothing when it answers nothing):
 *
 *   OK
 *   the error of a status below 500, such as ERR_NOT_FOUND, with its sentence in rq->why
 *   ERR_UNAVAILABLE, worded for the client: no answer in time, nobody who answers, or 503
 *   ERR_BUG: it failed; or it was not asked
 */
enum err before_answer(struct request *rq, const struct operation *op, void *output)
    __attribute__((warn_unused_result));

/* ---- for the skeleton */

/* Runs <operation>_before, if there is one; rq->asking says that something is asked. */
enum err before_run(struct request *rq, handler_call *call, const void *in)
    __attribute__((warn_unused_result));

/* On any thread, once: all is answered; work->parked has it, and is the callee's to free. */
typedef void before_resume(const struct work *work);
/* Sends what was asked, and takes the message; false: too much is parked, and nothing was sent. */
bool before_park(struct request *rq, const struct work *work, before_resume *resume);
void parked_free(struct parked *parked); /* NULL is fine */

struct parked_count {
    size_t requests, bytes;
};
/* Until they are freed. */
struct parked_count before_parked(void);

#endif
