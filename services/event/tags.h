/*
 * tags - event.tags, and the job that settles the counts which the table keeps (calendar_tags).
 *
 * Threads: a request's, and a job's.
 */
#ifndef SERVICES_EVENT_TAGS_H
#define SERVICES_EVENT_TAGS_H

#include "shared/request/request.h"

/* Tags of which a slot came to nothing; each in a transaction of its own, so that it waits for no writer who waits for it. */
enum err tags_settle(struct request *rq);

#endif
