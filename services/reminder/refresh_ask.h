/*
 * refresh_ask - what the event service is asked about stale events.
 *
 * Of an event that is deleted nobody may read anything, and it may be restored: so whoever may not read it is asked for
 * again, between two answers that it is there in one version.
 *
 * Ownership: results live in the request's arena.
 * Failure:   errors of the statements, and of the event service.
 */
#ifndef SERVICES_REMINDER_REFRESH_ASK_H
#define SERVICES_REMINDER_REFRESH_ASK_H

#include "gen/event/api.h"

struct refreshing {
    struct uuid event_id;
    int64_t mark;
    bool has_split_from;
    struct uuid split_from;

    size_t row_count; /* of the last page of its readers */
    struct uuid last_reader;

    bool answered; /* else it did not fit this time */
    struct event_course course;
    struct uuid *gone; /* users who have reminders on it and may not read it */
    size_t gone_count, gone_room;
};

/* `items` are in the order of their events.  No transaction is open before or after. */
enum err refresh_ask(struct request *rq, struct refreshing *items, size_t count)
    __attribute__((warn_unused_result));

#endif
