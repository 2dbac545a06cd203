/*
 * test_firing_table - tables of events and of the exact times at which a reminder of each comes due.
 *
 * Names such as nc#2670 in them are those of reports of other calendars that had it wrong.
 */
#ifndef SERVICES_REMINDER_TEST_FIRING_TABLE_H
#define SERVICES_REMINDER_TEST_FIRING_TABLE_H

#include "services/reminder/firing.h"
#include "services/reminder/test_course.h"

/* The firings from `from` on, no more than there are words in `like`, and `...` if there are more. */
static inline const char *
told(const struct course_ready *course, const struct firing_rule *rule, const char *from,
     const char *like, bool places)
{
    size_t most = count_words(words_of(like));
    const char *text = "";
    struct firing_iter it;
    struct firing f;

    firing_begin(&it, course, rule, utc(from));
    for (size_t i = 0; firing_next(&it, &f); i++) {
        if (i == most)
            return arena_printf(arena, "%s ...", text);
        text = arena_printf(arena, "%s%s%s", text, i > 0 ? " " : "",
                            places ? say_time(f.place, "") : say_time(f.due_at.us, "Z"));
    }
    return text;
}

/* `due` ends with ` ...` when more follow. */
struct table {
    const char *name;
    struct row event;
    int minutes;
    bool of_end;
    const char *at, *from; /* NULL: the beginning of 2026 */
    const char *due, *places;
};

static inline void
check_told(const char *name, const char *got, const char *wanted)
{
    if (strcmp(got, wanted) != 0)
        fail_msg("%s: got\n  %s, not\n  %s", name, got, wanted);
}

static inline struct firing_rule
rule_of(const struct table *row)
{
    return (struct firing_rule){
        .has_minutes = row->at == NULL,
        .minutes = row->minutes,
        .of_end = row->of_end,
        .has_at = row->at != NULL,
        .at = row->at != NULL ? utc(row->at) : (struct instant){0},
    };
}

static inline const char *
without_dots(const char *text)
{
    const char *dots = strstr(text, " ...");

    return dots != NULL ? arena_strndup(arena, text, (size_t)(dots - text)) : text;
}

static inline void
check_table(const struct table *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct table *row = &rows[i];
        const struct course_ready *course = ready(row->name, &row->event);
        const struct firing_rule rule = rule_of(row);
        const char *from = row->from != NULL ? row->from : "2026-01-01";

        check_told(row->name, told(course, &rule, from, without_dots(row->due), false), row->due);
        if (row->places != NULL)
            check_told(row->name, told(course, &rule, from, without_dots(row->places), true),
                       row->places);
    }
}

#endif
