/*
 * course - a series that is changed keeps its occurrences: each is known by its place.
 *
 * The course of a series are its occurrences in order.  A place is the wall at which one starts,
 * the second of two times told apart (tz.h), whatever instant that is.  What changes the course
 * maps the places of the old one to those of the new:
 *
 *   - Another start, length or zone without a new rule moves the whole course: the k-th occurrence
 *     stays the k-th, and there are as many as before.  Parts of the rule that name the start's own
 *     place move along (course_rule.c), and so do further dates, exceptions and UNTIL.
 *   - A new rule keeps what stands at the same wall, else on the same local date, else it is
 *     dropped.  One that says what the old rule becomes when it moves along is no new rule.
 *   - A split gives the first half what lay before, and the second the rest.
 *
 * Ownership: results live in the arena and borrow the zone and what went in.
 * Failure:   false, with the field of the API that is at fault and, as in recur.h, part and why.
 * Cost:      bounded by what a series may have; only where days of months move is the course
 *   counted, from its start.
 * Threads:   any.
 */
#ifndef SHARED_RECUR_COURSE_H
#define SHARED_RECUR_COURSE_H

#include "shared/recur/series.h"

/* No occurrence: the place of what is dropped. */
#define COURSE_NOWHERE INT64_MIN

struct course_problem {
    const char *field; /* start_time, recurrence_rule */
    struct rule_problem why;
};

struct course_edit {
    struct local from, to; /* what stands at the place `from` comes to stand at `to` */
    const struct tz *zone; /* the new one; NULL: UTC */
    bool all_day;
    int64_t length_us; /* timed */
    int32_t days;      /* all-day */
    bool has_rule;     /* a new rule, or with NULL none any more; else the old one */
    const struct rule *rule;
    bool may_stay;  /* the old rule was sent: where it cannot move along it is a new rule */
    bool has_dates; /* else the old ones */
    const struct series_date *dates;
    size_t date_count;
    bool has_excluded; /* else the old ones */
    const struct local *excluded;
    size_t excluded_count;
    const struct local *changed; /* places of occurrences that stand by themselves, each once */
    size_t changed_count;
};

struct course {
    struct series_definition next;
    bool is_ruled;               /* by a new rule */
    const struct local *changed; /* as in the edit, each once: the places now, or COURSE_NOWHERE */
    struct course_count {
        int32_t kept, moved, dropped; /* changed, cancelled and further occurrences */
    } count;
};

bool course_edit(struct arena *a, const struct series_definition *old, const struct course_edit *e,
                 struct course *out, struct course_problem *problem);

/* A series in two; `at` is one of its occurrences, and not the first. */
struct course_split {
    struct series_definition head, tail;
    const struct series *whole;
    struct occurrence at;
    int64_t line;  /* the rule's first second that is not before; INT64_MAX: there is none */
    int64_t begin; /* the first behind all that lie before, later than the line only in a gap */
};
void course_split(struct arena *a, const struct series_definition *old, const struct occurrence *at,
                  struct course_split *out);

/* Which half has the place of an occurrence, a date or an exception. */
bool course_in_tail(const struct course_split *s, struct local place);

/* The rule alone has an occurrence there. */
bool course_has(const struct series *s, struct local place);

/*
 * The rule with its end in the form of RFC 5545 section 3.3.10: "The value of the UNTIL rule part
 * MUST have the same value type as the DTSTART property", and with a zone "MUST be specified as a
 * date with UTC time".  The same rule when it is.
 */
const struct rule *course_formal(struct arena *a, const struct rule *rule, const struct tz *zone,
                                 bool all_day);

#endif
