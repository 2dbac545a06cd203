/*
 * fire_store - writes what was found due: its announcement, and what is to come next.
 *
 * Ownership: borrows what it is given; results live in the request's arena.
 * Failure:   errors of the statements.
 */
#ifndef SERVICES_REMINDER_FIRE_STORE_H
#define SERVICES_REMINDER_FIRE_STORE_H

#include "services/reminder/due.h"

/* A row that was claimed, for an event that is as it was. */
struct firing_due {
    const struct sql_due *row;
    const char *title, *location; /* of the event, as the user sees it, or NULL */
    bool told, missed;            /* set when it is */
    bool is_moved;                /* set when its event is to be computed anew */
    int64_t late_us;
};

/*
 * Does not commit; those that others have, or that were computed anew meanwhile, are left out.  `damaged`, with room for all:
 * events whose courses are to be read again.
 */
enum err fire_store(struct request *rq, struct firing_due *due, size_t *count, struct uuid *damaged,
                    size_t *damaged_count) __attribute__((warn_unused_result));

/* They are committed. */
void fire_counted(const struct firing_due *due, size_t count);

#endif
