/*
 * prepared - the statements that a session of PostgreSQL has prepared.
 *
 * Ownership: prepared_new's caller destroys it; the statements are kept by pointer.
 * Threads:   those of its connection.
 */
#ifndef SHARED_DB_PREPARED_H
#define SHARED_DB_PREPARED_H

#include "shared/db/db.h"

/* Holds at most so many statements. */
struct prepared *prepared_new(size_t most);
void prepared_destroy(struct prepared **prepared); /* NULL is fine */

void prepared_clear(struct prepared *prepared); /* another session */
void prepared_add(struct prepared *prepared, const struct statement *st);
bool prepared_has(const struct prepared *prepared, const struct statement *st);

#endif
