/*
 * stale - haystacks (haystack.h) of contacts that an earlier release wrote.
 *
 * Threads: as the request.
 */
#ifndef SERVICES_CONTACT_STALE_H
#define SERVICES_CONTACT_STALE_H

#include "shared/request/request.h"

/* A job: makes some of them anew, each batch in a transaction of its own. */
enum err contact_make_haystacks(struct request *rq) __attribute__((warn_unused_result));

#endif
