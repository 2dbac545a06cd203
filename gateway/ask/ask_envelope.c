#include "gateway/ask/ask_envelope.h"
#include "gateway/http/answer.h"
#include "gateway/http/etag.h"
#include "gateway/http/query.h"
#include "shared/codec/json.h"
#include "shared/codec/pack.h"

#include <string.h>

enum { IDEMPOTENCY_KEY_MAX = 255 };

/* What is packed has been checked by then: an error must be known before its map's size is written.
 */
struct parts {
    struct query query;
    struct etags if_match;
    struct bytes idempotency_key; /* data NULL: none */
};

static struct bytes
words(const char *text)
{
    return (struct bytes){(const uint8_t *)text, strlen(text)};
}

static const char *
kind_of(enum caller_kind kind)
{
    switch (kind) {
    case CALLER_ANYBODY:
        return "anybody";
    case CALLER_USER:
        return "user";
    case CALLER_KEY:
        return "key";
    case CALLER_SERVICE:
        return "service";
    }
    return "anybody";
}

static void
pack_member_uuid(struct buf *out, const char *name, struct uuid id)
{
    if (uuid_is_nil(id))
        return;
    pack_word(out, name);
    pack_uuid(out, id);
}

static void
pack_caller(struct buf *out, const struct caller *caller)
{
    bool known = !uuid_is_nil(caller->user_id);

    pack_map(out, 1 + (known ? 2 : 0) + !uuid_is_nil(caller->session_id) +
                      !uuid_is_nil(caller->key_id) + (caller->address != NULL));
    pack_word(out, "kind");
    pack_word(out, kind_of(caller->kind));
    pack_member_uuid(out, "user_id", caller->user_id);
    pack_member_uuid(out, "session_id", caller->session_id);
    pack_member_uuid(out, "key_id", caller->key_id);
    if (caller->address != NULL) {
        pack_word(out, "address");
        pack_word(out, caller->address);
    }
    if (!known)
        return;
    pack_word(out, "zone");
    pack_word(out, caller->zone);
}

static void
pack_path(struct buf *out, const struct exchange *x)
{
    unsigned params = 0;

    for (unsigned i = 0; i < x->route->segment_count; i++)
        params += x->route->segments[i].literal == NULL;
    pack_word(out, "path");
    pack_map(out, params);
    for (unsigned i = 0; i < x->route->segment_count; i++) {
        if (x->route->segments[i].literal != NULL)
            continue;
        pack_word(out, x->route->segments[i].param);
        pack_text(out, x->path.segments[i]);
    }
}

static void
pack_values(struct buf *out, const struct query *q, unsigned first)
{
    unsigned count = 0;

    for (unsigned i = first; i < q->count; i++)
        count += bytes_equal(q->items[i].name, q->items[first].name);
    pack_array(out, count);
    for (unsigned i = first; i < q->count; i++)
        if (bytes_equal(q->items[i].name, q->items[first].name))
            pack_text(out, q->items[i].value);
}

static void
pack_query(struct buf *out, const struct query *q)
{
    unsigned names = 0;

    for (unsigned i = 0; i < q->count; i++)
        names += !query_is_repeated(q, i);
    pack_word(out, "query");
    pack_map(out, names);
    for (unsigned i = 0; i < q->count; i++) {
        if (query_is_repeated(q, i))
            continue;
        pack_text(out, q->items[i].name);
        pack_values(out, q, i);
    }
}

static bool
pack_body(struct buf *out, struct exchange *x)
{
    struct bytes text = {(const uint8_t *)x->req->entity.base, x->req->entity.len};
    const char *why = NULL;

    arena_reset(x->gateway->scratch);
    pack_word(out, "body");
    switch (json_to_msgpack(x->gateway->scratch, text, out, &why)) {
    case JSON_OK:
        return true;
    case JSON_MALFORMED:
        answer_error(x, ERR_INVALID_JSON, why);
        return false;
    case JSON_REFUSED:
        answer_problem(x, words("body"), why);
        return false;
    }
    return false;
}

static void
pack_if_version(struct buf *out, const struct etags *tags)
{
    pack_word(out, "if_version");
    if (tags->any) {
        pack_word(out, "*");
        return;
    }
    pack_array(out, tags->count);
    for (unsigned i = 0; i < tags->count; i++)
        pack_int(out, tags->versions[i]);
}

static bool
read_query(struct exchange *x, struct query *out)
{
    if (query_parse(x->query, exchange_alloc(x, x->query.len + 1), out))
        return true;
    answer_problem(x, out->bad, out->problem);
    return false;
}

static void
read_if_match(const struct exchange *x, struct etags *out)
{
    const h2o_headers_t *headers = &x->req->headers;
    ssize_t at = -1;

    while ((at = h2o_find_header(headers, H2O_TOKEN_IF_MATCH, at)) != -1)
        etags_add(out,
                  (struct bytes){(const uint8_t *)headers->entries[at].value.base,
                                 headers->entries[at].value.len},
                  false);
}

static bool
is_idempotency_key(struct bytes key)
{
    if (key.len == 0 || key.len > IDEMPOTENCY_KEY_MAX)
        return false;
    for (size_t i = 0; i < key.len; i++)
        if (key.data[i] <= ' ' || key.data[i] >= 0x7f)
            return false;
    return true;
}

static bool
read_idempotency_key(struct exchange *x, struct bytes *out)
{
    unsigned lines;
    struct bytes key = exchange_header(x, "idempotency-key", &lines);

    if (!x->route->keeps_key || lines == 0)
        return true;
    if (lines > 1)
        answer_problem(x, words("Idempotency-Key"), "is given more than once");
    else if (!is_idempotency_key(key))
        answer_problem(x, words("Idempotency-Key"), "is not 1 to 255 visible ASCII characters");
    else
        *out = key;
    return out->data != NULL;
}

bool
ask_envelope(struct exchange *x, struct buf *out)
{
    struct parts parts = {.if_match = {.present = false}};
    bool has_body = x->req->entity.len > 0;

    if (!read_query(x, &parts.query) || !read_idempotency_key(x, &parts.idempotency_key))
        return false;
    read_if_match(x, &parts.if_match);
    pack_map(out, 4 + parts.if_match.present + (parts.idempotency_key.data != NULL));
    pack_word(out, "v");
    pack_int(out, 1);
    pack_word(out, "caller");
    pack_caller(out, &x->asker.caller);
    pack_word(out, "rows");
    pack_bool(out, true);
    pack_word(out, "input");
    pack_map(out, 2 + has_body);
    pack_path(out, x);
    pack_query(out, &parts.query);
    if (has_body && !pack_body(out, x))
        return false;
    if (parts.if_match.present)
        pack_if_version(out, &parts.if_match);
    if (parts.idempotency_key.data != NULL) {
        pack_word(out, "idempotency_key");
        pack_text(out, parts.idempotency_key);
    }
    return true;
}

void
ask_envelope_own(struct buf *out)
{
    const struct caller gateway = {.kind = CALLER_SERVICE};

    pack_map(out, 3);
    pack_word(out, "v");
    pack_int(out, 1);
    pack_word(out, "caller");
    pack_caller(out, &gateway);
    pack_word(out, "input");
    pack_map(out, 3);
    pack_word(out, "path");
    pack_map(out, 0);
    pack_word(out, "query");
    pack_map(out, 0);
    pack_word(out, "body");
}
