#include "shared/base/base64url.h"

#include "shared/base/must.h"

#include <stdint.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

size_t
base64url_len(size_t len)
{
    must(len <= SIZE_MAX / 4);
    return (len * 4 + 2) / 3;
}

void
base64url_write(struct bytes in, char *out)
{
    size_t i = 0;

    for (; i + 3 <= in.len; i += 3) {
        uint32_t n = (uint32_t)in.data[i] << 16 | in.data[i + 1] << 8 | in.data[i + 2];

        *out++ = alphabet[n >> 18];
        *out++ = alphabet[n >> 12 & 63];
        *out++ = alphabet[n >> 6 & 63];
        *out++ = alphabet[n & 63];
    }
    if (i == in.len)
        return;
    *out++ = alphabet[in.data[i] >> 2];
    if (i + 1 == in.len) {
        *out = alphabet[in.data[i] << 4 & 63];
        return;
    }
    *out++ = alphabet[(in.data[i] << 4 | in.data[i + 1] >> 4) & 63];
    *out = alphabet[in.data[i + 1] << 2 & 63];
}

char *
base64url(struct arena *a, struct bytes in)
{
    char *out = arena_array(a, char, base64url_len(in.len) + 1);

    base64url_write(in, out);
    return out;
}

static int
digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '-')
        return 62;
    return c == '_' ? 63 : -1;
}

/* Strict: one text per value, so bits that carry nothing must be zero (RFC 4648 section 3.5). */
bool
base64url_decode(struct arena *a, const char *text, size_t len, struct bytes *out)
{
    uint8_t *data, *end;
    uint32_t bits = 0;
    int count = 0;

    if (len % 4 == 1)
        return false;
    data = end = arena_array(a, uint8_t, len / 4 * 3 + 3);
    for (size_t i = 0; i < len; i++) {
        int six = digit(text[i]);

        if (six < 0)
            return false;
        bits = bits << 6 | (uint32_t)six;
        count += 6;
        if (count >= 8) {
            count -= 8;
            *end++ = (uint8_t)(bits >> count);
        }
    }
    if ((bits & ((1u << count) - 1)) != 0)
        return false;
    *out = (struct bytes){data, (size_t)(end - data)};
    return true;
}
