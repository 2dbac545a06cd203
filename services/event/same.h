/*
 * same - whether what a client sends says the same as what it was shown, in whatever form and order.
 *
 * Threads: any.
 */
#ifndef SERVICES_EVENT_SAME_H
#define SERVICES_EVENT_SAME_H

#include "gen/event/sql.h"

bool same_text(const char *a, const char *b); /* also when both are NULL */

bool same_rule(struct request *rq, const struct sql_stored *series, const char *sent,
               const char *shown);

/* As sets. */
bool same_dates(struct request *rq, const struct sql_stored *series, struct texts sent,
                struct texts shown);
bool same_exceptions(struct request *rq, const struct event *sent, const struct event *shown);

#endif
