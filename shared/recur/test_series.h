/*
 * test_series - what the tests of recur and series share: walls as `19970902T090000`, a series from
 * a row of a table.  Included by tests only.
 */
#ifndef SHARED_RECUR_TEST_SERIES_H
#define SHARED_RECUR_TEST_SERIES_H

#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/recur/series_internal.h"

#include <stdio.h>

/* `19970902` or `19970902T0900` or `19970902T090000`. */
static inline struct local
wall(const char *text)
{
    int year, month, mday, hour = 0, minute = 0, second = 0;

    if (sscanf(text, "%4d%2d%2dT%2d%2d%2d", &year, &month, &mday, &hour, &minute, &second) < 3)
        fail_msg("%s is no time", text);
    return (struct local){instant_of_day(day_from_civil(year, month, mday)).us +
                          ((hour * 60 + minute) * INT64_C(60) + second) * 1000000};
}

/* The same as UTC. */
static inline struct instant
utc(const char *text)
{
    return (struct instant){wall(text).us};
}

/* As short as it can be said: without a time of 09:00, without seconds of 0. */
static inline void
write_wall(char *out, size_t room, struct local at)
{
    struct day day = day_of_instant((struct instant){at.us});
    int64_t second = (at.us - instant_of_day(day).us) / 1000000;
    int year, month, mday, len;

    day_to_civil(day, &year, &month, &mday);
    len = snprintf(out, room, "%04d%02d%02d", year, month, mday);
    if (second == 9 * 3600)
        return;
    len += snprintf(out + len, room - (size_t)len, "T%02d%02d", (int)(second / 3600),
                    (int)(second / 60 % 60));
    if (second % 60 != 0)
        snprintf(out + len, room - (size_t)len, "%02d", (int)(second % 60));
}

static inline const struct tz *
zone(const char *name)
{
    const struct tz *z = tz_find(name, strlen(name));

    if (z == NULL)
        fail_msg("no zone %s: is tzdata installed?", name);
    return z;
}

static inline const struct rule *
rule(struct arena *a, const char *text)
{
    const struct rule *r;
    struct rule_problem problem;

    if (text == NULL)
        return NULL;
    if (!rule_parse(a, text, strlen(text), &r, &problem))
        fail_msg("%s: %s %s", text, problem.part, problem.why);
    return r;
}

static inline const struct series *
series(struct arena *a, const struct series_definition *d)
{
    const struct series *s;
    struct rule_problem problem;

    if (!series_new(a, d, &s, &problem))
        fail_msg("%s: %s %s", rule_text(a, d->rule), problem.part, problem.why);
    return s;
}

/* Timed, of no length. */
static inline const struct series *
moments(struct arena *a, const char *zone_name, const char *start, const char *text)
{
    const struct series_definition d = {
        .zone = zone(zone_name), .start = wall(start), .rule = rule(a, text)};

    return series(a, &d);
}

static struct arena *arena;

static inline int
open_arena(void **state)
{
    (void)state;
    arena = arena_new(1 << 20);
    return 0;
}

static inline int
close_arena(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

/* Walls of a window, `>` and the UTC start when `instants`, in the short form of test_series.h. */
static inline const char *
told(const struct series *s, struct instant from, struct instant until, bool instants)
{
    static char text[4096];
    struct series_iter it;
    struct occurrence o;
    size_t len = 0;

    text[0] = '\0';
    series_begin(&it, s, from, until);
    while (series_next(&it, &o) && len < sizeof text - 64) {
        if (len > 0)
            text[len++] = ' ';
        write_wall(text + len, 32, o.wall);
        len += strlen(text + len);
        if (!instants)
            continue;
        text[len++] = '>';
        write_wall(text + len, 32, (struct local){o.start.us});
        len += strlen(text + len);
    }
    return text;
}

static inline void
check_told(const char *name, const struct series *s, const char *from, const char *until,
           bool instants, const char *answer)
{
    const char *got = told(s, utc(from), utc(until), instants);

    if (strcmp(got, answer) != 0)
        fail_msg("%s: got\n  %s, not\n  %s", name, got, answer);
}

#endif
