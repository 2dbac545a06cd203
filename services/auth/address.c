#include "services/auth/address.h"

#include "shared/base/random.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

const char *
address_fold(struct arena *a, const char *typed)
{
    size_t len = strlen(typed);
    char *folded;

    while (len > 0 && isspace((unsigned char)typed[0])) {
        typed++;
        len--;
    }
    while (len > 0 && isspace((unsigned char)typed[len - 1]))
        len--;
    folded = arena_strndup(a, typed, len);
    for (size_t i = 0; i < len; i++)
        if (folded[i] >= 'A' && folded[i] <= 'Z')
            folded[i] = (char)(folded[i] - 'A' + 'a');
    return folded;
}

static bool
handle_allows(char c)
{
    return islower((unsigned char)c) || isdigit((unsigned char)c);
}

/* `ada.b+c` becomes `ada-b-c`. */
static char *
slug(struct arena *a, const char *folded)
{
    size_t local = strcspn(folded, "@"), len = 0;
    char *out = arena_strndup(a, folded, local);

    for (size_t i = 0; i < local && len < HANDLE_MAX - HANDLE_SUFFIX; i++) {
        if (handle_allows(folded[i]))
            out[len++] = folded[i];
        else if (len > 0 && out[len - 1] != '-')
            out[len++] = '-';
    }
    while (len > 0 && out[len - 1] == '-')
        len--;
    out[len] = '\0';
    return out;
}

/* 32 letters and digits, without those that are easily confused. */
static const char *
suffix(struct arena *a)
{
    static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
    uint8_t random[HANDLE_SUFFIX - 1];
    char text[sizeof random];

    random_bytes(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        text[i] = letters[random[i] % 32];
    return arena_strndup(a, text, sizeof text);
}

const char *
address_handle(struct arena *a, const char *folded, int attempt)
{
    const char *base = slug(a, folded);

    if (strlen(base) < HANDLE_MIN)
        base = base[0] ? arena_printf(a, "user-%s", base) : "user";
    return attempt == 0 ? base : arena_printf(a, "%s-%s", base, suffix(a));
}
