#include "gateway/edge/refusal.h"
#include "gateway/http/answer.h"
#include "gateway/http/error_body.h"
#include "gateway/http/fields.h"
#include "gateway/http/trace.h"
#include "shared/base/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
add_field(void *out, const char *name, const char *value)
{
    buf_add_text(out, name);
    buf_add_text(out, ": ");
    buf_add_text(out, value);
    buf_add_text(out, "\r\n");
}

/* What libh2o would add by itself, before what every answer of ours has. */
static void
add_head(struct buf *out, enum err err, size_t body_len, const struct fields *fields)
{
    char line[96];

    snprintf(line, sizeof line, "HTTP/1.1 %d %s\r\n", err_status(err),
             answer_reason(err_status(err)));
    buf_add_text(out, line);
    snprintf(line, sizeof line, "%zu", body_len);
    add_field(out, "content-length", line);
    add_field(out, "connection", "close");
    add_field(out, "server", "almanac");
    fields_each(fields, add_field, out);
    buf_add_text(out, "\r\n");
}

char *
refusal_text(struct gateway *gateway, struct address address, enum err err, const char *why)
{
    struct buf *body = &gateway->out, text;
    struct trace trace;
    struct fields fields = {
        .id = trace.id,
        .type = "application/json",
        .retry_after_s = err_again(err),
        .limits = fields_limits_of(gateway, address),
        .under_tls = gateway->tls != NULL,
    };

    trace_begin(&trace, (struct bytes){NULL, 0});
    buf_reset(body);
    error_body(body, err, bytes_of(why), (struct bytes){NULL, 0});
    buf_init(&text);
    add_head(&text, err, body->len, &fields);
    buf_add(&text, body->data, body->len);
    buf_add(&text, "", 1);
    fields_log(&(struct answered){.status = err_status(err), .err = err, .id = trace.id});
    return (char *)text.data;
}
