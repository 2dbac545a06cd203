#include "gateway/ask/reply.h"

#include <string.h>

static bool
read_error_member(struct span *s, struct bytes name, struct reply *out)
{
    struct bytes code, ignored;

    if (text_is(name, "error"))
        return span_text(s, &out->sentence);
    if (text_is(name, "code")) {
        if (!span_text(s, &code))
            return false;
        out->err = err_from_code((const char *)code.data, (unsigned)code.len);
        return true;
    }
    if (text_is(name, "details"))
        return span_nil(s) || span_skip(s, &out->details);
    if (text_is(name, "retry_after"))
        return span_nil(s) || span_int(s, &out->retry_after_s);
    return span_skip(s, &ignored);
}

/* An error without a code that we know is a bug of the sender. */
static bool
read_error(struct span *s, struct reply *out)
{
    struct bytes name;
    uint32_t members;

    out->err = ERR_BUG;
    if (!span_map(s, &members))
        return false;
    for (; members > 0; members--)
        if (!span_text(s, &name) || !read_error_member(s, name, out))
            return false;
    return true;
}

static bool
reply_read_member(struct span *s, struct bytes name, struct reply *out, int64_t *v)
{
    struct bytes ignored;

    if (text_is(name, "v"))
        return span_int(s, v);
    if (text_is(name, "body"))
        return span_skip(s, &out->body);
    if (text_is(name, "error"))
        return span_nil(s) || read_error(s, out);
    if (text_is(name, "version")) {
        if (span_nil(s))
            return true;
        out->has_version = true;
        return span_int(s, &out->version);
    }
    return span_skip(s, &ignored);
}

/* The body as the last member is what is left; who reads it finds out whether that is one value. */
static bool
read_last(struct span *s, struct bytes name, struct reply *out, int64_t *v)
{
    if (!text_is(name, "body") || s->at == s->end)
        return reply_read_member(s, name, out, v);
    out->body = (struct bytes){s->at, (size_t)(s->end - s->at)};
    s->at = s->end;
    return true;
}

bool
reply_read(struct bytes message, struct reply *out)
{
    struct span s = span_of(message);
    uint32_t members;
    struct bytes name;
    int64_t v = 0;

    memset(out, 0, sizeof *out);
    if (!span_map(&s, &members))
        return false;
    for (; members > 0; members--)
        if (!span_text(&s, &name) ||
            !(members > 1 ? reply_read_member : read_last)(&s, name, out, &v))
            return false;
    return v == 1 && s.at == s.end;
}
