#include "shared/codec/format.h"

#include "shared/base/unicode.h"
#include "shared/time/tz.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool
all_of(const char *text, size_t len, const char *more)
{
    for (size_t i = 0; i < len; i++)
        if (!isalnum((unsigned char)text[i]) && strchr(more, text[i]) == NULL)
            return false;
    return true;
}

/* Labels of letters, digits and inner hyphens, at least two of them. */
static bool
domain_is(const char *text, size_t len)
{
    size_t label = 0;
    int labels = 1;

    for (size_t i = 0; i < len; i++) {
        if (text[i] == '.') {
            if (label == 0 || text[i - 1] == '-')
                return false;
            label = 0;
            labels++;
        } else if ((text[i] == '-' && label == 0) || ++label > 63) {
            return false;
        }
    }
    return labels > 1 && label > 0 && text[len - 1] != '-' && all_of(text, len, "-.");
}

/* RFC 5321 section 4.1.2 without quoted local parts and address literals.  Spaces around it are
 * allowed: whoever stores it cuts them. */
const char *
format_email(const char *text, size_t len)
{
    static const char problem[] = "must be an e-mail address";
    const char *at;
    size_t local;

    while (len > 0 && text[0] == ' ') {
        text++;
        len--;
    }
    while (len > 0 && text[len - 1] == ' ')
        len--;
    at = memrchr(text, '@', len);
    local = at != NULL ? (size_t)(at - text) : 0;
    if (local == 0 || local > 64 || text[0] == '.' || text[local - 1] == '.')
        return problem;
    if (memmem(text, local, "..", 2) != NULL || !all_of(text, local, "!#$%&'*+-/=?^_`{|}~."))
        return problem;
    return domain_is(at + 1, len - local - 1) ? NULL : problem;
}

/* What is on either side of the `@` is judged by who knows all scripts. */
const char *
format_idn_email(const char *text, size_t len)
{
    const char *at = memrchr(text, '@', len);

    return at != NULL && at > text && at < text + len - 1 ? NULL : "must be an e-mail address";
}

const char *
format_timezone(const char *text, size_t len)
{
    return tz_find(text, len) != NULL
               ? NULL
               : "must be the IANA name of a time zone, such as Europe/Berlin";
}

/* bcrypt reads no more than 72 bytes. */
const char *
format_password(const char *text, size_t len)
{
    size_t normal_len = unicode_nfkc_len(text, len);

    return normal_len >= 10 && normal_len <= 72 ? NULL : "must be 10 to 72 bytes in NFKC";
}
