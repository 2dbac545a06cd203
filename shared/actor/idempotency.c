/*
 * A row of the table idempotency, for a request with the Idempotency-Key K:
 *
 *   key     SHA-256 of: operation NUL, K NUL, user id, key id; so K is one caller's alone
 *   input   HMAC-SHA-256 of path, query and body in canonical msgpack, under a key derived from K
 *   answer  a box, sealed under another key derived from K, that holds in msgpack
 *             [answer, [[subject, data], ...]]
 *           the envelope that was answered, and what was asked of others after the commit
 *
 *   idempotency_find, outside a transaction, finds
 *     no row                    the handler runs; the row is its transaction's last statement
 *     a row with this input     its answer is given, after its asks have been made again
 *     a row with another input  ERR_IDEMPOTENCY_MISMATCH
 *   the transaction is refused, or beaten by the unique key
 *                               it rolls back, and idempotency_find looks again
 *
 * Of two requests at once the second waits on the unique key until the first commits, and then
 * fails: idempotency_was_beaten.
 */
#include "shared/actor/idempotency.h"

#include "gen/runtime/sql.h"
#include "shared/actor/after.h"
#include "shared/base/arena.h"
#include "shared/base/log.h"
#include "shared/codec/msg.h"
#include "shared/codec/pack.h"
#include "shared/db/connection.h"

#include <string.h>

/* The NULs part the members, none of which can hold one. */
static void
name_it(const struct request *rq, uint8_t out[SHA256_LEN])
{
    struct buf all;

    buf_init(&all);
    buf_add(&all, rq->operation->name, strlen(rq->operation->name) + 1);
    buf_add(&all, rq->idempotency_key, strlen(rq->idempotency_key) + 1);
    buf_add(&all, rq->caller.user_id.b, 16);
    buf_add(&all, rq->caller.key_id.b, 16);
    sha256((struct bytes){all.data, all.len}, out);
    buf_fini(&all);
}

static void
digest_input(struct request *rq, const uint8_t key[SEAL_KEY_LEN], uint8_t out[SHA256_LEN])
{
    struct buf all;

    buf_init(&all);
    msg_canonical(rq->arena, &all, rq->path);
    msg_canonical(rq->arena, &all, rq->query);
    msg_canonical(rq->arena, &all, rq->body);
    hmac_sha256((struct bytes){key, SEAL_KEY_LEN}, (struct bytes){all.data, all.len}, out);
    buf_fini(&all);
}

bool
idempotency_init(struct idempotency *id, struct request *rq)
{
    uint8_t key[SEAL_KEY_LEN];
    struct bytes secret;

    if (!rq->operation->keeps_key || rq->idempotency_key == NULL)
        return false;
    secret = (struct bytes){(const uint8_t *)rq->idempotency_key, strlen(rq->idempotency_key)};
    name_it(rq, id->name);
    seal_key(secret, "almanac idempotency input", key);
    digest_input(rq, key, id->input);
    seal_key(secret, "almanac idempotency answer", id->sealing);
    return true;
}

static void
pack_kept(struct buf *out, struct bytes answer, const struct outgoing *asks)
{
    size_t count = 0;

    for (const struct outgoing *at = asks; at != NULL; at = at->next)
        count++;
    pack_array(out, 2);
    pack_binary(out, answer);
    pack_array(out, count);
    for (const struct outgoing *at = asks; at != NULL; at = at->next) {
        pack_array(out, 2);
        pack_word(out, at->subject);
        pack_binary(out, at->data);
    }
}

static struct bytes
bin_of(const msgpack_object *in)
{
    return (struct bytes){(const uint8_t *)in->via.bin.ptr, in->via.bin.size};
}

static bool
is_array(const msgpack_object *in, uint32_t size)
{
    return in->type == MSGPACK_OBJECT_ARRAY && in->via.array.size == size;
}

static bool
unpack_ask(struct request *rq, const msgpack_object *in)
{
    const msgpack_object *m = in->via.array.ptr;

    if (!is_array(in, 2) || m[0].type != MSGPACK_OBJECT_STR || m[1].type != MSGPACK_OBJECT_BIN)
        return false;
    after_add(rq, arena_strndup(rq->arena, m[0].via.str.ptr, m[0].via.str.size), bin_of(&m[1]));
    return true;
}

static bool
unpack_kept(struct request *rq, const msgpack_object *in, struct bytes *answer)
{
    const msgpack_object *m;

    if (in == NULL || !is_array(in, 2))
        return false;
    m = in->via.array.ptr;
    if (m[0].type != MSGPACK_OBJECT_BIN || m[1].type != MSGPACK_OBJECT_ARRAY)
        return false;
    *answer = bin_of(&m[0]);
    rq->outgoing = NULL;
    for (uint32_t i = 0; i < m[1].via.array.size; i++)
        if (!unpack_ask(rq, &m[1].via.array.ptr[i]))
            return false;
    return true;
}

enum err
idempotency_find(struct request *rq, const struct idempotency *id, struct bytes *answer)
{
    const struct sql_idempotency_find q = {.key = {id->name, sizeof id->name}};
    const struct bytes input = {id->input, sizeof id->input};
    struct sql_idempotency_find_row row;
    struct bytes plain;
    enum err err;

    connection_set_mode(rq->connection, CONNECTION_ALONE);
    err = sql_idempotency_find(rq, &q, &row);
    connection_set_mode(rq->connection, CONNECTION_TRANSACTION);
    if (err)
        return err;
    if (!bytes_equal_secret(row.input, input))
        return refuse(rq, ERR_IDEMPOTENCY_MISMATCH,
                      "the Idempotency-Key was used with another input");
    if (!seal_open(rq->arena, id->sealing, row.answer, &plain) ||
        !unpack_kept(rq, msg_unpack(rq->arena, plain), answer)) {
        log_event(LOG_ERROR, "idempotency.answer.damaged", "event=%s", rq->event);
        return ERR_BUG;
    }
    return OK;
}

enum err
idempotency_keep(struct request *rq, const struct idempotency *id, struct bytes answer)
{
    struct sql_idempotency_insert row = {.key = {id->name, sizeof id->name},
                                         .input = {id->input, sizeof id->input}};
    struct buf kept;
    enum err err;

    buf_init(&kept);
    pack_kept(&kept, answer, rq->outgoing);
    row.answer = seal(rq->arena, id->sealing, (struct bytes){kept.data, kept.len});
    buf_fini(&kept);
    connection_defer_begin(rq->connection);
    err = sql_idempotency_insert(rq, &row, NULL);
    connection_defer_end(rq->connection);
    return err;
}

bool
idempotency_was_beaten(struct request *rq, enum err err)
{
    return err == ERR_CONFLICT && strcmp(db_constraint(rq), "idempotency_pkey") == 0;
}
