/*
 * terms - what search and tags find an event by, made when it is written.
 *
 * A term is the last twelve digits of the calendar's id, for an event that is hidden (visible.h) an `h`, a letter, and
 * for
 *
 *     w    a word of title, location or description, as fold.h has it; one with signs between its letters, such as
 *          `O'Brien`, as several and as one; one with umlauts also as it is written without them
 *     t    a tag as it is
 *     sw, st    of a series its words and tags once more
 *     ow, ot    of an occurrence that was changed by itself likewise: a look for these alone would else read the lists
 *               of what all events have
 *
 * Limits:  of a description the first 8,000 characters; of a word the first 60 bytes, whole characters.
 * Threads: any.
 */
#ifndef SERVICES_EVENT_TERMS_H
#define SERVICES_EVENT_TERMS_H

#include "gen/event/api.h"

enum { TERM_WORD = 'w', TERM_TAG = 't', TERM_SERIES = 's', TERM_CHANGED = 'o', TERM_SINGLE = 0 };

/* Of what kind the event is: TERM_SINGLE, TERM_SERIES or TERM_CHANGED. */
struct texts terms_of(struct arena *a, const struct event *e, char kind);

/* The words of one token, which has no spaces, as terms have them; then the token without its signs, if it has several. */
struct texts terms_words(struct arena *a, const char *token);

/* The next token of a folded text, or NULL. */
const char *terms_token(struct arena *a, const char **folded);

#endif
