#include "services/reminder/pace.h"

#include "shared/base/number.h"

#include <string.h>

enum { RATE_MAX = 100000 };

static struct {
    struct instant shown, when;
    int64_t rate;
} pace = {.rate = 1};

static bool
pace_instant(const char **at, struct instant *out)
{
    size_t len = strcspn(*at, " ");

    if (!instant_parse(*at, len, out) || (*at)[len] != ' ')
        return false;
    *at += len + 1;
    return true;
}

bool
pace_set(const char *text)
{
    struct instant shown, when;
    int64_t rate;

    if (text[0] == '\0')
        return true;
    if (!pace_instant(&text, &shown) || !pace_instant(&text, &when) ||
        !number_parse(text, strlen(text), &rate) || rate < 1 || rate > RATE_MAX)
        return false;
    pace.shown = shown;
    pace.when = when;
    pace.rate = rate;
    return true;
}

struct instant
pace_now(void)
{
    return (struct instant){pace.shown.us + (instant_now().us - pace.when.us) * pace.rate};
}

struct instant
pace_after_ms(int64_t ms)
{
    return (struct instant){pace_now().us + ms * 1000 * pace.rate};
}

int64_t
pace_rest_ms(struct instant until)
{
    int64_t rest_us = until.us - pace_now().us, ms_us = pace.rate * 1000;

    return rest_us > 0 ? rest_us / ms_us + 1 : 0;
}
