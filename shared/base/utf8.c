#include "shared/base/utf8.h"

#include <stdbool.h>

/* Bytes of the sequence that begins with `lead`, 0 when none may. */
static size_t
sequence_len(uint8_t lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead < 0xe0)
        return 2;
    if (lead >= 0xe0 && lead < 0xf0)
        return 3;
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/* RFC 3629 section 4: what the second byte may be after these leads. */
static bool
second_fits(uint8_t lead, uint8_t second)
{
    uint8_t low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    uint8_t high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;

    return second >= low && second <= high;
}

size_t
utf8_char_len(const uint8_t *s, size_t len)
{
    size_t n = len == 0 ? 0 : sequence_len(s[0]);

    if (n == 0 || n > len || (n > 1 && !second_fits(s[0], s[1])))
        return 0;
    for (size_t i = 2; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    return n;
}

int64_t
utf8_count(const char *text, size_t len)
{
    const uint8_t *p = (const uint8_t *)text, *end = p + len;
    int64_t count = 0;

    for (; p < end; count++) {
        size_t n = *p < 0x80 ? 1 : utf8_char_len(p, (size_t)(end - p));

        if (n == 0)
            return -1;
        p += n;
    }
    return count;
}

void
utf8_replace_controls(char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((uint8_t)text[i] < 0x20 || text[i] == 0x7f)
            text[i] = ' ';
}
