/*
 * edit - what a request makes of a series, or of the rest of one that is split.
 *
 * Between the fields of the API and the course of the series (shared/recur/course.h): which of them
 * the client has changed, and what is stored then.  What it sends back as it saw it is not changed.
 *
 * Ownership: results live in the request's arena and borrow what went in.
 */
#ifndef SERVICES_EVENT_EDIT_H
#define SERVICES_EVENT_EDIT_H

#include "services/event/columns.h"
#include "services/event/overrides.h"

struct edit {
    const struct sql_stored *series;
    const struct series_definition *definition; /* of the series */
    const struct course_split *split;           /* NULL: all of it is changed */
    const struct event *shown, *next;           /* what the client saw, and what it makes of it */
    struct overrides overrides;                 /* of what is changed */
    struct locals answers;                      /* and where it is answered to */
};

enum edit_way {
    EDIT_STILL, /* every occurrence is where it was */
    EDIT_MOVED, /* the k-th is the k-th */
    EDIT_RULED, /* a new rule, or none any more */
};

struct edited {
    struct event event; /* as it is stored */
    enum edit_way way;
    struct series_definition now; /* not when it is EDIT_RULED */
    struct columns columns;
    const struct local *places;  /* where each override goes, or COURSE_NOWHERE */
    const struct local *answers; /* the same of the answers */
    struct course_count count;
};

/* Refuses with every bad field. */
enum err edit_series(struct request *rq, const struct edit *in, struct edited *out)
    __attribute__((warn_unused_result));

/* One half of a split that nothing else changes. */
enum err edit_half(struct request *rq, const struct sql_stored *series,
                   const struct series_definition *half, struct edited *out)
    __attribute__((warn_unused_result));

/* Says in an answer what became of the occurrences. */
struct series_course edit_course(const struct course_count *count);
void edit_show_course(const struct course_count *count, struct event *out);

#endif
