/*
 * change - what PUT, PATCH and DELETE do to an event: to all of it, to one occurrence of a series,
 * or to one and all that follow.
 *
 * An override keeps its own times.  When its series changes it stays as long as the series has an
 * occurrence on its day (of the wall clock, that of its recurrence_id), and then stands for that
 * one; else it is dropped.
 */
#ifndef SERVICES_EVENT_CHANGE_H
#define SERVICES_EVENT_CHANGE_H

#include "gen/event/api.h"

/* Which part of which event a client means. */
struct target {
    struct uuid id;
    const char *scope;               /* this, following, all */
    const struct moment *occurrence; /* NULL: none named */
    bool dry_run;
};

enum err change_update(struct request *rq, const struct target *t, struct event *out)
    __attribute__((warn_unused_result));
enum err change_delete(struct request *rq, const struct target *t)
    __attribute__((warn_unused_result));

#endif
