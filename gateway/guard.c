#include "gateway/guard.h"
#include "gateway/answer.h"
#include "gateway/error_body.h"
#include "gateway/head.h"
#include "gateway/limits.h"
#include "gateway/trace.h"
#include "shared/log.h"
#include "shared/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct client {
    struct gateway *gateway;
    h2o_socket_t *socket;
    h2o_socket_cb parser;     /* libh2o's reader of requests, the same for all */
    h2o_timeout_entry_t next; /* linked: its request is over */
    struct buf held;          /* what came behind the request */
    char *last_words;         /* of a refusal that is being written */
    void (*closed)(void *arg);
    void *arg;
};

static void
on_close(void *data)
{
    struct client *client = data;

    h2o_timeout_unlink(&client->next);
    client->closed(client->arg);
    buf_fini(&client->held);
    free(client->last_words);
    free(client);
}

/* libh2o owns the connection: a read error is how it is told to close it. */
static void
on_last_words(h2o_socket_t *socket, const char *err)
{
    struct client *client = socket->on_close.data;

    (void)err;
    client->parser(socket, "the head was refused");
}

static struct address
address_of(h2o_socket_t *socket)
{
    struct sockaddr_storage peer = {.ss_family = AF_UNSPEC};

    (void)h2o_socket_getpeername(socket, (struct sockaddr *)&peer);
    return address_of_peer((const struct sockaddr *)&peer);
}

/* As header lines, or nothing. */
static void
write_limits(const struct client *client, char *out, size_t room)
{
    struct limit_fields f;

    out[0] = '\0';
    if (limits_fields_of(client->gateway->limits, address_of(client->socket), &f))
        snprintf(out, room, "ratelimit-policy: %s\r\nratelimit: %s\r\n", f.policy, f.left);
}

static char *
refusal(struct client *client, enum err err, const char *why)
{
    struct buf *out = &client->gateway->out;
    struct trace trace;
    char limits[3 * LIMIT_FIELD], *text;

    write_limits(client, limits, sizeof limits);
    trace_begin(&trace, (struct bytes){NULL, 0});
    buf_reset(out);
    error_body(out, err, (struct bytes){(const uint8_t *)why, why == NULL ? 0 : strlen(why)},
               (struct bytes){NULL, 0});
    if (asprintf(
            &text,
            "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Length: %zu\r\nServer: almanac\r\n"
            "x-request-id: %s\r\nx-content-type-options: nosniff\r\ncache-control: no-store\r\n"
            "%scontent-type: application/json\r\n\r\n%.*s",
            err_status(err), answer_reason(err_status(err)), out->len, trace.id, limits,
            (int)out->len, (const char *)out->data) < 0)
        must(!"memory for an answer");
    log_event(LOG_INFO, "http.answered", "op=- status=%d err=%s ms=0 rq=%s user=-", err_status(err),
              err_code(err), trace.id);
    return text;
}

static void
refuse_head(struct client *client, enum err err, const char *why)
{
    h2o_iovec_t text;

    h2o_socket_read_stop(client->socket);
    client->last_words = refusal(client, err, why);
    text = h2o_iovec_init(client->last_words, strlen(client->last_words));
    h2o_socket_write(client->socket, &text, 1, on_last_words);
}

static void
on_bytes(h2o_socket_t *socket, const char *err)
{
    struct client *client = socket->on_close.data;
    struct bytes raw = {(const uint8_t *)socket->input->bytes, socket->input->size};
    const char *why;
    enum err judged;
    size_t len;

    if (err == NULL) {
        judged = head_check(raw, &len, &why);
        if (judged != OK) {
            refuse_head(client, judged, why);
            return;
        }
        if (len == 0)
            return;
    }
    socket->_cb.read = client->parser;
    client->parser(socket, err);
}

static void
take_place(struct client *client)
{
    if (client->socket->_cb.read == client->parser)
        client->socket->_cb.read = on_bytes;
}

/* By now libh2o has armed its own callback for the next request, with nothing to read yet. */
static void
on_next(h2o_timeout_entry_t *entry)
{
    struct client *client = H2O_STRUCT_FROM_MEMBER(struct client, next, entry);
    h2o_socket_t *socket = client->socket;
    h2o_iovec_t room;

    take_place(client);
    if (client->held.len == 0)
        return;
    room = h2o_buffer_reserve(&socket->input, client->held.len);
    memcpy(room.base, client->held.data, client->held.len);
    socket->input->size += client->held.len;
    buf_reset(&client->held);
    on_bytes(socket, NULL);
}

void
guard_accept(h2o_accept_ctx_t *ctx, struct gateway *gateway, h2o_socket_t *socket,
             void (*closed)(void *arg), void *arg)
{
    struct client *client = calloc(1, sizeof *client);

    must(client != NULL);
    client->gateway = gateway;
    client->socket = socket;
    client->closed = closed;
    client->next.cb = on_next;
    buf_init(&client->held);
    client->arg = arg;
    socket->on_close.cb = on_close;
    socket->on_close.data = client;
    h2o_accept(ctx, socket);
    client->parser = socket->_cb.read;
    must(client->parser != NULL);
    take_place(client);
}

void
guard_request_begun(h2o_socket_t *socket, size_t end)
{
    struct client *client = socket->on_close.data;

    if (socket->input->size <= end)
        return;
    buf_add(&client->held, socket->input->bytes + end, socket->input->size - end);
    socket->input->size = end;
}

void
guard_request_over(h2o_socket_t *socket)
{
    struct client *client = socket == NULL ? NULL : socket->on_close.data;
    h2o_context_t *http;

    if (client == NULL || h2o_timeout_is_linked(&client->next))
        return;
    http = &client->gateway->http;
    h2o_timeout_link(http->loop, &http->zero_timeout, &client->next);
}
