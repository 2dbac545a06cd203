/*
 * hex - hexadecimal digits.
 *
 * Threads: any.
 */
#ifndef SHARED_BASE_HEX_H
#define SHARED_BASE_HEX_H

#include <stddef.h>
#include <stdint.h>

/* 0 to 15, of either case; -1 for anything else. */
static inline int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Two lower-case digits for each byte, and a NUL: 2 * len + 1 characters. */
static inline void
hex_write(const uint8_t *data, size_t len, char *out)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < len; i++) {
        *out++ = digits[data[i] >> 4];
        *out++ = digits[data[i] & 15];
    }
    *out = '\0';
}

#endif
