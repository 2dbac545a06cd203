/*
 * change_following - scope=following: one occurrence and all after it, which become a series of
 * their own.
 *
 * change.c has locked the row of the series and found the occurrence before.
 *
 * Ownership: results live in the request's arena.
 */
#ifndef SERVICES_EVENT_CHANGE_FOLLOWING_H
#define SERVICES_EVENT_CHANGE_FOLLOWING_H

#include "services/event/stored.h"

enum err change_following_update(struct request *rq, const struct sql_stored *series,
                                 const struct occurrence *o, struct event *out)
    __attribute__((warn_unused_result));
enum err change_following_delete(struct request *rq, const struct sql_stored *series,
                                 const struct occurrence *o) __attribute__((warn_unused_result));

#endif
