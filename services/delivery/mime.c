/*
 * An encoded word holds whole characters, and at most 39 bytes of them: it is 64 characters long
 * then and fits into a line of 76 behind the name of any of our headers.
 */
#include "services/delivery/mime.h"

#include "shared/base/must.h"
#include "shared/base/utf8.h"

#include <ctype.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <string.h>

enum { LINE_MOST = 76, WORD_BYTES = 39, CHAR_MOST = 4 };

/* The character at `s`, whose well-formed length is `len`. */
static uint32_t
code_point(const uint8_t *s, size_t len)
{
    static const uint8_t first[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    uint32_t c = s[0] & first[len];

    for (size_t i = 1; i < len; i++)
        c = c << 6 | (s[i] & 0x3f);
    return c;
}

/* Of Unicode's categories Cc, Zl, Zp, the marks of direction, and the tags that nobody sees. */
static bool
mime_is_blank(uint32_t c)
{
    return c <= ' ' || (c >= 0x7f && c <= 0xa0) || c == 0x061c || c == 0x180e || c == 0x200e ||
           c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0x3000 || c == 0xfeff || (c >= 0xe0000 && c <= 0xe007f);
}

/* What is left of the next character: its bytes, or how many of the text it takes. */
struct cleaned {
    size_t taken, len;
    char bytes[CHAR_MOST];
};

static struct cleaned
clean_char(const uint8_t *s, size_t len)
{
    static const char unknown[] = "\xef\xbf\xbd";
    struct cleaned c = {.taken = utf8_char_len(s, len)};

    if (c.taken == 0) {
        c.taken = 1;
        c.len = sizeof unknown - 1;
        memcpy(c.bytes, unknown, c.len);
    } else if (mime_is_blank(code_point(s, c.taken))) {
        c.len = 1;
        c.bytes[0] = ' ';
    } else {
        c.len = c.taken;
        memcpy(c.bytes, s, c.len);
    }
    return c;
}

const char *
mime_clean(struct arena *a, const char *text, size_t most)
{
    static const char cut[] = "\xe2\x80\xa6";
    const uint8_t *s = (const uint8_t *)text;
    size_t left = strlen(text), len = 0;
    char *out = arena_array(a, char, most + sizeof cut);

    while (left > 0) {
        struct cleaned c = clean_char(s, left);
        bool is_another = c.bytes[0] == ' ' && (len == 0 || out[len - 1] == ' ');

        if (!is_another && len + c.len > most) {
            memcpy(out + len, cut, sizeof cut);
            return out;
        }
        if (!is_another)
            memcpy(out + len, c.bytes, c.len);
        len += is_another ? 0 : c.len;
        s += c.taken;
        left -= c.taken;
    }
    if (len > 0 && out[len - 1] == ' ')
        len--;
    out[len] = '\0';
    return out;
}

/* How many bytes of whole characters stand in the next encoded word. */
static size_t
word_len(const char *text)
{
    size_t len = strlen(text);

    if (len <= WORD_BYTES)
        return len;
    len = WORD_BYTES;
    while (len > WORD_BYTES - CHAR_MOST && ((uint8_t)text[len] & 0xc0) == 0x80)
        len--;
    return len;
}

static void
encoded_words(struct buf *out, const char *text)
{
    while (*text) {
        size_t len = word_len(text);
        uint8_t *at;

        buf_add_text(out, "=?UTF-8?B?");
        at = buf_reserve(out, (len + 2) / 3 * 4 + 1);
        out->len += (size_t)EVP_EncodeBlock(at, (const uint8_t *)text, (int)len);
        buf_add_text(out, "?=");
        text += len;
        if (*text)
            buf_add_text(out, "\r\n ");
    }
}

static bool
is_plain(const char *text, const char *signs)
{
    if (strstr(text, "=?") != NULL)
        return false;
    for (const char *p = text; *p; p++)
        if (!isascii((unsigned char)*p) ||
            (!isalnum((unsigned char)*p) && strchr(signs, *p) == NULL))
            return false;
    return true;
}

void
mime_header(struct buf *out, const char *name, const char *text)
{
    static const char signs[] = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    buf_add_text(out, name);
    buf_add_text(out, ": ");
    if (is_plain(text, signs) && strlen(name) + 2 + strlen(text) <= LINE_MOST)
        buf_add_text(out, text);
    else
        encoded_words(out, text);
    buf_add_text(out, "\r\n");
}

/* Atoms and blanks need no quotes (RFC 5322 section 3.2.3). */
void
mime_mailbox(struct buf *out, const char *name, const char *display, const char *address)
{
    static const char signs[] = " !#$%&'*+-/=?^_`{|}~";

    buf_add_text(out, name);
    buf_add_text(out, ": ");
    if (display != NULL && display[0]) {
        if (is_plain(display, signs) && strlen(name) + 2 + strlen(display) <= LINE_MOST)
            buf_add_text(out, display);
        else
            encoded_words(out, display);
        buf_add_text(out, "\r\n ");
    }
    buf_add_text(out, "<");
    buf_add_text(out, address);
    buf_add_text(out, ">\r\n");
}

/* Blanks at the end of a line do not survive (RFC 2045 section 6.7, rule 3). */
static bool
is_literal(const char *p)
{
    if (*p == ' ')
        return p[1] != '\n' && p[1] != '\0';
    return *p > ' ' && *p <= '~' && *p != '=';
}

void
mime_quoted_printable(struct buf *out, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t line = 0;

    for (const char *p = text; *p; p++) {
        uint8_t c = (uint8_t)*p;
        const char coded[] = {'=', digits[c >> 4], digits[c & 15]};
        size_t len = is_literal(p) ? 1 : sizeof coded;

        if (c == '\n') {
            buf_add_text(out, "\r\n");
            line = 0;
            continue;
        }
        if (line + len > LINE_MOST - 1) {
            buf_add_text(out, "=\r\n");
            line = 0;
        }
        buf_add(out, len == 1 ? p : coded, len);
        line += len;
    }
    if (line > 0)
        buf_add_text(out, "\r\n");
}
