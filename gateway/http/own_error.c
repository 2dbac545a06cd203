#include "gateway/http/own_error.h"
#include "gateway/http/answer.h"
#include "gateway/http/error_body.h"
#include "gateway/http/trace.h"

#include <h2o.h>
#include <string.h>

struct own_filter {
    h2o_filter_t super;
    struct gateway *gateway;
};

struct own_stream {
    h2o_ostream_t super;
    h2o_iovec_t body;
};

static enum err
err_of(int status)
{
    switch (status) {
    case 413:
        return ERR_PAYLOAD_TOO_LARGE;
    case 404:
        return ERR_NOT_FOUND;
    default:
        return status < 500 ? ERR_MALFORMED : ERR_BUG;
    }
}

static void
send_instead(h2o_ostream_t *super, h2o_req_t *req, h2o_iovec_t *bufs, size_t count,
             h2o_send_state_t state)
{
    struct own_stream *stream = (struct own_stream *)super;
    size_t ours = stream->body.len > 0;

    (void)bufs;
    (void)count;
    if (h2o_send_state_is_in_progress(state))
        h2o_ostream_send_next(super, req, NULL, 0, state);
    else
        h2o_ostream_send_next(super, req, &stream->body, ours, state);
}

static void
replace(struct own_filter *filter, h2o_req_t *req, struct own_stream *stream)
{
    enum err err = err_of(req->res.status);
    struct buf *out = &filter->gateway->out;
    struct trace trace;

    trace_begin(&trace, (struct bytes){NULL, 0});
    buf_reset(out);
    error_body(out, err, (struct bytes){NULL, 0}, (struct bytes){NULL, 0});
    stream->body = h2o_strdup(&req->pool, (const char *)out->data, out->len);
    req->res.status = err_status(err);
    req->res.reason = answer_reason(req->res.status);
    req->res.content_length = stream->body.len;
    memset(&req->res.headers, 0, sizeof req->res.headers);
    answer_fields(req, &(struct fields){
                           .id = trace.id,
                           .type = "application/json",
                           .limits = fields_limits_of(filter->gateway, exchange_peer(req->conn)),
                           .under_tls = filter->gateway->tls != NULL,
                       });
    fields_log(&(struct answered){.status = req->res.status, .err = err, .id = trace.id});
}

static void
setup(h2o_filter_t *super, h2o_req_t *req, h2o_ostream_t **slot)
{
    struct own_filter *filter = (struct own_filter *)super;
    struct own_stream *stream;

    if (h2o_find_header_by_str(&req->res.headers, H2O_STRLIT("x-request-id"), -1) == -1) {
        stream = (struct own_stream *)h2o_add_ostream(req, sizeof *stream, slot);
        stream->super.do_send = send_instead;
        slot = &stream->super.next;
        replace(filter, req, stream);
    }
    h2o_setup_next_ostream(req, slot);
}

void
own_error_filter(h2o_pathconf_t *path, struct gateway *gateway)
{
    struct own_filter *filter = (struct own_filter *)h2o_create_filter(path, sizeof *filter);

    filter->super.on_setup_ostream = setup;
    filter->gateway = gateway;
}
