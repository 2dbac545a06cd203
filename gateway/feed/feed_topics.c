#include "gateway/feed/feed_topics.h"
#include "gateway/identity/scopes.h"

#include <stdlib.h>
#include <string.h>

#define NOUN_ROW(service, noun, NOUN, scope, in_calendar) {noun, scope, in_calendar},
static const struct {
    const char *name, *scope; /* scope NULL: no key hears of it */
    bool in_calendar;
} nouns[FEED_NOUN_COUNT] = {NOUNS(NOUN_ROW)};

enum feed_noun
feed_noun_of(struct bytes name)
{
    for (unsigned i = 0; i < FEED_NOUN_COUNT; i++)
        if (strlen(nouns[i].name) == name.len && memcmp(nouns[i].name, name.data, name.len) == 0)
            return (enum feed_noun)i;
    return FEED_NOUN_COUNT;
}

const char *
feed_noun_scope(enum feed_noun noun)
{
    return nouns[noun].scope;
}

unsigned
feed_nouns_of_scopes(uint32_t scopes)
{
    unsigned heard = 0;

    for (unsigned i = 0; i < FEED_NOUN_COUNT; i++) {
        const char *scope = nouns[i].scope;

        if (scope != NULL && (scopes & scope_bit(bytes_of(scope))) != 0)
            heard |= 1u << i;
    }
    return heard;
}

bool
feed_topics_have(const struct feed_topics *topics, enum feed_noun noun, struct uuid calendar)
{
    if ((topics->nouns & 1u << noun) == 0)
        return false;
    if (topics->calendars == NULL || (noun != FEED_CALENDAR && !nouns[noun].in_calendar))
        return true;
    for (unsigned i = 0; i < topics->calendars_count; i++)
        if (uuid_equal(topics->calendars[i], calendar))
            return true;
    return false;
}

void
feed_topics_fini(struct feed_topics *topics)
{
    free(topics->calendars);
    *topics = (struct feed_topics){.nouns = 0};
}
