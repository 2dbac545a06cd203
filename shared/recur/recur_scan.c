#include "shared/recur/recur_scan.h"

#include <string.h>
#include <strings.h>

bool
scan_is_digit(const struct text *t)
{
    return t->at < t->end && *t->at >= '0' && *t->at <= '9';
}

bool
scan_accept(struct text *t, char wanted)
{
    char c = t->at < t->end ? *t->at : '\0';

    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c != wanted)
        return false;
    t->at++;
    return true;
}

struct text
scan_until(struct text *t, char mark)
{
    const char *found = memchr(t->at, mark, (size_t)(t->end - t->at));
    struct text taken = {t->at, found == NULL ? t->end : found};

    t->at = found == NULL ? t->end : found + 1;
    return taken;
}

bool
scan_is_word(struct text t, const char *word)
{
    return (size_t)(t.end - t.at) == strlen(word) && strncasecmp(t.at, word, strlen(word)) == 0;
}

bool
scan_number(struct text *t, int digits, int *out)
{
    int n = 0, taken = 0;

    for (; scan_is_digit(t) && taken < digits; taken++)
        n = n * 10 + (*t->at++ - '0');
    *out = n;
    return taken > 0 && !scan_is_digit(t);
}

bool
scan_exact(struct text *t, int digits, int *out)
{
    const char *from = t->at;

    if (t->end - t->at < digits)
        return false;
    *out = 0;
    while (t->at < from + digits && scan_is_digit(t))
        *out = *out * 10 + (*t->at++ - '0');
    return t->at == from + digits;
}

int
scan_index(struct text t, const char *const names[], int count)
{
    for (int i = 0; i < count; i++)
        if (scan_is_word(t, names[i]))
            return i;
    return -1;
}
