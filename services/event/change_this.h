/*
 * change_this - scope=this: one occurrence of a series, which then stands by itself or is left out.
 *
 * change.c has locked the row of the series and found the occurrence before.
 *
 * Ownership: results live in the request's arena.
 */
#ifndef SERVICES_EVENT_CHANGE_THIS_H
#define SERVICES_EVENT_CHANGE_THIS_H

#include "services/event/stored.h"

enum err change_this_update(struct request *rq, const struct sql_stored *series,
                            const struct occurrence *o, struct event *out)
    __attribute__((warn_unused_result));
enum err change_this_delete(struct request *rq, const struct sql_stored *series,
                            const struct occurrence *o) __attribute__((warn_unused_result));

#endif
