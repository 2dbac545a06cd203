#include "shared/base/unicode.h"

#include "shared/base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

static bool
is_ascii(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* The caller frees it; NULL: the text stays as it is. */
static uint8_t *
normalize(const char *text, size_t len, size_t *normal_len)
{
    if (is_ascii(text, len) || utf8_count(text, len) < 0) /* the library expects UTF-8 */
        return NULL;
    return u8_normalize(UNINORM_NFKC, (const uint8_t *)text, len, NULL, normal_len);
}

/* It may be a secret. */
static void
forget(uint8_t *normal, size_t len)
{
    explicit_bzero(normal, len);
    free(normal);
}

const char *
unicode_nfkc(struct arena *a, const char *text)
{
    size_t len;
    uint8_t *normal = normalize(text, strlen(text), &len);
    const char *copy;

    if (normal == NULL)
        return text;
    copy = arena_strndup(a, (const char *)normal, len);
    forget(normal, len);
    return copy;
}

size_t
unicode_nfkc_len(const char *text, size_t len)
{
    size_t normal_len;
    uint8_t *normal = normalize(text, len, &normal_len);

    if (normal == NULL)
        return len;
    forget(normal, normal_len);
    return normal_len;
}
