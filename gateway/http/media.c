#include "gateway/http/media.h"

#include <string.h>

static bool
is_utf8_charset(struct bytes parameter)
{
    return bytes_are_word(parameter, "charset=utf-8") ||
           bytes_are_word(parameter, "charset=\"utf-8\"");
}

/* The type without its parameters, which are `rest`. */
static struct bytes
split_type(struct bytes content_type, struct bytes *rest)
{
    const uint8_t *semicolon =
        content_type.len == 0 ? NULL : memchr(content_type.data, ';', content_type.len);
    struct bytes type = content_type;

    *rest = (struct bytes){NULL, 0};
    if (semicolon != NULL) {
        type.len = (size_t)(semicolon - content_type.data);
        *rest = bytes_trim((struct bytes){semicolon + 1, content_type.len - type.len - 1});
    }
    return bytes_trim(type);
}

/* One parameter at most; `;` with nothing after it is tolerated (RFC 9110 section 5.6.6). */
bool
media_fits(struct bytes content_type, enum route_body body)
{
    struct bytes rest, type = split_type(content_type, &rest);

    if (rest.len > 0 && !is_utf8_charset(rest))
        return false;
    return bytes_are_word(type, "application/json") ||
           (body == BODY_MERGE_PATCH && bytes_are_word(type, "application/merge-patch+json"));
}

bool
media_is_form(struct bytes content_type)
{
    struct bytes rest, type = split_type(content_type, &rest);

    return bytes_are_word(type, "application/x-www-form-urlencoded") ||
           bytes_are_word(type, "multipart/form-data");
}
