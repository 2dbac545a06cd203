/*
 * One client, from accept() to the close of its socket:
 *
 *   shaking hands   TLS only, from its first bytes and when it is its turn.  `late` ends it when it
 *                   takes too long
 *   idle, head      guard_on_bytes stands in the place of libh2o's reader (`parser`) and looks at
 *                   what has come since the last request; guard_judge.c reads on where it was
 *     bad head, or a body too large -> refused, before anything of the body is awaited
 *     no chunks                     -> its turn
 *     chunks                        -> body; if the client waits for 100 Continue, when that has
 *                                      been written
 *   body            chunks.h judges them, up to their end
 *     bad chunks, or too much data -> refused
 *     the end                       -> its turn
 *   its turn        nothing is read until turns.h lets the request come, and then it is answered
 *   answered        libh2o has the bytes and its own reader again; front.c says where the request
 *                   ends (guard_request_begun), and what lies behind is put into the backlog
 *     not taken     -> closed, when `unread` says that its answer has had its time
 *     over          -> idle in the next turn of the loop (`next`), where the backlog is judged
 *                   before the socket is read again
 *     upgraded      -> nothing is judged any more (guard_upgraded)
 *   refused         the answer is written, then what still comes is read and dropped, up to
 *                   DRAIN_MAX: closing at once would reset the connection, and the client would
 *                   lose the answer
 *
 * Clients that are turned away are refused before libh2o has the socket, and `late` bounds that.
 * libh2o's request timeout bounds all other waiting.
 */
#include "gateway/edge/guard.h"
#include "gateway/edge/guard_private.h"
#include "gateway/edge/refusal.h"
#include "gateway/edge/tls.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <h2o/http1.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { DRAIN_MAX = 4 * BODY_MAX };

static struct client *
client_of(h2o_socket_t *socket)
{
    return socket->on_close.data;
}

static h2o_context_t *
http_of(const struct client *client)
{
    return &client->door->gateway->http;
}

static void
on_close(void *data)
{
    struct client *client = data;

    turns_leave(client->door->gateway->turns, &client->turn);
    h2o_timeout_unlink(&client->next);
    h2o_timeout_unlink(&client->late);
    h2o_timeout_unlink(&client->unread);
    client->door->left(client->door->arg, client->from, client->admitted);
    backlog_fini(&client->backlog);
    free(client->last_words);
    free(client);
}

/* libh2o owns the connections that it was given, and closes one when told of a read error. */
static void
guard_end(struct client *client)
{
    if (client->parser != NULL)
        client->parser(client->socket, "refused");
    else
        h2o_socket_close(client->socket);
}

/* ---------------------------------------------------------------- refusing */

static void
on_drained(h2o_socket_t *socket, const char *err)
{
    struct client *client = client_of(socket);

    client->drained += socket->input->size;
    h2o_buffer_consume(&socket->input, socket->input->size);
    if (err != NULL || client->drained > DRAIN_MAX)
        guard_end(client);
}

/* The client reads the answer and then the end, and closes; or its time runs out. */
static void
on_last_words(h2o_socket_t *socket, const char *err)
{
    if (err != NULL || shutdown(h2o_socket_get_fd(socket), SHUT_WR) != 0) {
        guard_end(client_of(socket));
        return;
    }
    h2o_socket_read_start(socket, on_drained);
}

void
guard_refuse(struct client *client, enum err err, const char *why)
{
    h2o_iovec_t text;

    h2o_socket_read_stop(client->socket);
    client->last_words = refusal_text(client->door->gateway, client->from, err, why);
    text = h2o_iovec_init(client->last_words, strlen(client->last_words));
    h2o_socket_write(client->socket, &text, 1, on_last_words);
}

/* ---------------------------------------------------------------- its bytes */

/* libh2o reads the body from the socket, so it gets what the backlog has of it first. */
static void
give_body(struct client *client)
{
    size_t here = client->socket->input->size - client->head.len;

    if (client->head.body_len > here)
        guard_give_back(client, client->head.body_len - here);
}

static void
on_turn(struct turn *turn)
{
    struct client *client = H2O_STRUCT_FROM_MEMBER(struct client, turn, turn);

    give_body(client);
    h2o_socket_read_start(client->socket, client->parser);
    client->parser(client->socket, NULL);
}

void
guard_on_bytes(h2o_socket_t *socket, const char *err)
{
    struct client *client = client_of(socket);

    if (err != NULL) {
        socket->_cb.read = client->parser;
        client->parser(socket, err);
    } else if (guard_judge(client) == GUARD_WHOLE) {
        h2o_socket_read_stop(socket);
        turns_wait(client->door->gateway->turns, &client->turn);
    }
}

/* ---------------------------------------------------------------- one request after the other */

static void
take_place(struct client *client)
{
    if (client->socket->_cb.read == client->parser)
        client->socket->_cb.read = guard_on_bytes;
}

static void
hold_from(struct client *client, size_t at)
{
    h2o_buffer_t *input = client->socket->input;

    if (input->size <= at)
        return;
    backlog_put_back(&client->backlog,
                     (struct bytes){(const uint8_t *)input->bytes + at, input->size - at});
    input->size = at;
}

void
guard_give_held(h2o_socket_t *socket)
{
    guard_give_back(client_of(socket), SIZE_MAX);
}

/* By now libh2o has armed its own callback for the next request, with nothing to read yet. */
static void
begin_next(struct client *client)
{
    client->head = (struct head){.len = 0};
    client->judged = 0;
    take_place(client);
    if (backlog_len(&client->backlog) > 0)
        guard_on_bytes(client->socket, NULL);
}

static void
on_next(h2o_timeout_entry_t *entry)
{
    begin_next(H2O_STRUCT_FROM_MEMBER(struct client, next, entry));
}

void
guard_request_begun(h2o_socket_t *socket, h2o_iovec_t body)
{
    struct client *client = client_of(socket);

    if (body.base == NULL)
        hold_from(client, client->head.len);
    else
        hold_from(client, (size_t)(body.base + body.len - socket->input->bytes));
}

void
guard_lost(h2o_socket_t *socket)
{
    guard_end(client_of(socket));
}

void
guard_upgraded(h2o_socket_t *socket)
{
    client_of(socket)->upgraded = true;
}

static void
on_answering(struct request_hook *hook)
{
    struct client *client = H2O_STRUCT_FROM_MEMBER(struct client, hook, hook);

    h2o_timeout_link(http_of(client)->loop, &client->door->answers, &client->unread);
}

static void
on_request_over(struct request_hook *hook)
{
    struct client *client = H2O_STRUCT_FROM_MEMBER(struct client, hook, hook);

    h2o_timeout_unlink(&client->unread);
    if (client->upgraded || h2o_timeout_is_linked(&client->next))
        return;
    h2o_timeout_link(http_of(client)->loop, &http_of(client)->zero_timeout, &client->next);
}

/* ---------------------------------------------------------------- coming */

static void
guard_on_late(h2o_timeout_entry_t *entry)
{
    guard_end(H2O_STRUCT_FROM_MEMBER(struct client, late, entry));
}

static void
on_unread(h2o_timeout_entry_t *entry)
{
    log_event(LOG_INFO, "http.answer.unread", NULL);
    guard_end(H2O_STRUCT_FROM_MEMBER(struct client, unread, entry));
}

/* Behind proxies all clients have the same few addresses: each connection counts as one there. */
static struct address
turn_of(const struct doorway *door, const struct client *client, struct address from)
{
    struct address of = {{0}};

    if (!trusted_hops_have(door->gateway->hops, from))
        return address_network(from);
    memcpy(of.b, &client, sizeof client);
    return of;
}

static struct client *
new_client(struct doorway *door, h2o_socket_t *socket, struct address from, bool admitted)
{
    struct client *client = calloc(1, sizeof *client);

    must(client != NULL);
    client->hook.answering = on_answering;
    client->hook.over = on_request_over;
    client->door = door;
    client->from = from;
    client->admitted = admitted;
    client->socket = socket;
    client->turn = (struct turn){.of = turn_of(door, client, from), .come = on_turn};
    client->next.cb = on_next;
    client->late.cb = guard_on_late;
    client->unread.cb = on_unread;
    socket->on_close.cb = on_close;
    socket->on_close.data = client;
    return client;
}

/* What came with the end of a handshake is held back, for libh2o would read it at once. */
static void
give_to_parser(struct client *client)
{
    h2o_context_t *http = http_of(client);

    hold_from(client, 0);
    h2o_http1_accept(&client->door->accept, client->socket, *h2o_get_timestamp(http, NULL, NULL));
    client->parser = client->socket->_cb.read;
    must(client->parser != NULL);
    begin_next(client);
}

static void
on_handshake(h2o_socket_t *socket, const char *err)
{
    struct client *client = client_of(socket);

    h2o_timeout_unlink(&client->late);
    if (err != NULL)
        guard_end(client);
    else
        give_to_parser(client);
}

/* What a handshake costs the loop is more than a request, so it takes turns with them. */
static void
on_handshake_turn(struct turn *turn)
{
    struct client *client = H2O_STRUCT_FROM_MEMBER(struct client, turn, turn);

    log_event(LOG_DEBUG, "tls.handshake.begun", NULL);
    client->turn.come = on_turn;
    h2o_socket_ssl_handshake(client->socket, client->door->gateway->tls->current, NULL,
                             on_handshake);
}

static void
on_hello(h2o_socket_t *socket, const char *err)
{
    struct client *client = client_of(socket);

    if (err != NULL) {
        guard_end(client);
        return;
    }
    h2o_socket_read_stop(socket);
    turns_wait(client->door->gateway->turns, &client->turn);
}

static void
link_late(struct client *client)
{
    h2o_timeout_link(http_of(client)->loop, &http_of(client)->handshake_timeout, &client->late);
}

void
guard_admit(struct doorway *door, h2o_socket_t *socket, struct address from)
{
    struct client *client = new_client(door, socket, from, true);

    if (door->gateway->tls == NULL) {
        give_to_parser(client);
        return;
    }
    link_late(client);
    client->turn.come = on_handshake_turn;
    h2o_socket_read_start(socket, on_hello);
}

void
guard_turn_away(struct doorway *door, h2o_socket_t *socket, struct address from)
{
    struct client *client = new_client(door, socket, from, false);

    if (door->gateway->tls != NULL) {
        guard_end(client);
        return;
    }
    link_late(client);
    guard_refuse(client, ERR_OVERLOADED, "too many connections");
}
