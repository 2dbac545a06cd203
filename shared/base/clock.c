#include "shared/base/clock.h"

#include "shared/base/must.h"

#include <string.h>
#include <time.h>

const struct day day_min = {-25567}, day_max = {84006};
const struct day date_min = {-719162}, date_max = {2932896};
const struct instant instant_min = {-25567 * DAY_US}, instant_max = {84006 * DAY_US};

struct instant
instant_now(void)
{
    struct timespec ts;

    must(clock_gettime(CLOCK_REALTIME, &ts) == 0);
    return (struct instant){ts.tv_sec * SECOND_US + ts.tv_nsec / 1000};
}

int64_t
monotonic_ms(void)
{
    struct timespec ts;

    must(clock_gettime(CLOCK_MONOTONIC, &ts) == 0);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t
monotonic_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/*
 * The era algorithm: years begin in March, so that the leap day is the last of its year, and 400
 * years (an era) are 146097 days.  719468 days lie between 0000-03-01 and 1970-01-01.
 */
struct day
day_from_civil(int year, int month, int mday)
{
    int64_t y = month <= 2 ? (int64_t)year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;

    of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return (struct day){(int32_t)(era * 146097 + of_era - 719468)};
}

void
day_to_civil(struct day d, int *year, int *month, int *mday)
{
    int64_t z = (int64_t)d.days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t of_era = z - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * of_year + 2) / 153;

    *mday = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(y + era * 400 + (*month <= 2));
}

struct day
day_of_instant(struct instant at)
{
    int64_t days = at.us / DAY_US;

    return (struct day){(int32_t)(days - (at.us % DAY_US < 0))};
}

struct instant
instant_of_day(struct day d)
{
    return (struct instant){d.days * DAY_US};
}

/* 1970-01-01 was a Thursday. */
int
day_weekday(struct day d)
{
    int from_monday = (int)(((int64_t)d.days + 3) % 7);

    return from_monday < 0 ? from_monday + 7 : from_monday;
}

/* Exactly `digits` decimal digits, or -1. */
static int
clock_number(const char *s, int digits)
{
    int n = 0;

    for (int i = 0; i < digits; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        n = n * 10 + (s[i] - '0');
    }
    return n;
}

static int
month_days(int year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && leap);
}

bool
day_parse(const char *text, size_t len, struct day *out)
{
    int year, month, mday;

    if (len != 10 || text[4] != '-' || text[7] != '-')
        return false;
    year = clock_number(text, 4);
    month = clock_number(text + 5, 2);
    mday = clock_number(text + 8, 2);
    if (year < 0 || month < 1 || month > 12 || mday < 1 || mday > month_days(year, month))
        return false;
    *out = day_from_civil(year, month, mday);
    return true;
}

/* RFC 3339 partial-time without its fraction, `09:00:00`. */
static bool
time_parse(const char *s, int64_t *seconds)
{
    int hour = clock_number(s, 2), minute = clock_number(s + 3, 2), second = clock_number(s + 6, 2);

    if (s[2] != ':' || s[5] != ':' || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 59)
        return false;
    *seconds = hour * 3600 + minute * 60 + second;
    return true;
}

/* `.25` as microseconds; answers how many characters that took, 0 when malformed. */
static size_t
fraction_parse(const char *s, size_t len, int64_t *us)
{
    int64_t unit = SECOND_US / 10, sum = 0;
    size_t i = 1;

    for (; i < len && s[i] >= '0' && s[i] <= '9'; i++) {
        if (i > 6)
            return 0;
        sum += (s[i] - '0') * unit;
        unit /= 10;
    }
    *us = sum;
    return i > 1 ? i : 0;
}

/* RFC 3339 time-offset: `Z` or `+01:00`, in seconds. */
static bool
offset_parse(const char *s, size_t len, int64_t *seconds)
{
    int hour, minute;

    if (len == 1 && (s[0] == 'Z' || s[0] == 'z')) {
        *seconds = 0;
        return true;
    }
    if (len != 6 || (s[0] != '+' && s[0] != '-') || s[3] != ':')
        return false;
    hour = clock_number(s + 1, 2);
    minute = clock_number(s + 4, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    *seconds = (s[0] == '-' ? -1 : 1) * (hour * 3600 + minute * 60);
    return true;
}

bool
instant_parse(const char *text, size_t len, struct instant *out)
{
    int64_t seconds, offset, us = 0;
    size_t at = 19, taken;
    struct day d;

    if (len < 20 || (text[10] != 'T' && text[10] != 't') || !day_parse(text, 10, &d) ||
        !time_parse(text + 11, &seconds))
        return false;
    if (text[at] == '.') {
        taken = fraction_parse(text + at, len - at, &us);
        if (taken == 0)
            return false;
        at += taken;
    }
    if (!offset_parse(text + at, len - at, &offset))
        return false;
    *out = (struct instant){d.days * DAY_US + (seconds - offset) * SECOND_US + us};
    return true;
}

static char *
put_two(char *out, unsigned n)
{
    out[0] = (char)('0' + n / 10);
    out[1] = (char)('0' + n % 10);
    return out + 2;
}

/* Four digits, at the far ends of time more. */
static char *
put_year(char *out, unsigned year)
{
    unsigned beyond = year / 10000, unit = 1;

    while (unit <= beyond / 10)
        unit *= 10;
    for (; beyond > 0 && unit > 0; unit /= 10)
        *out++ = (char)('0' + beyond / unit % 10);
    return put_two(put_two(out, year / 100 % 100), year % 100);
}

static char *
put_day(char *out, struct day d)
{
    int year, month, mday;

    day_to_civil(d, &year, &month, &mday);
    if (year < 0) {
        *out++ = '-';
        year = -year;
    }
    out = put_year(out, (unsigned)year);
    *out++ = '-';
    out = put_two(out, (unsigned)month);
    *out++ = '-';
    return put_two(out, (unsigned)mday);
}

size_t
day_format(struct day d, char out[DAY_TEXT])
{
    char *end = put_day(out, d);

    *end = '\0';
    return (size_t)(end - out);
}

size_t
day_format_again(struct day_memo *memo, struct day d, char out[DAY_TEXT])
{
    if (memo->len == 0 || memo->day.days != d.days) {
        memo->day = d;
        memo->len = day_format(d, memo->text);
    }
    memcpy(out, memo->text, sizeof memo->text);
    return memo->len;
}

/* Six digits without the zeros at their end. */
static char *
put_fraction(char *out, unsigned us)
{
    char *end = put_two(put_two(put_two(out, us / 10000), us / 100 % 100), us % 100);

    while (end[-1] == '0')
        end--;
    return end;
}

size_t
time_format(struct instant at, char *out)
{
    int64_t us = (at.us % DAY_US + DAY_US) % DAY_US;
    unsigned seconds = (unsigned)(us / SECOND_US), fraction = (unsigned)(us % SECOND_US);
    char *end = out;

    *end++ = 'T';
    end = put_two(end, seconds / 3600);
    *end++ = ':';
    end = put_two(end, seconds / 60 % 60);
    *end++ = ':';
    end = put_two(end, seconds % 60);
    if (fraction != 0) {
        *end++ = '.';
        end = put_fraction(end, fraction);
    }
    memcpy(end, "Z", 2);
    return (size_t)(end - out) + 1;
}

size_t
instant_format(struct instant at, char out[INSTANT_TEXT])
{
    char *end = put_day(out, day_of_instant(at));

    return (size_t)(end - out) + time_format(at, end);
}
