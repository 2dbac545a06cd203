/*
 * feed_topics - what a client wants to hear of a feed: kinds of objects, and calendars.
 *
 * An API key hears only what its scopes may read; a user's own token hears everything of the user.
 * Calendars narrow what is heard of calendars and of the nouns whose objects are in one (nouns.h),
 * and of nothing else.
 *
 * Ownership: topics own their list of calendars; feed_topics_fini frees it.
 * Threads:   any.
 */
#ifndef GATEWAY_FEED_FEED_TOPICS_H
#define GATEWAY_FEED_FEED_TOPICS_H

#include "gen/bus/nouns.h"
#include "shared/base/bytes.h"
#include "shared/base/uuid.h"

#include <stdbool.h>

#define FEED_NOUN_ENUM(service, noun, NOUN, scope, in_calendar) FEED_##NOUN,
enum feed_noun { NOUNS(FEED_NOUN_ENUM) FEED_NOUN_COUNT };
#undef FEED_NOUN_ENUM

enum { FEED_CALENDARS_MAX = 100, FEED_NOUNS_ALL = (1 << FEED_NOUN_COUNT) - 1 };
_Static_assert(FEED_NOUN_COUNT < 31, "there are more nouns than bits");

struct feed_topics {
    unsigned nouns;           /* bits 1 << enum feed_noun; 0: it hears nothing */
    struct uuid *calendars;   /* of malloc; NULL: all */
    unsigned calendars_count; /* at most FEED_CALENDARS_MAX */
};

/* FEED_NOUN_COUNT when there is no noun of that name. */
enum feed_noun feed_noun_of(struct bytes name);
/* The scope with which a key hears it; NULL: no key does. */
const char *feed_noun_scope(enum feed_noun noun);

/* What a key with these scopes (scopes.h) may hear, as feed_topics.nouns. */
unsigned feed_nouns_of_scopes(uint32_t scopes);

/* `calendar`: to which the object belongs; nil: to none. */
bool feed_topics_have(const struct feed_topics *topics, enum feed_noun noun, struct uuid calendar);
void feed_topics_fini(struct feed_topics *topics);

#endif
