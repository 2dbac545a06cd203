/*
 * drop - reminders that go: with what they were on, or with who had them.
 *
 * Ownership: results live in the request's arena.
 */
#ifndef SERVICES_REMINDER_DROP_H
#define SERVICES_REMINDER_DROP_H

#include "gen/reminder/api.h"

/* The ids of rows that begin with one. */
struct uuids drop_ids(struct request *rq, const void *rows, size_t row_size, size_t count);

/* What is known of them besides the reminders themselves. */
enum err drop_rows(struct request *rq, struct uuids ids) __attribute__((warn_unused_result));

/* A user may not read the event any more: its reminders on it go, and it is told. */
enum err drop_unread(struct request *rq, struct uuid event_id, struct uuid user_id)
    __attribute__((warn_unused_result));

#endif
