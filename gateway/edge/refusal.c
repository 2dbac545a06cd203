#include "gateway/edge/refusal.h"
#include "gateway/http/answer.h"
#include "gateway/http/error_body.h"
#include "gateway/http/secure.h"
#include "gateway/http/trace.h"
#include "gateway/limit/limits.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
add_field(struct buf *out, const char *name, const char *value)
{
    buf_add_text(out, name);
    buf_add_text(out, ": ");
    buf_add_text(out, value);
    buf_add_text(out, "\r\n");
}

static void
refusal_add_limits(struct buf *out, struct gateway *gateway, struct address address)
{
    struct limit_fields f;

    if (!limits_fields_of(gateway->limits, address, &f))
        return;
    add_field(out, "ratelimit-policy", f.policy);
    add_field(out, "ratelimit", f.left);
}

static void
add_head(struct buf *out, enum err err, size_t body_len, const char *id)
{
    char line[96];

    snprintf(line, sizeof line, "HTTP/1.1 %d %s\r\n", err_status(err),
             answer_reason(err_status(err)));
    buf_add_text(out, line);
    snprintf(line, sizeof line, "%zu", body_len);
    add_field(out, "content-length", line);
    add_field(out, "connection", "close");
    add_field(out, "server", "almanac");
    add_field(out, "x-request-id", id);
    add_field(out, "cache-control", "no-store");
    add_field(out, "content-type", "application/json");
    if (err_again(err))
        add_field(out, "retry-after", "1");
#define X(name, value) add_field(out, name, value);
    SECURE_FIELDS(X)
#undef X
}

char *
refusal_text(struct gateway *gateway, struct address address, enum err err, const char *why)
{
    struct bytes sentence = {(const uint8_t *)why, why == NULL ? 0 : strlen(why)};
    struct buf *body = &gateway->out, text;
    struct trace trace;

    trace_begin(&trace, (struct bytes){NULL, 0});
    buf_reset(body);
    error_body(body, err, sentence, (struct bytes){NULL, 0});
    buf_init(&text);
    add_head(&text, err, body->len, trace.id);
    refusal_add_limits(&text, gateway, address);
    buf_add_text(&text, "\r\n");
    buf_add(&text, body->data, body->len);
    buf_add(&text, "", 1);
    log_event(LOG_INFO, "http.answered", "op=- status=%d err=%s ms=0 rq=%s user=-", err_status(err),
              err_code(err), trace.id);
    return (char *)text.data;
}
