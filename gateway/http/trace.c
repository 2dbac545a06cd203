#include "gateway/http/trace.h"
#include "shared/base/random.h"

#include <stdio.h>
#include <string.h>

/* 00-<trace id, 32>-<parent id, 16>-<flags, 2> */
enum { TRACE_AT = 3, PARENT_AT = 36, PARENT_ID_LEN = 16, FLAGS_AT = 53 };

static bool
is_hex(const uint8_t *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!((text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f')))
            return false;
    return true;
}

static bool
is_id(const uint8_t *text, size_t len)
{
    bool zero = true;

    for (size_t i = 0; i < len; i++)
        zero = zero && text[i] == '0';
    return !zero && is_hex(text, len);
}

/* Version 00 is exactly 55 characters; a later one may go on after a dash; ff is no version. */
static bool
is_version(struct bytes h)
{
    if (!is_hex(h.data, 2) || memcmp(h.data, "ff", 2) == 0)
        return false;
    if (memcmp(h.data, "00", 2) == 0)
        return h.len == TRACEPARENT_LEN;
    return h.len == TRACEPARENT_LEN || h.data[TRACEPARENT_LEN] == '-';
}

static bool
is_traceparent(struct bytes h)
{
    if (h.data == NULL || h.len < TRACEPARENT_LEN || !is_version(h))
        return false;
    if (h.data[TRACE_AT - 1] != '-' || h.data[PARENT_AT - 1] != '-' || h.data[FLAGS_AT - 1] != '-')
        return false;
    return is_id(h.data + TRACE_AT, TRACE_ID_LEN) && is_id(h.data + PARENT_AT, PARENT_ID_LEN) &&
           is_hex(h.data + FLAGS_AT, 2);
}

static void
put_hex(char *out, const uint8_t *in, size_t len)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < len; i++) {
        *out++ = digits[in[i] >> 4];
        *out++ = digits[in[i] & 15];
    }
    *out = '\0';
}

void
trace_begin(struct trace *t, struct bytes header)
{
    uint8_t random[TRACE_ID_LEN / 2 + PARENT_ID_LEN / 2];
    char span[PARENT_ID_LEN + 1];
    char flags[3] = "00";

    random_bytes(random, sizeof random);
    put_hex(span, random + TRACE_ID_LEN / 2, PARENT_ID_LEN / 2);
    if (is_traceparent(header)) {
        memcpy(t->id, header.data + TRACE_AT, TRACE_ID_LEN);
        t->id[TRACE_ID_LEN] = '\0';
        memcpy(flags, header.data + FLAGS_AT, 2);
    } else {
        put_hex(t->id, random, TRACE_ID_LEN / 2);
    }
    snprintf(t->parent, sizeof t->parent, "00-%s-%s-%s", t->id, span, flags);
}
