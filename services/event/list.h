/*
 * list - a page of events.
 *
 * Ownership: in the request's arena.
 */
#ifndef SERVICES_EVENT_LIST_H
#define SERVICES_EVENT_LIST_H

#include "gen/event/api.h"

/* `public_hash`: of the token of a public calendar, whose events are listed; NULL: those that the caller sees. */
enum err list_page(struct request *rq, const struct event_list_in *in, const char *public_hash,
                   struct event_list *out) __attribute__((warn_unused_result));

#endif
