/*
 * The header field:
 *
 *   traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
 *                |  trace id, 32                     parent id, 16    flags, 2
 *                version
 *
 * All lower-case hexadecimal, neither id all zero.  Version 00 is exactly this long; a later one
 * may go on after another dash; ff is no version.
 */
#include "gateway/http/trace.h"
#include "shared/base/hex.h"
#include "shared/base/random.h"

#include <stdio.h>
#include <string.h>

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

void
trace_begin(struct trace *t, struct bytes header)
{
    uint8_t random[TRACE_ID_LEN / 2 + PARENT_ID_LEN / 2];
    char span[PARENT_ID_LEN + 1];
    char flags[3] = "00";

    random_bytes(random, sizeof random);
    hex_write(random + TRACE_ID_LEN / 2, PARENT_ID_LEN / 2, span);
    if (is_traceparent(header)) {
        memcpy(t->id, header.data + TRACE_AT, TRACE_ID_LEN);
        t->id[TRACE_ID_LEN] = '\0';
        memcpy(flags, header.data + FLAGS_AT, 2);
    } else {
        hex_write(random, TRACE_ID_LEN / 2, t->id);
    }
    snprintf(t->parent, sizeof t->parent, "00-%s-%s-%s", t->id, span, flags);
}
