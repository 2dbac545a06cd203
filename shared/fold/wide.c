#include "shared/fold/wide.h"

#include "shared/base/must.h"

#include <string.h>
#include <unicode/ustring.h>

struct wide
wide_new(struct arena *a, int32_t room)
{
    return (struct wide){.at = arena_array(a, UChar, (size_t)room), .room = room};
}

/* A text has at most as many units of UTF-16 as of UTF-8. */
struct wide
wide_from(struct arena *a, const char *text)
{
    int32_t len = (int32_t)strlen(text);
    struct wide out = wide_new(a, len + 1);
    UErrorCode status = U_ZERO_ERROR;

    u_strFromUTF8(out.at, out.room, &out.len, text, len, &status);
    must(U_SUCCESS(status));
    return out;
}

struct wide
wide_normalized(struct arena *a, const UNormalizer2 *how, struct wide in)
{
    struct wide out = {.room = in.len * 2 + 16};
    UErrorCode status;

    do {
        out = wide_new(a, out.room);
        status = U_ZERO_ERROR;
        out.len = unorm2_normalize(how, in.at, in.len, out.at, out.room, &status);
        out.room = out.len + 1;
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    must(U_SUCCESS(status));
    return out;
}
