#include "services/delivery/schedule.h"

#include "shared/base/must.h"

static const int64_t waits_us[] = {
    5 * SECOND_US,  30 * SECOND_US, 2 * MINUTE_US, 10 * MINUTE_US,
    30 * MINUTE_US, HOUR_US,        2 * HOUR_US,   4 * HOUR_US,
};

enum { SPREAD = 5 }; /* a fifth */

static int64_t
back_off_us(int64_t number, uint32_t chance)
{
    const int64_t last = ARRAY_LEN(waits_us) - 1;
    int64_t us = waits_us[number - 1 < last ? number - 1 : last];

    return us + us / SPREAD * (chance % 1000) / 1000;
}

int64_t
schedule_wait_us(const struct attempt *attempt)
{
    int64_t rest = attempt->first_at.us + DAY_US - attempt->now.us;
    int64_t wait = back_off_us(attempt->number, attempt->chance);

    if (rest <= 0)
        return -1;
    if (attempt->retry_after_s > rest / SECOND_US)
        return rest;
    if (attempt->retry_after_s * SECOND_US > wait)
        wait = attempt->retry_after_s * SECOND_US;
    return wait < rest ? wait : rest;
}
