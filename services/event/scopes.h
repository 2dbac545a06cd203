/*
 * scopes - what each scope of a change does; change.c has found and locked the row before.
 *
 * Ownership: results live in the request's arena.
 */
#ifndef SERVICES_EVENT_SCOPES_H
#define SERVICES_EVENT_SCOPES_H

#include "services/event/occurrence.h"
#include "services/event/write.h"

enum err change_all(struct request *rq, const struct sql_stored *stored, struct event *out)
    __attribute__((warn_unused_result));
enum err change_this(struct request *rq, const struct sql_stored *series,
                     const struct occurrence *o, struct event *out)
    __attribute__((warn_unused_result));
enum err change_following(struct request *rq, const struct sql_stored *series,
                          const struct occurrence *o, struct event *out)
    __attribute__((warn_unused_result));

enum err remove_all(struct request *rq, const struct sql_stored *stored)
    __attribute__((warn_unused_result));
enum err remove_this(struct request *rq, const struct sql_stored *series,
                     const struct occurrence *o) __attribute__((warn_unused_result));
enum err remove_following(struct request *rq, const struct sql_stored *series,
                          const struct occurrence *o) __attribute__((warn_unused_result));

#endif
