/*
 * clock - instants, days and their text forms.
 *
 * Units:   an instant is microseconds since 1970-01-01T00:00:00Z, a day is days since 1970-01-01 in
 *   the proleptic Gregorian calendar.  They are types so that mixing them does not compile.
 * Source:  RFC 3339 section 5.6; the civil-day arithmetic is the standard era algorithm.
 * Failure: parsers return false and leave the result untouched.
 * Threads: any; no global state.
 */
#ifndef SHARED_BASE_CLOCK_H
#define SHARED_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US   (60 * MINUTE_US)
#define DAY_US    (24 * HOUR_US)

struct instant {
    int64_t us;
};

struct day {
    int32_t days;
};

/* The limits of the contract: 1900-01-01T00:00:00Z and 2200-01-01T00:00:00Z (inclusive). */
extern const struct instant instant_min, instant_max;
extern const struct day day_min, day_max;
/* Of dates that are no times, such as a birthday: 0001-01-01 and 9999-12-31 (inclusive). */
extern const struct day date_min, date_max;

enum { INSTANT_TEXT = 32, DAY_TEXT = 16 }; /* buffer sizes with the NUL */

struct instant instant_now(void);
/* The time since some start, which never goes back. */
int64_t monotonic_ms(void);
int64_t monotonic_us(void);

/*
 * `2026-03-01T09:00:00.25+01:00`: any offset, at most six digits of fraction, `T`/`t`/no space,
 * seconds 00-59 (60 refused), year 0000-9999.  Range against instant_min/max is the caller's.
 */
bool instant_parse(const char *text, size_t len, struct instant *out);
/*
 * `2026-03-01T08:00:00.25Z`: the fraction only when it is not zero, without trailing zeros.
 * Answers the length.
 */
size_t instant_format(struct instant at, char out[INSTANT_TEXT]);
size_t time_format(struct instant at, char *out); /* the part from the T on */

bool day_parse(const char *text, size_t len, struct day *out); /* `2026-03-01` */
size_t day_format(struct day d, char out[DAY_TEXT]);

/* Remembers the last date, because many times of a list are of one day.  Begins zeroed. */
struct day_memo {
    struct day day;
    size_t len; /* 0: none yet */
    char text[DAY_TEXT];
};
size_t day_format_again(struct day_memo *memo, struct day d, char out[DAY_TEXT]);

struct day day_from_civil(int year, int month, int mday);
void day_to_civil(struct day d, int *year, int *month, int *mday);
struct day day_of_instant(struct instant at); /* the UTC date, floored */
struct instant instant_of_day(struct day d);  /* midnight UTC */
int day_weekday(struct day d);                /* Monday is 0 */

#endif
