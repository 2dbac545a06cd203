#include "gateway/http/query.h"
#include "gateway/http/percent.h"

#include <string.h>

static struct bytes
take_until(struct bytes *rest, uint8_t end)
{
    const uint8_t *stop = rest->len == 0 ? NULL : memchr(rest->data, end, rest->len);
    struct bytes part = *rest;

    if (stop == NULL) {
        *rest = (struct bytes){NULL, 0};
        return part;
    }
    part.len = (size_t)(stop - rest->data);
    rest->data += part.len + 1;
    rest->len -= part.len + 1;
    return part;
}

static bool
refuse_parameter(struct query *out, struct bytes name, const char *problem)
{
    out->bad = name;
    out->problem = problem;
    return false;
}

/* Decoding never makes text longer, so what was read and what is written share one length. */
static bool
decode(struct bytes in, char **room, struct bytes *out)
{
    size_t len;

    if (!percent_decode(in, true, *room, &len))
        return false;
    *out = (struct bytes){(const uint8_t *)*room, len};
    *room += len;
    return true;
}

bool
query_parse(struct bytes text, char *room, struct query *out)
{
    static const struct bytes nameless = {(const uint8_t *)"query", 5};

    out->count = 0;
    while (text.len > 0) {
        struct bytes value = take_until(&text, '&');
        struct bytes name = take_until(&value, '=');
        struct parameter *p = &out->items[out->count];

        if (name.len == 0 && value.len == 0)
            continue;
        if (out->count == QUERY_MAX)
            return refuse_parameter(out, nameless, "has more than 128 parameters");
        if (!decode(name, &room, &p->name))
            return refuse_parameter(out, nameless, "has a name that is not UTF-8 text");
        if (!decode(value, &room, &p->value))
            return refuse_parameter(out, p->name, "is not percent-encoded UTF-8 text");
        out->count++;
    }
    return true;
}

bool
query_is_repeated(const struct query *q, unsigned at)
{
    for (unsigned i = 0; i < at; i++)
        if (bytes_equal(q->items[i].name, q->items[at].name))
            return true;
    return false;
}
