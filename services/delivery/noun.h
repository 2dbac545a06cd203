/*
 * noun - the kinds of objects whose changes a webhook can hear of (gen/bus/nouns.h).
 *
 * Threads: any; constant.
 */
#ifndef SERVICES_DELIVERY_NOUN_H
#define SERVICES_DELIVERY_NOUN_H

#include "shared/base/bytes.h"
#include "shared/codec/wire.h"

#include <stdbool.h>

struct noun {
    const char *name;
    const char *scope; /* with which a key hears of it; NULL: no key does */
    bool in_calendar;  /* its objects belong to calendars */
};

/* NULL: there is none of that name. */
const struct noun *noun_find(struct bytes name);

/* May a key with these scopes hear of it? */
bool noun_is_heard(const struct noun *noun, struct texts scopes);

#endif
