/*
 * stale - makes the terms (terms.h) of events that an earlier release wrote.
 *
 * Threads: a job's.
 */
#ifndef SERVICES_EVENT_STALE_H
#define SERVICES_EVENT_STALE_H

#include "shared/request/request.h"

/* Some thousand of them; the next run goes on. */
enum err event_make_terms(struct request *rq);

#endif
