#include "shared/codec/json_scan.h"

struct scan {
    struct bytes text;
    size_t at;
    size_t values;
    int depth;
    struct bytes member;
};

/* The index after the string whose opening quote is at `at`. */
static size_t
skip_string(struct bytes text, size_t at)
{
    for (at++; at < text.len && text.data[at] != '"'; at++)
        if (text.data[at] == '\\')
            at++;
    return at < text.len ? at + 1 : text.len;
}

static bool
is_between(uint8_t c)
{
    return c == ',' || c == ':' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_bracket(uint8_t c)
{
    return c == '[' || c == ']' || c == '{' || c == '}';
}

static size_t
skip_word(struct bytes text, size_t at)
{
    while (at < text.len && !is_between(text.data[at]) && !is_bracket(text.data[at]) &&
           text.data[at] != '"')
        at++;
    return at;
}

static bool
is_name(struct bytes text, size_t end)
{
    while (end < text.len && text.data[end] != ':' && is_between(text.data[end]))
        end++;
    return end < text.len && text.data[end] == ':';
}

static void
scan_string(struct scan *s)
{
    size_t start = s->at;

    s->at = skip_string(s->text, start);
    if (!is_name(s->text, s->at))
        s->values++;
    else if (s->depth == 1)
        s->member = (struct bytes){s->text.data + start + 1, s->at - start - 2};
}

static void
scan_bracket(struct scan *s)
{
    uint8_t c = s->text.data[s->at++];

    if (c == ']' || c == '}') {
        s->depth--;
        return;
    }
    s->depth++;
    s->values++;
}

static void
scan_one(struct scan *s)
{
    uint8_t c = s->text.data[s->at];

    if (is_between(c)) {
        s->at++;
    } else if (c == '"') {
        scan_string(s);
    } else if (is_bracket(c)) {
        scan_bracket(s);
    } else {
        s->at = skip_word(s->text, s->at);
        s->values++;
    }
}

enum json_scanned
json_scan(struct bytes text, const struct json_bounds *bounds, struct json_excess *out)
{
    struct scan s = {.text = text};

    while (s.at < text.len) {
        size_t at = s.at;

        scan_one(&s);
        if (s.depth <= bounds->depth && s.values <= bounds->values)
            continue;
        *out = (struct json_excess){at, s.member};
        return s.depth > bounds->depth ? JSON_SCAN_DEEP : JSON_SCAN_MANY;
    }
    return JSON_SCAN_FITS;
}
