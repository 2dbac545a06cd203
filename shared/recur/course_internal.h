/*
 * course_internal - what course_*.c share.
 */
#ifndef SHARED_RECUR_COURSE_INTERNAL_H
#define SHARED_RECUR_COURSE_INTERNAL_H

#include "shared/recur/course.h"
#include "shared/recur/series_internal.h"

enum { COURSE_NEAR = 26 * 3600 }; /* no gap is wider; seconds */

/* A start before and after it moves; walls as shown. */
struct course_move {
    struct local from, to;
    bool of_days; /* all-day becomes timed or the other way round: dates move, times do not */
};

enum course_way {
    COURSE_SHIFTED, /* each occurrence moves as far as the start */
    COURSE_COUNTED, /* the k-th stays the k-th */
    COURSE_STUCK,   /* what the rule would be cannot be said */
};
enum course_way course_rule_move(struct arena *a, const struct rule *rule,
                                 const struct course_move *move, const struct rule **out);

/* One change while it is made. */
struct course_change {
    struct arena *arena;
    const struct series_definition *old;
    const struct course_edit *in;
    const struct series *was;  /* the old one, with nothing cancelled */
    const struct series *open; /* the new one, with nothing cancelled and no end to its rule */
    enum course_way way;
    bool of_days;
    struct course *out;
};

/* As far as what stands at `from` goes. */
struct local course_along(const struct course_change *e, struct local place);

/* The same on the new wall, as far as there is one. */
struct local course_same_wall(const struct course_change *e, struct local place);

/* An exception that stands for no occurrence stays as it is; it is none that could be lost. */
bool course_is_stray(const struct course_change *e, struct local place);

/* Where places go with a course that moves, or nowhere; `out` may be `places`. */
void course_move_places(const struct course_change *e, const struct local *places, size_t count,
                        struct local *out);

/* Where the old exceptions, unless new ones were sent, and changed occurrences go under a new rule. */
void course_refit_places(const struct course_change *e, const struct series *now,
                         struct local *excluded, struct local *changed);

/* Each changed one goes to an occurrence that there is, and no two to one. */
void course_settle_places(const struct course_change *e, const struct series *now,
                          struct local *changed);

/* The series of a definition that series_new has taken before, also with another end. */
const struct series *course_series(struct arena *a, const struct series_definition *d);

/* The place of the rule's time at this second. */
struct local course_wall(const struct series *s, int64_t second);

/* The rule's last time before `line`, a second; false: there is none. */
bool course_last_before(const struct series *s, int64_t line, int64_t *second);

/* How many times the rule has before `line`, the start among them; no more than a COUNT may say, and one. */
int32_t course_count_before(const struct series *s, int64_t line);

/* The rule of `d`, ending with its time at `last`, which is the `count`-th. */
const struct rule *course_end(struct arena *a, const struct series_definition *d, int64_t last);

#endif
