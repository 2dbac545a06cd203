/*
 * change - what PUT, PATCH and DELETE do to an event: to all of it, to one occurrence of a series,
 * or to one and all that follow.  What becomes of overrides and exceptions is edit.h's.
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
/* `out` says something of a dry run alone. */
enum err change_delete(struct request *rq, const struct target *t, struct event_deletion *out)
    __attribute__((warn_unused_result));

#endif
