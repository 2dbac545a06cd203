/*
 * answer - how the answer of an exchange leaves: header fields, body, line of the log.
 *
 * Ownership: the body is copied unless it is constant.
 * Failure:   an exchange whose client is gone is only logged.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_HTTP_ANSWER_H
#define GATEWAY_HTTP_ANSWER_H

#include "gateway/http/exchange.h"
#include "gateway/http/fields.h"

struct answer {
    int status;
    enum err err;          /* for the log */
    struct bytes body;     /* data NULL: no body at all (204, 304) */
    bool body_is_constant; /* lives as long as the process */
    const char *type;      /* of the body; NULL: application/json */
    const char *cache;     /* Cache-Control; NULL: no-store */
    const char *policy;    /* Content-Security-Policy; NULL: as fields.h */
    const char *etag, *allow;
    int64_t retry_after_s;
};

void answer_send(struct exchange *x, const struct answer *a);
/* Status and header fields alone: the caller sends the body, or speaks another protocol. */
void answer_head(struct exchange *x, const struct answer *a);

/* The error form.  `why` is a sentence for the client; NULL says what the code means. */
void answer_error(struct exchange *x, enum err err, const char *why);
/* When to try again is known. */
void answer_later(struct exchange *x, enum err err, const char *why, int64_t retry_after_s);
/* validation_failed about one field. */
void answer_problem(struct exchange *x, struct bytes field, const char *problem);
struct problem_of {
    struct bytes field;
    const char *problem;
};
void answer_problems(struct exchange *x, const struct problem_of *problems, unsigned count);
/* insufficient_scope, naming what the key lacks. */
void answer_scope(struct exchange *x, const char *scope);
/* 405, or 204 for OPTIONS; `allow` are the methods of the path. */
void answer_method(struct exchange *x, enum err err, const char *allow);

/* One field of an answer; the name is constant, the value is copied. */
void answer_field(h2o_req_t *req, const char *name, const char *value);
/* Those that every answer has. */
void answer_fields(h2o_req_t *req, const struct fields *fields);

const char *answer_reason(int status); /* the words after the status */

#endif
