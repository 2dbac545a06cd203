/*
 * No byte is looked at again because more have come, and of the backlog no more is copied for a
 * request than PIECE and its own length.
 */
#include "gateway/edge/guard_private.h"

#include <string.h>

enum { PIECE = 4096 };

static struct bytes
input_of(const struct client *client)
{
    const h2o_buffer_t *input = client->socket->input;

    return (struct bytes){(const uint8_t *)input->bytes, input->size};
}

static void
on_continued(h2o_socket_t *socket, const char *err)
{
    h2o_socket_read_start(socket, guard_on_bytes);
    guard_on_bytes(socket, err);
}

/*
 * The client waits for 100 Continue before it sends its chunks, and libh2o, which would say so,
 * gets the head only when they have come.  So it is said here, and the header is renamed, lest
 * libh2o say it again.  True: it is being written, and nothing is read meanwhile.
 */
static bool
continue_if_expected(struct client *client)
{
    h2o_iovec_t text = h2o_iovec_init(H2O_STRLIT("HTTP/1.1 100 Continue\r\n\r\n"));
    struct bytes head = {input_of(client).data, client->head.len};
    const uint8_t *line = head_line(head, "expect");
    size_t at;

    if (line == NULL)
        return false;
    at = (size_t)(line - head.data);
    memcpy(client->socket->input->bytes + at, "x-done", 6);
    h2o_socket_read_stop(client->socket);
    h2o_socket_write(client->socket, &text, 1, on_continued);
    return true;
}

static enum guard_verdict
judge_chunks(struct client *client)
{
    struct bytes raw = input_of(client);
    struct bytes more = {raw.data + client->judged, raw.len - client->judged};

    client->judged = raw.len;
    if (!chunks_feed(&client->chunks, more))
        guard_refuse(client, ERR_MALFORMED, "the chunks of the body are not well-formed");
    else if (client->chunks.told > BODY_MAX ||
             (client->chunks.at != CHUNKS_END && raw.len > BODY_READ_MAX))
        guard_refuse(client, ERR_PAYLOAD_TOO_LARGE, NULL);
    else
        return client->chunks.at == CHUNKS_END ? GUARD_WHOLE : GUARD_MORE;
    return GUARD_LATER;
}

static enum guard_verdict
judge_head(struct client *client)
{
    struct head *head = &client->head;
    enum err err = head_read(head, input_of(client));

    if (err) {
        guard_refuse(client, err, head->why);
        return GUARD_LATER;
    }
    if (head->len == 0)
        return GUARD_MORE;
    if (head->body_len > BODY_MAX) {
        guard_refuse(client, ERR_PAYLOAD_TOO_LARGE, NULL);
        return GUARD_LATER;
    }
    client->judged = head->len;
    if (!head_is_chunked(head))
        return GUARD_WHOLE;
    client->chunks = (struct chunks){.at = CHUNKS_SIZE};
    return continue_if_expected(client) ? GUARD_LATER : judge_chunks(client);
}

void
guard_give_back(struct client *client, size_t len)
{
    size_t have = backlog_len(&client->backlog);
    h2o_iovec_t room;

    if (len > have)
        len = have;
    room = h2o_buffer_reserve(&client->socket->input, len);
    backlog_take(&client->backlog, room.base, len);
    client->socket->input->size += len;
}

/* While there is a backlog the socket is not read, so it has to go on until that is used up. */
enum guard_verdict
guard_judge(struct client *client)
{
    for (;;) {
        enum guard_verdict verdict =
            client->judged == 0 ? judge_head(client) : judge_chunks(client);

        if (verdict != GUARD_MORE || backlog_len(&client->backlog) == 0)
            return verdict;
        guard_give_back(client, PIECE);
    }
}
