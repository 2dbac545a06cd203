#include "shared/request/envelope.h"

#include "shared/base/arena.h"
#include "shared/codec/msg.h"
#include "shared/codec/pack.h"
#include "shared/codec/span.h"

#include <string.h>

enum { VERSION = 1, RETRY_AFTER_S = 1 };

/* ---------------------------------------------------------------- writing */

static void
answer_begin(struct buf *out, unsigned members)
{
    pack_map(out, members + 1);
    pack_word(out, "v");
    pack_int(out, VERSION);
}

void
envelope_answer(struct buf *out, const struct shape *shape, const void *output,
                struct answer_form form)
{
    bool versioned = shape != NULL && shape->version_offset >= 0;

    answer_begin(out, 1u + versioned + (form.variant != 0));
    if (versioned) {
        pack_word(out, "version");
        pack_int(out,
                 *(const int64_t *)(const void *)((const char *)output + shape->version_offset));
    }
    if (form.variant != 0) {
        pack_word(out, "variant");
        pack_int(out, form.variant);
    }
    pack_word(out, "body");
    if (shape == NULL)
        pack_nil(out);
    else if (form.rows)
        wire_encode_rows(out, shape, output);
    else
        wire_encode(out, shape, output);
}

static void
pack_details(struct buf *out, const struct problems *problems)
{
    unsigned kept = problems->count < PROBLEMS_MAX ? problems->count : PROBLEMS_MAX;

    pack_word(out, "details");
    pack_array(out, kept);
    for (const struct problem *at = problems->first; at != NULL; at = at->next) {
        pack_map(out, 2);
        pack_word(out, "field");
        pack_word(out, at->field);
        pack_word(out, "problem");
        pack_word(out, at->what);
    }
}

void
envelope_error(struct buf *out, const struct request *rq, enum err err)
{
    bool details = err == ERR_VALIDATION && rq->problems.count > 0;
    bool again = err_again(err);

    answer_begin(out, 1);
    pack_word(out, "error");
    pack_map(out, 2u + details + again);
    pack_word(out, "error");
    pack_word(out, rq->why != NULL && err != ERR_BUG ? rq->why : err_meaning(err));
    pack_word(out, "code");
    pack_word(out, err_code(err));
    if (details)
        pack_details(out, &rq->problems);
    if (again) {
        pack_word(out, "retry_after");
        pack_int(out, rq->retry_after_s > 0 ? rq->retry_after_s : RETRY_AFTER_S);
    }
}

void
envelope_answer_health(struct buf *out, const struct health *health)
{
    answer_begin(out, 1);
    pack_word(out, "body");
    pack_map(out, 2);
    pack_word(out, "database");
    pack_word(out, health->database_is_up ? "up" : "away");
    pack_word(out, "relay");
    pack_word(out, health->relay_is_late ? "late" : "up");
}

/* ---------------------------------------------------------------- reading */

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
read_member(struct span *s, struct bytes name, struct reply *out, int64_t *v)
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
    if (text_is(name, "variant"))
        return span_int(s, &out->variant);
    return span_skip(s, &ignored);
}

/* The body as the last member is what is left; its reader finds out whether that is one value. */
static bool
read_last(struct span *s, struct bytes name, struct reply *out, int64_t *v)
{
    if (!text_is(name, "body") || s->at == s->end)
        return read_member(s, name, out, v);
    out->body = (struct bytes){s->at, span_left(s)};
    s->at = s->end;
    return true;
}

bool
envelope_read_reply(struct bytes message, struct reply *out)
{
    struct span s = span_of(message);
    uint32_t members;
    struct bytes name;
    int64_t v = 0;

    memset(out, 0, sizeof *out);
    if (!span_map(&s, &members))
        return false;
    for (; members > 0; members--)
        if (!span_text(&s, &name) || !(members > 1 ? read_member : read_last)(&s, name, out, &v))
            return false;
    return v == VERSION && s.at == s.end;
}

static enum err
read_good(struct bytes message, struct bytes *body)
{
    struct reply reply;

    if (!envelope_read_reply(message, &reply))
        return ERR_BUG;
    *body = reply.body;
    return reply.err == OK && body->data == NULL ? ERR_BUG : reply.err;
}

enum err
envelope_read_error(struct bytes message)
{
    struct bytes body;

    return read_good(message, &body);
}

enum err
envelope_read_output(struct arena *a, const struct operation *op, struct bytes message,
                     void *output)
{
    struct problems problems;
    struct bytes body;
    enum err err = read_good(message, &body);

    if (err || op->output == NULL)
        return err;
    problems_init(&problems, a);
    wire_decode(&problems, op->output, msg_unpack(a, body), WIRE_TRUSTED, output);
    return problems.count == 0 ? OK : ERR_BUG;
}

static bool
read_health_member(struct span *s, struct health *out)
{
    struct bytes name, value;

    if (!span_text(s, &name))
        return false;
    if (!text_is(name, "database") && !text_is(name, "relay"))
        return span_skip(s, &value);
    if (!span_text(s, &value))
        return false;
    if (text_is(name, "database"))
        out->database_is_up = text_is(value, "up");
    else
        out->relay_is_late = text_is(value, "late");
    return true;
}

bool
envelope_read_health(struct bytes message, struct health *out)
{
    struct bytes body;
    struct span s;
    uint32_t members;

    *out = (struct health){.database_is_up = false};
    if (read_good(message, &body) != OK)
        return false;
    s = span_of(body);
    if (!span_map(&s, &members))
        return false;
    for (; members > 0; members--)
        if (!read_health_member(&s, out))
            return false;
    return true;
}
