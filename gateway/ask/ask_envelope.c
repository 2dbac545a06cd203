#include "gateway/ask/ask_envelope.h"

#include "gateway/ask/preconditions.h"
#include "gateway/http/answer.h"
#include "gateway/http/query.h"
#include "shared/codec/pack.h"
#include "shared/request/envelope.h"

#include <string.h>

enum { IDEMPOTENCY_KEY_MAX = 255 };

static void
pack_path(struct buf *out, const struct exchange *x)
{
    unsigned params = 0;

    for (unsigned i = 0; i < x->route->segment_count; i++)
        params += x->route->segments[i].literal == NULL;
    envelope_path(out, params);
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
    envelope_query(out, names);
    for (unsigned i = 0; i < q->count; i++) {
        if (query_is_repeated(q, i))
            continue;
        pack_text(out, q->items[i].name);
        pack_values(out, q, i);
    }
}

static bool
read_query(struct exchange *x, struct query *out)
{
    if (query_parse(x->query, exchange_alloc(x, x->query.len + 1), out))
        return true;
    answer_problem(x, out->bad, out->problem);
    return false;
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
        answer_problem(x, bytes_of("Idempotency-Key"), "is given more than once");
    else if (!is_idempotency_key(key))
        answer_problem(x, bytes_of("Idempotency-Key"), "is not 1 to 255 visible ASCII characters");
    else
        *out = key;
    return out->data != NULL;
}

void
ask_envelope(struct exchange *x, ask_made *made)
{
    struct envelope e = {.caller = &x->asker.caller, .rows = true};
    struct etags if_match;
    bool has_body = x->req->entity.len > 0;
    struct query query;
    struct buf message;

    if (!read_query(x, &query) || !read_idempotency_key(x, &e.idempotency_key) ||
        !preconditions_read(x, &if_match))
        return;
    e.has_if_version = if_match.present;
    e.if_any = if_match.any;
    e.if_versions = if_match.versions;
    e.if_version_count = if_match.count;
    buf_init(&message);
    envelope_begin(&message, &e, has_body ? 3 : 2);
    pack_path(&message, x);
    pack_query(&message, &query);
    if (has_body) {
        envelope_body(&message);
        ask_body(x, &message, made);
        return;
    }
    made(x, (struct bytes){message.data, message.len});
    buf_fini(&message);
}
