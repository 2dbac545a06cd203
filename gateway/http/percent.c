#include "gateway/http/percent.h"
#include "shared/base/hex.h"
#include "shared/base/utf8.h"

#include <string.h>

static bool
is_utf8_text(const char *text, size_t len)
{
    return (len == 0 || memchr(text, '\0', len) == NULL) && utf8_count(text, len) >= 0;
}

bool
percent_decode(struct bytes in, bool plus_is_space, char *out, size_t *len)
{
    char *to = out;

    for (size_t i = 0; i < in.len; i++) {
        uint8_t c = in.data[i];

        if (c == '%') {
            int high = in.len - i > 2 ? hex_digit((char)in.data[i + 1]) : -1;
            int low = in.len - i > 2 ? hex_digit((char)in.data[i + 2]) : -1;

            if (high < 0 || low < 0)
                return false;
            *to++ = (char)(high << 4 | low);
            i += 2;
        } else {
            *to++ = c == '+' && plus_is_space ? ' ' : (char)c;
        }
    }
    *len = (size_t)(to - out);
    return is_utf8_text(out, *len);
}
