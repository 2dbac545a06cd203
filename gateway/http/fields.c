#include "gateway/http/fields.h"
#include "gateway/gateway.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <inttypes.h>
#include <stdio.h>

enum { SLOW_MS = 1000 };

/*
 * They keep a browser from making more of an answer than it is: nothing here is to be framed,
 * sniffed, or embedded by another site; what other origins may read is said by cors.h.  The page
 * /docs has its style inside and no script; those of mails say what they load (mail_pages.h).
 */
static const struct {
    const char *name, *value;
} secure[] = {
    {"x-content-type-options", "nosniff"},
    {"x-frame-options", "DENY"},
    {"referrer-policy", "no-referrer"},
    {"cross-origin-resource-policy", "same-origin"},
};

static const char loads_nothing[] =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

/* Over TLS only (RFC 6797 section 7.2): two years. */
static const char transport[] = "max-age=63072000";

void
fields_each(const struct fields *f, fields_add *add, void *arg)
{
    char seconds[24];

    add(arg, "x-request-id", f->id);
    for (size_t i = 0; i < ARRAY_LEN(secure); i++)
        add(arg, secure[i].name, secure[i].value);
    add(arg, "content-security-policy", f->policy != NULL ? f->policy : loads_nothing);
    if (f->under_tls)
        add(arg, "strict-transport-security", transport);
    add(arg, "cache-control", f->cache != NULL ? f->cache : "no-store");
    if (f->limits.policy[0] != '\0') {
        add(arg, "ratelimit-policy", f->limits.policy);
        add(arg, "ratelimit", f->limits.left);
    }
    if (f->type != NULL)
        add(arg, "content-type", f->type);
    if (f->retry_after_s > 0) {
        snprintf(seconds, sizeof seconds, "%" PRId64, f->retry_after_s);
        add(arg, "retry-after", seconds);
    }
}

struct limit_texts
fields_limits_of(const struct gateway *gateway, struct address address)
{
    struct limit_texts texts = {.policy = ""};

    if (gateway->limit_texts != NULL)
        gateway->limit_texts(gateway->limits, address, &texts);
    return texts;
}

/* What clients do is no line each at info; what failed, or took long, is. */
static enum log_level
level_of_answer(const struct answered *a)
{
    return a->status >= 500 || a->ms >= SLOW_MS ? LOG_INFO : LOG_DEBUG;
}

void
fields_log(const struct answered *a)
{
    log_event(level_of_answer(a), "http.answered",
              "op=%s status=%d err=%s ms=%" PRId64 " rq=%s user=%s",
              a->operation != NULL ? a->operation : "-", a->status, err_code(a->err), a->ms, a->id,
              a->user != NULL ? a->user : "-");
}
