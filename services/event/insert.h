/*
 * insert - many new single events as rows of the table, by one statement.
 *
 * Ownership: as the request.
 */
#ifndef SERVICES_EVENT_INSERT_H
#define SERVICES_EVENT_INSERT_H

#include "services/event/create.h"

/*
 * rows[i] becomes that of news[i], none of which is a series, or NULL when its calendar has an
 * event with its UID.
 */
enum err insert_all(struct request *rq, const struct creation *news, size_t count,
                    const struct sql_stored **rows) __attribute__((warn_unused_result));

#endif
