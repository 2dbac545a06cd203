#include "shared/outbound/smtp_reply.h"

#include <string.h>

static bool
is_reply_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* Digits at `at`, at most three; moves it behind them. */
static bool
skip_number(struct bytes text, size_t *at)
{
    size_t begin = *at;

    while (*at < text.len && *at - begin < 3 && is_reply_digit(text.data[*at]))
        (*at)++;
    return *at > begin;
}

static bool
skip_dot(struct bytes text, size_t *at)
{
    return *at < text.len && text.data[(*at)++] == '.';
}

/* Class, subject and detail, with a blank or the end behind them. */
static size_t
enhanced_len(struct bytes text)
{
    size_t at = 1;

    if (text.len == 0 || memchr("245", text.data[0], 3) == NULL)
        return 0;
    if (!skip_dot(text, &at) || !skip_number(text, &at) || !skip_dot(text, &at) ||
        !skip_number(text, &at))
        return 0;
    return at == text.len || text.data[at] == ' ' ? at : 0;
}

static struct bytes
without_end(struct bytes line)
{
    while (line.len > 0 && (line.data[line.len - 1] == '\n' || line.data[line.len - 1] == '\r'))
        line.len--;
    return line;
}

bool
smtp_reply_read(struct bytes line, struct smtp_reply *out)
{
    struct smtp_reply reply = {.is_last = true};
    struct bytes text;
    size_t len;

    line = without_end(line);
    if (line.len < 3 || line.data[0] < '2' || line.data[0] > '5' || !is_reply_digit(line.data[1]) ||
        !is_reply_digit(line.data[2]))
        return false;
    if (line.len > 3 && line.data[3] != ' ' && line.data[3] != '-')
        return false;
    reply.code = (line.data[0] - '0') * 100 + (line.data[1] - '0') * 10 + line.data[2] - '0';
    if (line.len > 3) {
        reply.is_last = line.data[3] == ' ';
        text = (struct bytes){line.data + 4, line.len - 4};
        len = enhanced_len(text);
        memcpy(reply.enhanced, text.data, len);
    }
    *out = reply;
    return true;
}

bool
smtp_reply_offers(struct bytes line, const char *extension)
{
    struct smtp_reply reply;
    struct bytes word;
    const uint8_t *blank;

    line = without_end(line);
    if (!smtp_reply_read(line, &reply) || reply.code != 250 || line.len < 5)
        return false;
    word = (struct bytes){line.data + 4, line.len - 4};
    blank = memchr(word.data, ' ', word.len);
    if (blank != NULL)
        word.len = (size_t)(blank - word.data);
    return bytes_are_word(word, extension);
}
