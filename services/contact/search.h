/*
 * search - what a person typed, as the query looks for it in a haystack (haystack.h).
 *
 * Every word must be found: as text, which is any part of a word, or below three characters its
 * beginning; a word that has digits also as part of a number.  Numbers beside each other, as in `030 23125`,
 * are looked for as one as well, and a word with signs between its letters, as `O'Brien`, also without them.
 * Consonants of Hangul stand for syllables.  Signs alone count only when there is nothing else.
 *
 * Ownership: everything lives in the arena.
 * Threads:   any.
 */
#ifndef SERVICES_CONTACT_SEARCH_H
#define SERVICES_CONTACT_SEARCH_H

#include "shared/base/arena.h"
#include "shared/codec/wire.h"

struct search {
    struct texts
        better; /* the more of these a contact has, the better it matches: whole words, and beginnings */
    const char *word;     /* the longest word that is written in one way, for LIKE; `%`: none */
    struct texts words;   /* the others */
    const char *pattern;  /* the longest of the other words, as a regular expression; empty: none */
    const char *patterns; /* the rest of them in one expression; empty: none */
    bool signs;           /* there are only signs, which no index has */
};

/* False when there is nothing to look for. */
bool search_read(struct arena *a, const char *typed, struct search *out);

#endif
