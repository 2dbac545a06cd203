/*
 * recur - recurrence rules: RFC 5545 section 3.3.10 as text and as what series.h expands.
 *
 * A rule is a pattern on a wall clock; it says nothing before a series gives it a start and a zone.
 * What the RFC forbids is refused with the part named.  Refused beyond the RFC, so that expanding
 * any stored rule is bounded work:
 *   - a text above RECUR_TEXT_MAX bytes, INTERVAL and COUNT above their maxima, more than
 *     RECUR_SETPOS_MAX different values of BYSETPOS;
 *   - with a start at hand (series_new), more than RECUR_PER_DAY_MAX times on one day, and BYHOUR,
 *     BYMINUTE or BYSECOND with FREQ=SECONDLY unless INTERVAL divides a day or is whole minutes;
 *   - before it is stored (series_check), a rule that never occurs.
 *
 * Taken more leniently than the RFC: parts in any order and case, and UNTIL as a date, a local or a
 * UTC time whatever the start is.  BYSECOND=60 is second 59 (3.3.12).
 *
 * Ownership: a rule belongs to the arena it was parsed into; never written afterwards.
 * Failure:   the reading functions return false and say which part is wrong and why.  Both are
 *   static text or the arena's, and complete a sentence: `BYWEEKNO` `goes only with FREQ=YEARLY`.
 * Units:     UNTIL in microseconds of the wall clock or of UTC.
 * Threads:   any; immutable.
 */
#ifndef SHARED_RECUR_RECUR_H
#define SHARED_RECUR_RECUR_H

#include "shared/base/arena.h"
#include "shared/base/clock.h"
#include "shared/time/tz.h"

enum {
    RECUR_TEXT_MAX = 1024,
    RECUR_COUNT_MAX = 50000,
    RECUR_COUNT_SETPOS_MAX = 10000, /* with BYSETPOS, where each occurrence costs more */
    RECUR_INTERVAL_MAX = 1000000,
    RECUR_SETPOS_MAX = 64,
    RECUR_PER_DAY_MAX = 1440, /* occurrences on one day, see series_new() */
};

struct rule;

enum rule_until {
    RULE_UNTIL_NONE,
    RULE_UNTIL_DATE,  /* the whole day is inside */
    RULE_UNTIL_LOCAL, /* that wall-clock time is inside */
    RULE_UNTIL_UTC,   /* that instant is inside */
};

struct rule_end {
    enum rule_until until;
    int64_t until_us; /* of the wall clock (a date: its midnight), or of UTC */
    int32_t count;    /* 0: none; excludes `until` */
};

struct rule_problem {
    const char *part, *why;
};

bool rule_parse(struct arena *a, const char *text, size_t len, const struct rule **out,
                struct rule_problem *problem);

/* The one text of a rule: upper case, parts in the RFC's order, lists sorted, defaults left out. */
const char *rule_text(struct arena *a, const struct rule *rule);

struct rule_end rule_end(const struct rule *rule);

/* The same pattern with another end; for splitting a series.  UNTIL is cut to whole seconds. */
const struct rule *rule_with_end(struct arena *a, const struct rule *rule, struct rule_end end);

#endif
