/*
 * firing - when a reminder of an event comes due: once for each occurrence, or at a time by itself.
 *
 * A firing is told apart from the others of its reminder by when it comes due and for which
 * occurrence: (due_at, place).  That is their order too; one without a place comes before those
 * with one.  An event that was deleted or cancelled has no firings.
 *
 * Ownership: values; an iterator borrows the course.
 * Cost:      a jump, whatever lies before; then that of going through the course.
 * Threads:   as the course.
 */
#ifndef SERVICES_REMINDER_FIRING_H
#define SERVICES_REMINDER_FIRING_H

#include "services/reminder/course.h"

/* What a reminder says: either `minutes` or `at`. */
struct firing_rule {
    bool has_minutes;
    int64_t minutes; /* of elapsed time, before an occurrence begins; 0 to 40,320 */
    bool of_end;     /* before it ends */
    bool has_at;
    struct instant at;    /* one firing for the event as a whole */
    struct instant since; /* what would have come due until then is not told */
};

struct firing {
    struct instant due_at;
    bool has_place;
    int64_t place; /* which occurrence of a series; none for a single event, and for `at` */
    struct instant begins_at, ends_at; /* all-day: midnights of the user's zone; `at` of a series:
                                          from its start until the last occurrence is over */
    bool all_day;
};

/* All firings with due_at >= from, in order, whatever `since` says. */
struct firing_iter {
    bool is_at; /* of a time by itself: `at`, as long as it was not given */
    bool has_at;
    struct firing at;
    int64_t ahead_us; /* how long before what the course says */
    struct course_iter times;
};
void firing_begin(struct firing_iter *it, const struct course_ready *course,
                  const struct firing_rule *rule, struct instant from);
bool firing_next(struct firing_iter *it, struct firing *out);

/*
 * The first one after (due_at, place) of `given`, which may be `out`.  *is_last, here and below: no
 * other follows it; true also when there is none.
 */
bool firing_after(const struct course_ready *course, const struct firing_rule *rule,
                  const struct firing *given, struct firing *out, bool *is_last);

/* The first one of a reminder that was just made or changed. */
bool firing_first(const struct course_ready *course, const struct firing_rule *rule,
                  struct firing *out, bool *is_last);

/* What was told. */
struct fired {
    struct instant due_at;
    bool has_place;
    int64_t place;
};

struct firing_past {
    const struct firing *pending; /* what was to come next; NULL: nothing */
    struct instant changed_at;    /* when the event, or the user's zone, became what it is now */
    const struct fired *fired;    /* in any order */
    size_t fired_count;
};

/*
 * The next one after a change: the first that comes due after `since`, was not told, and
 *   - is the pending one as it was, or
 *   - is for what had not begun when the change was made, or
 *   - comes due after the change.
 * With what it answers among the fired, and nothing pending, it answers the one after that.
 */
bool firing_anew(struct arena *a, const struct course_ready *course, const struct firing_rule *rule,
                 const struct firing_past *past, struct firing *out, bool *is_last);

#endif
