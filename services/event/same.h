/*
 * same - whether two values of an event are the same.
 *
 * Threads: any.
 */
#ifndef SERVICES_EVENT_SAME_H
#define SERVICES_EVENT_SAME_H

#include "gen/event/api.h"

bool same_text(const char *a, const char *b); /* also when both are NULL */
bool same_texts(struct texts a, struct texts b);
bool same_exceptions(const struct event *a, const struct event *b);

#endif
