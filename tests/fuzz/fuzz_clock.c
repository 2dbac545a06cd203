/*
 * Whatever instant or day is read is written and read again as the same.
 */
#include "shared/base/clock.h"
#include "shared/base/must.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void
check_instant(struct instant at)
{
    char text[INSTANT_TEXT];
    struct instant back;

    instant_format(at, text);
    must(strlen(text) < INSTANT_TEXT);
    if (text[0] != '-' && strchr(text, 'T') == text + 10)
        must(instant_parse(text, strlen(text), &back) && back.us == at.us);
}

static void
check_day(struct day d)
{
    char text[DAY_TEXT];
    struct day back;
    int year, month, mday;

    day_to_civil(d, &year, &month, &mday);
    must(month >= 1 && month <= 12 && mday >= 1 && mday <= 31);
    must(day_from_civil(year, month, mday).days == d.days);
    day_format(d, text);
    if (text[0] != '-' && strlen(text) == 10)
        must(day_parse(text, strlen(text), &back) && back.days == d.days);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct instant at;
    struct day d;

    if (instant_parse(text, size, &at)) {
        must(day_of_instant(at).days >= day_from_civil(-1, 12, 31).days);
        check_instant(at);
    }
    if (day_parse(text, size, &d)) {
        must(day_of_instant(instant_of_day(d)).days == d.days);
        check_day(d);
    }
    if (size == sizeof at) {
        memcpy(&at, data, sizeof at);
        check_instant(at);
        check_day(day_of_instant(at));
    }
    return 0;
}
