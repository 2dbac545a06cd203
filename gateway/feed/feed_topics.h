/*
 * feed_topics - what a reader of the feed hears: kinds of objects, and calendars.
 *
 * A key hears only what its scopes may read; a user's own token hears everything of the user.
 * Calendars narrow what is heard of calendars and events, and nothing else.
 *
 * Threads: any.
 */
#ifndef GATEWAY_FEED_FEED_TOPICS_H
#define GATEWAY_FEED_FEED_TOPICS_H

#include "shared/base/bytes.h"
#include "shared/base/uuid.h"

#include <stdbool.h>

enum feed_noun {
    FEED_CALENDAR,
    FEED_EVENT,
    FEED_CONTACT,
    FEED_USER,
    FEED_API_KEY,
    FEED_NOUN_COUNT
};

enum { FEED_CALENDARS_MAX = 100, FEED_NOUNS_ALL = (1 << FEED_NOUN_COUNT) - 1 };

struct feed_topics {
    unsigned nouns;         /* bits 1 << enum feed_noun */
    struct uuid *calendars; /* of malloc; NULL: all */
    unsigned calendars_count;
};

/* FEED_NOUN_COUNT when there is none of that name. */
enum feed_noun feed_noun_of(struct bytes name);
const char *feed_noun_scope(enum feed_noun noun); /* NULL: no key hears it */

/* What a key with these scopes (scopes.h) may hear. */
unsigned feed_nouns_of_scopes(uint32_t scopes);

/* `calendar`: where the object belongs; nil: nowhere. */
bool feed_topics_have(const struct feed_topics *topics, enum feed_noun noun, struct uuid calendar);
void feed_topics_fini(struct feed_topics *topics);

#endif
