/*
 * course - what an event's course says, made ready to ask when it takes place.
 *
 * A single event takes place once.  A series takes place where its rule and its dates say, but an
 * occurrence that was changed by itself takes place at its own times, or is cancelled.  All-day
 * events begin and end at midnights of one user's zone; timed ones know their own zone.
 *
 * Ownership: everything lives in the arena and borrows the event's course and the zone.
 * Failure:   course_ready returns NULL, and why, when the course is damaged.
 * Cost:      as that of a series (series.h).  A COUNT is resolved only when the end of the series
 *   comes near; lists are sorted when they are first asked for.
 * Threads:   one at a time, for what is lazy.
 */
#ifndef SERVICES_REMINDER_COURSE_H
#define SERVICES_REMINDER_COURSE_H

#include "gen/event/api.h"
#include "shared/recur/series.h"

/* One time that an event takes place. */
struct course_time {
    bool has_place;
    int64_t place; /* which occurrence of a series, as the event's course has it */
    struct instant begins_at, ends_at;
    bool all_day;
};

/* Times in the order in which they begin, or end; those at one instant by place. */
enum course_order { COURSE_BY_BEGIN, COURSE_BY_END };

/* One that the order of the series does not hold for; of a single event the only one. */
struct course_apart {
    struct course_time time;
    bool is_date; /* of its own length; it may be excluded, or stand behind another */
};

struct course_list {
    bool is_made;
    struct course_apart *items; /* in order */
    size_t count;
};

/* What is made when it is first asked for. */
struct course_lazy {
    const struct series *whole;
    struct course_list apart[2]; /* for each order */
};

struct course_ready {
    struct arena *arena;
    const struct event_course *event;
    const struct tz *zone_of_user;
    bool takes_place; /* it is known, and neither deleted nor cancelled */

    /* Of a series. */
    struct series_definition definition;
    const struct series *open; /* without its COUNT, good for what starts before `open_until` */
    struct instant open_until;
    const int64_t *changed; /* places of changed occurrences, rising */

    struct course_lazy *lazy;
};

/* NULL when it cannot be computed; *why then completes the sentence "the course ...". */
const struct course_ready *course_ready(struct arena *a, const struct event_course *event,
                                        const struct tz *zone_of_user, const char **why);

/* Midnight of a date, given as midnight UTC, as the user has it. */
struct instant course_midnight(const struct course_ready *course, struct instant date);

const struct series *course_whole(const struct course_ready *course);
const struct course_list *course_apart(const struct course_ready *course, enum course_order order);
bool course_is_changed(const struct course_ready *course, int64_t place);
/* A date whose length is not that of the series. */
bool course_is_own(const struct course_ready *course, const struct occurrence *o);

/*
 * When it takes place, from an instant on.  An end in the last day of time (instant_max) may stand
 * for a later one: nothing is in COURSE_BY_END for it.
 */
struct course_iter {
    const struct course_ready *course;
    enum course_order order;
    struct instant from;
    struct series_iter series;
    bool is_whole, has_next;
    struct course_time next; /* of the series itself */
    const struct course_list *apart;
    size_t at;
};
void course_begin(struct course_iter *it, const struct course_ready *course,
                  enum course_order order, struct instant from);
bool course_next(struct course_iter *it, struct course_time *out);
/* Whether course_next has another one. */
bool course_more(struct course_iter *it);

static inline struct instant
course_key(enum course_order order, const struct course_time *time)
{
    return order == COURSE_BY_END ? time->ends_at : time->begins_at;
}

static inline bool
course_ends_never(struct instant ends_at)
{
    return ends_at.us > instant_max.us - DAY_US;
}

#endif
