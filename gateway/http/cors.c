#include "gateway/http/cors.h"

#include <string.h>

static const char requests[] = "Authorization, Content-Type, Idempotency-Key, If-Match, "
                               "If-None-Match, Traceparent, X-API-Key";
static const char exposed[] =
    "Allow, ETag, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id";

static struct bytes
next_origin(const char **list)
{
    size_t len = strcspn(*list, ",");
    struct bytes origin = {(const uint8_t *)*list, len};

    *list += len + ((*list)[len] == ',');
    return origin;
}

static bool
is_origin(struct bytes text)
{
    const uint8_t *host = text.len == 0 ? NULL : memmem(text.data, text.len, "://", 3);

    if (host == NULL || host == text.data || host + 3 == text.data + text.len)
        return false;
    for (const uint8_t *p = host + 3; p < text.data + text.len; p++)
        if (*p <= ' ' || *p >= 0x7f || *p == '/' || *p == '*')
            return false;
    return true;
}

bool
cors_parse(const char *list)
{
    if (strcmp(list, "*") == 0)
        return true;
    while (*list != '\0')
        if (!is_origin(next_origin(&list)))
            return false;
    return true;
}

bool
cors_allows(const char *list, struct bytes origin)
{
    if (strcmp(list, "*") == 0)
        return true;
    while (*list != '\0')
        if (bytes_equal(next_origin(&list), origin))
            return true;
    return false;
}

static void
preflight_each(const struct exchange *x, const char *allow, fields_add *add, void *arg)
{
    unsigned lines;

    if (exchange_header(x, "access-control-request-method", &lines).data == NULL)
        return;
    add(arg, "access-control-allow-methods", allow);
    add(arg, "access-control-allow-headers", requests);
    add(arg, "access-control-max-age", "600");
}

void
cors_each(const struct exchange *x, const char *allow, fields_add *add, void *arg)
{
    const char *list = x->gateway->conf.cors_origins;
    struct bytes origin;
    unsigned lines;

    if (list[0] == '\0')
        return;
    add(arg, "vary", "Origin");
    origin = exchange_header(x, "origin", &lines);
    if (origin.data == NULL || !cors_allows(list, origin))
        return;
    add(arg, "access-control-allow-origin",
        h2o_strdup(&x->req->pool, (const char *)origin.data, origin.len).base);
    add(arg, "access-control-expose-headers", exposed);
    if (allow != NULL)
        preflight_each(x, allow, add, arg);
}
