#include "gateway/http/media.h"

#include <string.h>
#include <strings.h>

static bool
media_is_word(struct bytes text, const char *word)
{
    return text.len == strlen(word) && strncasecmp((const char *)text.data, word, text.len) == 0;
}

static struct bytes
media_trim(struct bytes text)
{
    while (text.len > 0 && (text.data[0] == ' ' || text.data[0] == '\t')) {
        text.data++;
        text.len--;
    }
    while (text.len > 0 && (text.data[text.len - 1] == ' ' || text.data[text.len - 1] == '\t'))
        text.len--;
    return text;
}

static bool
is_utf8_charset(struct bytes parameter)
{
    return media_is_word(parameter, "charset=utf-8") ||
           media_is_word(parameter, "charset=\"utf-8\"");
}

/* One parameter at most; `;` with nothing after it is tolerated (RFC 9110 section 5.6.6). */
bool
media_fits(struct bytes content_type, enum route_body body)
{
    const uint8_t *semicolon =
        content_type.len == 0 ? NULL : memchr(content_type.data, ';', content_type.len);
    struct bytes type = content_type, rest = {NULL, 0};

    if (semicolon != NULL) {
        type.len = (size_t)(semicolon - content_type.data);
        rest = media_trim((struct bytes){semicolon + 1, content_type.len - type.len - 1});
    }
    type = media_trim(type);
    if (rest.len > 0 && !is_utf8_charset(rest))
        return false;
    return media_is_word(type, "application/json") ||
           (body == BODY_MERGE_PATCH && media_is_word(type, "application/merge-patch+json"));
}
