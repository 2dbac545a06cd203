/*
 * change_all - scope=all: a single event, or a series with all its occurrences.
 *
 * change.c has locked the row and checked the caller's right and If-Match before.
 *
 * Ownership: results live in the request's arena.
 */
#ifndef SERVICES_EVENT_CHANGE_ALL_H
#define SERVICES_EVENT_CHANGE_ALL_H

#include "services/event/stored.h"

enum err change_all_update(struct request *rq, const struct sql_stored *stored, struct event *out)
    __attribute__((warn_unused_result));
enum err change_all_delete(struct request *rq, const struct sql_stored *stored)
    __attribute__((warn_unused_result));

#endif
