/*
 * history_limit - how much one user's changes may add to what is kept of changes.
 *
 * EVENTS, FEED and the outboxes are bounded in all, and the oldest goes first: without a share for
 * each user, one who changes a calendar of thousands would push out what everybody else has not
 * read yet.  A user has a bucket of bytes.  A change is let through while the bucket is not full,
 * and adds all copies that are made of it; a full bucket is empty again after
 * HISTORY_LIMIT_SPAN_S.  Each process counts what passes through itself.
 *
 * Threads: any.
 */
#ifndef SHARED_ACTOR_HISTORY_LIMIT_H
#define SHARED_ACTOR_HISTORY_LIMIT_H

#include "shared/base/uuid.h"

enum { HISTORY_LIMIT_SPAN_S = 64 };

struct history_limit;

struct history_limit *history_limit_new(int64_t bytes);
void history_limit_free(struct history_limit *limit);

/* Adds the bytes and returns 0, or the seconds until there is room.  `now_ms` is monotonic. */
int64_t history_limit_add(struct history_limit *limit, struct uuid user, int64_t bytes,
                          int64_t now_ms);

#endif
