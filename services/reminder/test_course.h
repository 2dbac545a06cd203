/*
 * test_course - what the tests of course and firing share: an event from a row of texts.  Instants
 * are written `2026-03-29T01:20Z`, walls and dates without the Z; seconds only where there are any.
 * Included by tests only.
 */
#ifndef SERVICES_REMINDER_TEST_COURSE_H
#define SERVICES_REMINDER_TEST_COURSE_H

#include "services/reminder/course.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"

#include <stdio.h>
#include <stdlib.h>

/* What is not said is not so; without `rule` and `dates` it is a single event. */
struct row {
    const char *start, *end; /* dates: it is all-day */
    const char *zone;        /* NULL: UTC */
    const char *rule;
    const char *dates; /* places: `2026-06-01T10:00 2026-06-02T10:00/5400`, the length in seconds */
    const char *excluded; /* places */
    const char *changed;  /* `place=start/end`, or of a cancelled one `place=` */
    const char *series_end;
    bool is_cancelled, is_deleted;
    const char *user; /* zone; NULL: UTC */
};

static inline int64_t
time_of(const char *text)
{
    int year, month, mday, hour = 0, minute = 0, second = 0;

    if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month, &mday, &hour, &minute, &second) < 3)
        fail_msg("%s is no time", text);
    return instant_of_day(day_from_civil(year, month, mday)).us +
           ((hour * 60 + minute) * 60 + second) * SECOND_US;
}

static inline struct instant
utc(const char *text)
{
    return (struct instant){time_of(text)};
}

static inline const struct tz *
zone(const char *name)
{
    const struct tz *z = tz_find(name, strlen(name));

    if (z == NULL)
        fail_msg("no zone %s: is tzdata installed?", name);
    return z;
}

/* As short as it can be said. */
static inline const char *
say_time(int64_t us, const char *behind)
{
    char text[INSTANT_TEXT];
    int64_t second = us % MINUTE_US / SECOND_US;

    instant_format((struct instant){us}, text);
    return arena_printf(arena, second == 0 ? "%.16s%s" : "%.19s%s", text, behind);
}

/* The words of a list, with NULL behind them. */
static inline char **
words_of(const char *list)
{
    char *copy = arena_strndup(arena, list != NULL ? list : "", list != NULL ? strlen(list) : 0);
    char **words = arena_array(arena, char *, strlen(copy) / 2 + 2), *rest;
    size_t count = 0;

    for (char *word = strtok_r(copy, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    return words;
}

static inline size_t
count_words(char **words)
{
    size_t count = 0;

    while (words[count] != NULL)
        count++;
    return count;
}

static inline void
read_dates(const char *list, struct event_course *out)
{
    char **words = words_of(list);
    struct event_course_date *dates =
        arena_array(arena, struct event_course_date, count_words(words));

    for (size_t i = 0; words[i] != NULL; i++) {
        const char *slash = strchr(words[i], '/');

        dates[i].place = time_of(words[i]);
        dates[i].has_length_us = slash != NULL;
        dates[i].length_us = slash != NULL ? atoll(slash + 1) * SECOND_US : 0;
    }
    out->rdates.items = dates;
    out->rdates.count = count_words(words);
}

static inline void
read_excluded(const char *list, struct event_course *out)
{
    char **words = words_of(list);
    struct event_course_place *places =
        arena_array(arena, struct event_course_place, count_words(words));

    for (size_t i = 0; words[i] != NULL; i++)
        places[i].place = time_of(words[i]);
    out->exdates.items = places;
    out->exdates.count = count_words(words);
}

static inline struct event_course_changed
read_change(const char *word)
{
    const char *start = strchr(word, '=') + 1, *slash = strchr(start, '/');
    struct event_course_changed changed = {.place = time_of(word), .cancelled = slash == NULL};

    if (changed.cancelled) {
        changed.start_at.us = changed.end_at.us = changed.place;
        return changed;
    }
    changed.all_day = strchr(start, 'T') == NULL;
    changed.start_at = utc(start);
    changed.end_at = utc(slash + 1);
    return changed;
}

static inline void
read_changed(const char *list, struct event_course *out)
{
    char **words = words_of(list);
    struct event_course_changed *changed =
        arena_array(arena, struct event_course_changed, count_words(words));

    for (size_t i = 0; words[i] != NULL; i++)
        changed[i] = read_change(words[i]);
    out->changed.items = changed;
    out->changed.count = count_words(words);
}

static inline const struct event_course *
event_of(const struct row *row)
{
    struct event_course *event = arena_one(arena, struct event_course);

    *event = (struct event_course){
        .version = 1,
        .deleted = row->is_deleted,
        .cancelled = row->is_cancelled,
        .all_day = strchr(row->start, 'T') == NULL,
        .timezone = row->zone,
        .has_start_at = true,
        .start_at = utc(row->start),
        .has_end_at = true,
        .end_at = utc(row->end),
        .is_series = row->rule != NULL || row->dates != NULL,
        .has_series_end = row->series_end != NULL,
        .recurrence_rule = row->rule,
    };
    if (row->series_end != NULL)
        event->series_end = utc(row->series_end);
    read_dates(row->dates, event);
    read_excluded(row->excluded, event);
    read_changed(row->changed, event);
    return event;
}

static inline const struct course_ready *
ready(const char *name, const struct row *row)
{
    const char *why = NULL;
    const struct course_ready *course =
        course_ready(arena, event_of(row), zone(row->user != NULL ? row->user : "UTC"), &why);

    if (course == NULL)
        fail_msg("%s: the course %s", name, why);
    return course;
}

#endif
