#include "gateway/limit/limit_policy.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AMOUNT_MAX = 1000000, SECONDS_MAX = 3600 };

static const struct limit_policies defaults = {
    .on = true,
    .row =
        {
            [LIMIT_USER] = {"user", 100, 1, 300},
            [LIMIT_KEY] = {"key", 100, 1, 300},
            [LIMIT_ADDRESS] = {"address", 10, 1, 30},
            [LIMIT_REGISTER] = {"register", 20, 60, 20},
            [LIMIT_LOGIN] = {"login", 20, 60, 20},
            /* Each device of each person behind one address, four times an hour. */
            [LIMIT_REFRESH] = {"refresh", 60, 60, 60},
            /* Asking for mails, and using the tokens in them. */
            [LIMIT_MAIL] = {"mail", 20, 60, 20},
            [LIMIT_REFUSED] = {"refused", 10, 1, 100},
        },
};

static enum limit_kind
kind_named(const char *name, size_t len)
{
    for (int i = 0; i < LIMIT_COUNT; i++)
        if (strlen(defaults.row[i].name) == len && memcmp(defaults.row[i].name, name, len) == 0)
            return (enum limit_kind)i;
    return LIMIT_COUNT;
}

enum limit_kind
limit_kind_of(const char *name)
{
    return kind_named(name, strlen(name));
}

static bool
limit_policy_read_number(const char **text, int64_t max, int64_t *out)
{
    char *end;

    if (**text < '0' || **text > '9')
        return false;
    *out = strtoll(*text, &end, 10);
    *text = end;
    return *out >= 1 && *out <= max;
}

/* name=amount/seconds[/burst] */
static bool
read_change(const char **text, struct limit_policies *out)
{
    size_t len = strcspn(*text, "=");
    enum limit_kind kind = kind_named(*text, len);
    struct limit_policy *p;

    if (kind == LIMIT_COUNT || (*text)[len] != '=')
        return false;
    p = &out->row[kind];
    *text += len + 1;
    if (!limit_policy_read_number(text, AMOUNT_MAX, &p->amount) || *(*text)++ != '/' ||
        !limit_policy_read_number(text, SECONDS_MAX, &p->seconds))
        return false;
    p->burst = p->amount;
    if (**text != '/')
        return true;
    ++*text;
    return limit_policy_read_number(text, AMOUNT_MAX, &p->burst);
}

bool
limit_policies_parse(const char *text, struct limit_policies *out)
{
    *out = defaults;
    out->on = strcmp(text, "off") != 0;
    if (!out->on || strcmp(text, "on") == 0)
        return true;
    while (read_change(&text, out)) {
        if (*text == '\0')
            return true;
        if (*text++ != ',')
            return false;
    }
    return false;
}

static int64_t
refill_seconds(const struct limit_policy *p, int64_t tokens)
{
    return (tokens * p->seconds + p->amount - 1) / p->amount;
}

void
limit_texts_write(const struct limit_policy *p, int64_t left, struct limit_texts *out)
{
    snprintf(out->policy, sizeof out->policy, "\"%s\";q=%" PRId64 ";w=%" PRId64, p->name, p->burst,
             refill_seconds(p, p->burst));
    snprintf(out->left, sizeof out->left, "\"%s\";r=%" PRId64 ";t=%" PRId64, p->name, left,
             refill_seconds(p, p->burst - left));
}
