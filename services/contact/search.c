#include "services/contact/search.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool
is_phone(const char *text)
{
    int digits = 0;

    for (; *text; text++) {
        if (isdigit((unsigned char)*text))
            digits++;
        else if (strchr("+-./() ", *text) == NULL)
            return false;
    }
    return digits >= 3;
}

const char *
search_words(struct arena *a, const char *typed)
{
    char *words, *end;
    size_t len = 0;

    while (isspace((unsigned char)*typed))
        typed++;
    words = arena_strndup(a, typed, strlen(typed));
    if (is_phone(words)) {
        for (const char *p = words; *p; p++)
            if (isdigit((unsigned char)*p))
                words[len++] = *p;
        words[len] = '\0';
    }
    end = words + strlen(words);
    while (end > words && isspace((unsigned char)end[-1]))
        *--end = '\0';
    return words;
}
