#include "shared/outbound/retry_after.h"

#include "shared/base/number.h"
#include "shared/outbound/outbound.h"

#include <curl/curl.h>
#include <string.h>

enum { DATE_MAX = 64 }; /* bytes; the longest form has 33 */

static int64_t
date_read(const char *text)
{
    return strlen(text) > DATE_MAX ? -1 : (int64_t)curl_getdate(text, NULL);
}

static int64_t
within(int64_t seconds)
{
    if (seconds < 0)
        return 0;
    return seconds > OUTBOUND_RETRY_MAX ? OUTBOUND_RETRY_MAX : seconds;
}

int64_t
retry_after_read(const char *value, const char *date, struct instant now)
{
    size_t digits = strspn(value, "0123456789");
    int64_t at, sent, seconds;

    if (digits > 0 && value[digits] == '\0')
        return number_parse(value, digits, &seconds) ? within(seconds) : OUTBOUND_RETRY_MAX;
    at = date_read(value);
    if (at < 0)
        return -1;
    sent = date == NULL ? -1 : date_read(date);
    return within(at - (sent < 0 ? now.us / 1000000 : sent));
}
