/*
 * outbox_gathered - announcements that are stored by one statement.
 *
 * Ownership: what is added is copied into the arena of the request that gathers.
 * Threads:   as the request.
 */
#ifndef SHARED_ACTOR_OUTBOX_GATHERED_H
#define SHARED_ACTOR_OUTBOX_GATHERED_H

#include "gen/runtime/sql.h"

struct gathered {
    struct arena *arena;
    struct sql_outbox_insert *rows;
    size_t count, room;
};

void gathered_add(struct gathered *to, const struct sql_outbox_insert *row);

/* As the statement takes them, in the same arena. */
void gathered_rows(const struct gathered *from, struct sql_outbox_insert_all *out);

#endif
