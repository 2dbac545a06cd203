#include "shared/base/number.h"

/* Counted downwards, because the least number has no opposite. */
bool
number_parse(const char *text, size_t len, int64_t *out)
{
    bool minus = len > 0 && text[0] == '-';
    int64_t value = 0;

    if (len == (minus ? 1 : 0))
        return false;
    for (size_t i = minus ? 1 : 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9' || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, text[i] - '0', &value))
            return false;
    }
    if (!minus && __builtin_mul_overflow(value, -1, &value))
        return false;
    *out = value;
    return true;
}
