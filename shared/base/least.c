#include "shared/base/least.h"

enum { SECONDS = 10, RISE = 1000 };

static int64_t
risen(const struct least_value *v, int64_t now_ms)
{
    return v->value + (now_ms - v->at_ms) / RISE;
}

static void
begin_second(struct least *least, int64_t second)
{
    if (least->seconds == SECONDS) {
        least->former = least->current;
        least->has_former = true;
        least->has_current = false;
        least->seconds = 0;
    }
    least->second = second;
    least->seconds++;
}

int64_t
least_add(struct least *least, int64_t value, int64_t now_ms)
{
    if (least->seconds == 0 || now_ms / 1000 != least->second)
        begin_second(least, now_ms / 1000);
    if (!least->has_current || value <= risen(&least->current, now_ms))
        least->current = (struct least_value){value, now_ms};
    least->has_current = true;
    value = risen(&least->current, now_ms);
    if (!least->has_former || value <= risen(&least->former, now_ms))
        return value;
    return risen(&least->former, now_ms);
}
