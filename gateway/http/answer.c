#include "gateway/http/answer.h"
#include "gateway/http/cors.h"
#include "gateway/http/error_body.h"
#include "gateway/http/fields.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <stdio.h>
#include <string.h>

const char *
answer_reason(int status)
{
    static const struct {
        int status;
        const char *reason;
    } reasons[] = {
        {101, "Switching Protocols"},
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {409, "Conflict"},
        {410, "Gone"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {426, "Upgrade Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
    };

    for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
        if (reasons[i].status == status)
            return reasons[i].reason;
    return "-";
}

static void
answer_field_bytes(h2o_req_t *req, const char *name, struct bytes value)
{
    h2o_iovec_t kept = h2o_strdup(&req->pool, (const char *)value.data, value.len);

    h2o_add_header_by_str(&req->pool, &req->res.headers, name, strlen(name), 1, NULL, kept.base,
                          kept.len);
}

void
answer_field(h2o_req_t *req, const char *name, const char *value)
{
    answer_field_bytes(req, name, bytes_of(value));
}

static void
add_field(void *req, const char *name, const char *value)
{
    answer_field(req, name, value);
}

void
answer_fields(h2o_req_t *req, const struct fields *fields)
{
    fields_each(fields, add_field, req);
}

static void
add_fields(struct exchange *x, const struct answer *a)
{
    h2o_req_t *req = x->req;
    struct fields fields = {
        .id = x->trace.id,
        .cache = a->cache,
        .type = a->type == NULL && a->body.len > 0 ? "application/json" : a->type,
        .policy = a->policy,
        .retry_after_s = a->retry_after_s,
        .limits = x->limits,
        .under_tls = x->gateway->tls != NULL,
    };

    if (x->limits.policy[0] == '\0')
        fields.limits = fields_limits_of(x->gateway, x->address);
    answer_fields(req, &fields);
    cors_each(x, a->allow, add_field, req);
    if (a->etag != NULL)
        answer_field(req, "etag", a->etag);
    if (a->allow != NULL)
        answer_field(req, "allow", a->allow);
    if (a->status == 401)
        answer_field(req, "www-authenticate", "Bearer");
}

static void
log_answer(const struct exchange *x, const struct answer *a)
{
    struct answered line = {
        .operation = x->operation,
        .status = a->status,
        .err = a->err,
        .ms = monotonic_ms() - x->began_ms,
        .id = x->trace.id,
    };
    char user[UUID_TEXT];

    if (!log_enabled(LOG_INFO))
        return;
    if (!uuid_is_nil(x->asker.caller.user_id)) {
        uuid_format(x->asker.caller.user_id, user);
        line.user = user;
    }
    fields_log(&line);
}

static void
send_body(struct exchange *x, const struct answer *a)
{
    static h2o_generator_t generator;
    h2o_req_t *req = x->req;
    h2o_iovec_t body = {NULL, 0};

    /* 204 and 304 have no Content-Length (RFC 9110 section 8.6); anything else always has one. */
    req->res.content_length = a->body.data != NULL ? a->body.len : SIZE_MAX;
    if (a->body.data != NULL && !x->is_head) {
        if (a->body_is_constant)
            body = (h2o_iovec_t){(char *)(uintptr_t)a->body.data, a->body.len};
        else
            body = h2o_strdup(&req->pool, (const char *)a->body.data, a->body.len);
    }
    exchange_answers(x);
    h2o_start_response(req, &generator);
    h2o_send(req, &body, body.len > 0, H2O_SEND_STATE_FINAL);
}

void
answer_head(struct exchange *x, const struct answer *a)
{
    h2o_req_t *req = x->req;

    must(!x->answered);
    x->answered = true;
    exchange_waits_no_more(x);
    log_answer(x, a);
    if (req == NULL)
        return;
    if (x->gateway->draining)
        req->http1_is_persistent = 0;
    req->res.status = a->status;
    req->res.reason = answer_reason(a->status);
    add_fields(x, a);
}

/* What was changed is told whatever waits. */
static bool
answer_fits(struct exchange *x, const struct answer *a)
{
    bool is_copied = !a->body_is_constant || x->gateway->tls != NULL;

    if (x->req == NULL || x->is_head || !is_copied)
        return true;
    return exchange_holds(x, a->body.len,
                          !h2o_memis(x->req->method.base, x->req->method.len, H2O_STRLIT("GET")));
}

void
answer_send(struct exchange *x, const struct answer *a)
{
    if (!answer_fits(x, a)) {
        answer_error(x, ERR_OVERLOADED, "too many of your answers wait to be read");
        return;
    }
    answer_head(x, a);
    if (x->req != NULL)
        send_body(x, a);
}

static void
send_error(struct exchange *x, struct bytes sentence, struct bytes details, struct answer *a)
{
    struct buf *out = &x->gateway->out;

    buf_reset(out);
    error_body(out, a->err, sentence, details);
    a->status = err_status(a->err);
    a->body = (struct bytes){out->data, out->len};
    if (a->retry_after_s == 0 && err_again(a->err))
        a->retry_after_s = 1;
    answer_send(x, a);
}

void
answer_error(struct exchange *x, enum err err, const char *why)
{
    answer_later(x, err, why, 0);
}

void
answer_later(struct exchange *x, enum err err, const char *why, int64_t retry_after_s)
{
    send_error(x, bytes_of(why), (struct bytes){NULL, 0},
               &(struct answer){.err = err, .retry_after_s = retry_after_s});
}

void
answer_problem(struct exchange *x, struct bytes field, const char *problem)
{
    answer_problems(x, &(struct problem_of){field, problem}, 1);
}

void
answer_problems(struct exchange *x, const struct problem_of *problems, unsigned count)
{
    struct buf details;

    buf_init(&details);
    error_details(&details, count);
    for (unsigned i = 0; i < count; i++)
        error_detail(&details, problems[i].field, problems[i].problem);
    send_error(x, bytes_of(NULL), (struct bytes){details.data, details.len},
               &(struct answer){.err = ERR_VALIDATION});
    buf_fini(&details);
}

void
answer_scope(struct exchange *x, const char *scope)
{
    char why[96], problem[96];
    struct buf details;

    snprintf(why, sizeof why, "the key lacks the scope %s", scope);
    snprintf(problem, sizeof problem, "lacks %s", scope);
    buf_init(&details);
    error_details(&details, 1);
    error_detail(&details, bytes_of("X-API-Key"), problem);
    send_error(x, bytes_of(why), (struct bytes){details.data, details.len},
               &(struct answer){.err = ERR_INSUFFICIENT_SCOPE});
    buf_fini(&details);
}

void
answer_method(struct exchange *x, enum err err, const char *allow)
{
    struct buf *out = &x->gateway->out;
    struct answer a = {.status = 204, .allow = allow};

    buf_reset(out);
    if (err) {
        error_body(out, err, (struct bytes){NULL, 0}, (struct bytes){NULL, 0});
        a.status = err_status(err);
        a.err = err;
        a.body = (struct bytes){out->data, out->len};
    }
    answer_send(x, &a);
}
