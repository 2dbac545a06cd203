/*
 * series - the occurrences of a repeated event, in order, inside a window.
 *
 * A series is a start, a length, a rule (recur.h), dates besides the rule (RDATE) and dates left
 * out (EXDATE), all on the wall clock of one zone.  What it means, where RFC 5545 leaves a choice:
 *
 *   - The start is always an occurrence and the first that COUNT counts, also when it does not
 *     match the rule.  COUNT counts times of the rule, before EXDATE and before times that
 *     coincide.
 *   - Everything is counted on the wall clock, hours and minutes too: HOURLY is what the clock
 *     shows at 01:00, 02:00, 03:00, so the second 02:00 of an overlap is no occurrence.
 *   - A time in a gap is that of the offset before it, one in an overlap the first (3.3.5), each by
 *     itself: later ones are not shifted.  A start that is the second of two times has the rule's
 *     times in the same overlap be second ones too, so that none comes before it.
 *   - Occurrences are told apart by the instant they start at, those of all-day series by their
 *     date.  Each appears once: of a rule's time and an RDATE that coincide the RDATE, and EXDATE
 *     removes every one at its instant.  Order is by instant.
 *   - UNTIL as a date has the whole day inside.
 *   - A timed occurrence lasts `length_us` of elapsed time, an all-day one whole days of `zone`.
 *   - Nothing starts at or after 2200-01-01T00:00:00Z; what would end later ends then, and an
 *     all-day occurrence by the date.
 *
 * Ownership: a series belongs to its arena and borrows `zone`; the definition may go.  An iterator
 *   is a value of half a KiB that borrows the series; copying it is a bookmark.
 * Failure:   series_new refuses what goes with no start of this kind, and what would give more than
 *   RECUR_PER_DAY_MAX times on one day.
 * Cost:      beginning is a jump, whatever lies between the start and the window.  Nothing is
 *   looked at after the window.  From one occurrence to the next takes at most RECUR_STEPS
 *   elementary steps (recur_internal.h), some five for everyday rules; a COUNT is resolved by
 *   series_new.
 * Threads:   a series is immutable; an iterator belongs to one thread at a time.
 */
#ifndef SHARED_RECUR_SERIES_H
#define SHARED_RECUR_SERIES_H

#include "shared/recur/recur.h"
#include "shared/recur/recur_internal.h"

/* One RDATE; a period has its own length. */
struct series_date {
    struct local start; /* may be the second of two times, as every wall here */
    bool is_period;
    int64_t length_us; /* or whole days, as in the series; of any length */
};

struct series_definition {
    const struct tz *zone; /* NULL: UTC; of an all-day series that of its reader */
    bool all_day;
    struct local start;      /* all-day: a midnight */
    int64_t length_us;       /* timed; 0 and more, at most 300 years */
    int32_t days;            /* all-day; 1 and more, at most 300 years */
    const struct rule *rule; /* or NULL */
    const struct series_date *dates;
    size_t date_count;
    const struct local *excluded;
    size_t excluded_count;
};

struct occurrence {
    struct local wall; /* the start as the series tells it, also in a gap */
    struct instant start, end;
    int32_t days; /* all-day; from the dates, not from the instants */
};

struct series;

bool series_new(struct arena *a, const struct series_definition *d, const struct series **out,
                struct rule_problem *problem);

/*
 * For a rule about to be stored: refuses one that never occurs (February 30) or ends before the
 * start.  The part named is one that, left out, would let the rule occur.
 */
bool series_check(struct arena *a, const struct series_definition *d, struct rule_problem *problem);

struct series_iter {
    const struct series *series;
    struct instant from, until;
    bool by_start;                /* the window is of starts, not of what overlaps it */
    struct recur_walk walk, late; /* `late` is inside a gap while `walk` is behind it */
    struct tz_stretch stretch, late_stretch;
    struct occurrence next, next_late; /* where the walks stand; none when the walk has ended */
    size_t date, excluded;
    int64_t given; /* the key of the last occurrence */
};

/* Occurrences that overlap [from, until): those of no length when their start is in it. */
void series_begin(struct series_iter *it, const struct series *s, struct instant from,
                  struct instant until);
bool series_next(struct series_iter *it, struct occurrence *out);

/* Occurrences that start in [from, until). */
void series_begin_starts(struct series_iter *it, const struct series *s, struct instant from,
                         struct instant until);

/* Elementary steps so far; series_new's are in none. */
uint64_t series_steps(const struct series_iter *it);
uint64_t series_steps_new(const struct series *s);

/* The occurrence that starts at `wall`, or at an instant; false: there is none. */
bool series_find(const struct series *s, struct local wall, struct occurrence *out);
bool series_find_at(const struct series *s, struct instant at, struct occurrence *out);

enum series_extent {
    SERIES_EMPTY,   /* everything is excluded */
    SERIES_BOUNDED, /* `first` and `last_end` hold */
    SERIES_ENDLESS, /* `first` holds; neither COUNT nor UNTIL */
};
enum series_extent series_extent(const struct series *s, struct instant *first,
                                 struct instant *last_end);

#endif
