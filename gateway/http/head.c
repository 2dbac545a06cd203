/*
 * What is a good head (RFC 9112 sections 2 to 6), every line of which ends in CRLF:
 *
 *   [an empty line]
 *   method SP target SP HTTP/1.0 or 1.1     target: /path, http[s]://host[/path], or *
 *   name: value                             no blank before the colon, no folded lines
 *   ...
 *   (an empty line)
 *
 * and of the fields that frame a request:
 *
 *   Host                one; HTTP/1.1 needs it
 *   Content-Length      one, of digits; excludes
 *   Transfer-Encoding   one, `chunked`, of HTTP/1.1 alone
 */
#include "gateway/http/head.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static bool
is_token_byte(uint8_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static bool
is_token(struct bytes text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_token_byte(text.data[i]))
            return false;
    return text.len > 0;
}

enum line { LINE_WHOLE, LINE_CUT, LINE_BAD };

/* What has come of a line whose end has not.  A CR may be its last byte, for the LF may follow. */
static enum line
judge_cut_line(struct bytes part)
{
    for (size_t i = 0; i < part.len; i++)
        if (part.data[i] < ' ' && part.data[i] != '\t' &&
            !(part.data[i] == '\r' && i == part.len - 1))
            return LINE_BAD;
    return LINE_CUT;
}

/* Looks at what is new, and once more at the byte before it, which may have been a CR. */
static enum line
look_on(struct head *h, struct bytes raw)
{
    size_t from = h->seen > h->line_at ? h->seen - 1 : h->line_at;

    h->seen = raw.len;
    return judge_cut_line((struct bytes){raw.data + from, raw.len - from});
}

/* One line without its CRLF.  No CR or LF stands anywhere else. */
static enum line
take_line(struct head *h, struct bytes raw, struct bytes *line)
{
    const uint8_t *begin = raw.data + h->line_at, *feed = NULL;
    size_t len;

    if (raw.len > h->seen)
        feed = memchr(raw.data + h->seen, '\n', raw.len - h->seen);
    if (feed == NULL)
        return look_on(h, raw);
    if (feed == begin || feed[-1] != '\r')
        return LINE_BAD;
    len = (size_t)(feed - begin) - 1;
    *line = (struct bytes){begin, len};
    h->line_at = h->seen = (size_t)(feed + 1 - raw.data);
    return memchr(begin, '\r', len) == NULL ? LINE_WHOLE : LINE_BAD;
}

static struct bytes
take_word(struct bytes *line)
{
    const uint8_t *space = line->len == 0 ? NULL : memchr(line->data, ' ', line->len);
    struct bytes word = *line;

    if (space == NULL) {
        *line = (struct bytes){line->data + line->len, 0};
        return word;
    }
    word.len = (size_t)(space - line->data);
    line->data += word.len + 1;
    line->len -= word.len + 1;
    return word;
}

/* uri-host [":" port]: enough to keep out what splits or folds; nothing here depends on the name.
 */
static bool
is_host(struct bytes value)
{
    for (size_t i = 0; i < value.len; i++)
        if (value.data[i] <= ' ' || value.data[i] >= 0x7f ||
            strchr("/\\?#@,<>\"{}|^`", value.data[i]) != NULL)
            return false;
    return true;
}

/* A scheme, a host, and nothing else or a path: what readers of URLs do not disagree about. */
static bool
is_absolute(struct bytes target)
{
    static const char *const schemes[] = {"http://", "https://"};
    const uint8_t *slash;

    for (int i = 0; i < 2; i++) {
        size_t len = strlen(schemes[i]);

        if (target.len <= len || strncasecmp((const char *)target.data, schemes[i], len) != 0)
            continue;
        target = (struct bytes){target.data + len, target.len - len};
        slash = memchr(target.data, '/', target.len);
        if (slash != NULL)
            target.len = (size_t)(slash - target.data);
        return target.len > 0 && is_host(target);
    }
    return false;
}

/* origin-form, absolute-form or `*`, in visible ASCII. */
static bool
is_target(struct bytes target)
{
    for (size_t i = 0; i < target.len; i++)
        if (target.data[i] <= ' ' || target.data[i] >= 0x7f || target.data[i] == '#')
            return false;
    if (target.len == 0)
        return false;
    return target.data[0] == '/' || (target.len == 1 && target.data[0] == '*') ||
           is_absolute(target);
}

static void
check_request_line(struct head *h, struct bytes line)
{
    struct bytes method = take_word(&line);
    struct bytes target = take_word(&line);

    h->target_len = target.len;
    h->has_request_line = true;
    h->minor = line.len == 8 ? line.data[7] - '0' : -1;
    if (!is_token(method))
        h->why = "the method is not a token";
    else if (!is_target(target))
        h->why = "the target of the request is not a path";
    else if (line.len != 8 || memcmp(line.data, "HTTP/1.", 7) != 0 || (unsigned)h->minor > 1)
        h->why = "the request line does not end in HTTP/1.0 or HTTP/1.1";
}

static bool
is_value(struct bytes value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((value.data[i] < ' ' && value.data[i] != '\t') || value.data[i] == 0x7f)
            return false;
    return true;
}

/* Digits; a number that is too large becomes SIZE_MAX. */
static bool
read_length(struct bytes value, size_t *out)
{
    *out = 0;
    for (size_t i = 0; i < value.len; i++) {
        unsigned digit = value.data[i] - (unsigned)'0';

        if (digit > 9)
            return false;
        if (__builtin_mul_overflow(*out, 10, out) || __builtin_add_overflow(*out, digit, out))
            *out = SIZE_MAX;
    }
    return value.len > 0;
}

static void
check_framing_header(struct head *h, struct bytes name, struct bytes value)
{
    if (bytes_are_word(name, "host")) {
        if (h->hosts++ > 0 || !is_host(value))
            h->why = "the Host header is not one host";
    } else if (bytes_are_word(name, "content-length")) {
        if (h->lengths++ > 0 || !read_length(value, &h->body_len))
            h->why = "the Content-Length header is not one number";
    } else if (bytes_are_word(name, "transfer-encoding")) {
        if (h->encodings++ > 0 || !bytes_are_word(value, "chunked"))
            h->why = "the Transfer-Encoding is not chunked";
    }
}

static void
check_header(struct head *h, struct bytes line)
{
    const uint8_t *colon = memchr(line.data, ':', line.len);
    struct bytes name = line, value;

    h->headers_len += line.len + 2;
    h->lines++;
    if (line.data[0] == ' ' || line.data[0] == '\t') {
        h->why = "a header is folded over lines";
        return;
    }
    if (colon == NULL) {
        h->why = "a header has no colon";
        return;
    }
    name.len = (size_t)(colon - line.data);
    value = bytes_trim((struct bytes){colon + 1, line.len - name.len - 1});
    if (!is_token(name))
        h->why = "the name of a header is not a token";
    else if (!is_value(value))
        h->why = "a header has a control character";
    else
        check_framing_header(h, name, value);
}

static void
check_whole(struct head *h)
{
    if (h->hosts == 0 && h->minor == 1)
        h->why = "HTTP/1.1 needs a Host header";
    else if (h->lengths > 0 && h->encodings > 0)
        h->why = "Content-Length and Transfer-Encoding exclude each other";
    else if (h->encodings > 0 && h->minor == 0)
        h->why = "HTTP/1.0 has no Transfer-Encoding";
}

/* Line by line up to the empty one.  False when more bytes have to come first. */
static bool
read_lines(struct head *h, struct bytes raw)
{
    struct bytes line;

    while (h->why == NULL) {
        switch (take_line(h, raw, &line)) {
        case LINE_CUT:
            return false;
        case LINE_BAD:
            h->why = "a line of the head does not end in CRLF";
            break;
        case LINE_WHOLE:
            if (!h->has_request_line)
                check_request_line(h, line);
            else if (line.len > 0)
                check_header(h, line);
            else
                return true;
            break;
        }
    }
    return true;
}

static enum err
check_sizes(const struct head *h)
{
    if (h->target_len > URL_MAX)
        return ERR_URI_TOO_LONG;
    if (h->headers_len > HEADERS_MAX || h->lines > HEADER_LINES_MAX)
        return ERR_HEADERS_TOO_LARGE;
    return OK;
}

/* Enough for a head within the limits; what is longer need not be waited for. */
static enum err
check_cut(const struct head *h, size_t len)
{
    enum err err = check_sizes(h);

    if (err == OK && len > URL_MAX + HEADERS_MAX + 1024)
        return h->has_request_line ? ERR_HEADERS_TOO_LARGE : ERR_URI_TOO_LONG;
    return err;
}

enum err
head_read(struct head *h, struct bytes raw)
{
    enum err err;

    /* One empty line before the request line is allowed (RFC 9112 section 2.2). */
    if (h->seen < 2 && raw.len >= 2 && memcmp(raw.data, "\r\n", 2) == 0)
        h->line_at = h->seen = 2;
    if (!read_lines(h, raw))
        return check_cut(h, raw.len);
    if (h->why == NULL)
        check_whole(h);
    if (h->why != NULL)
        return ERR_MALFORMED;
    err = check_sizes(h);
    h->len = err ? 0 : h->line_at;
    return err;
}

bool
head_is_chunked(const struct head *h)
{
    return h->encodings > 0;
}

const uint8_t *
head_line(struct bytes head, const char *name)
{
    const uint8_t *line = head.data, *end = head.data + head.len, *feed, *colon;

    while (line < end && (feed = memchr(line, '\n', (size_t)(end - line))) != NULL) {
        colon = memchr(line, ':', (size_t)(feed - line));
        if (colon != NULL && bytes_are_word((struct bytes){line, (size_t)(colon - line)}, name))
            return line;
        line = feed + 1;
    }
    return NULL;
}
