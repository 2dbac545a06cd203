/*
 * search - what a person typed, as the query looks for it in a haystack (haystack.h).
 *
 * Every word must be found: as text, which is any part of a word, or below three characters its
 * beginning; a word that has digits also as part of a number.  Numbers beside each other, as in `030 23125`,
 * are looked for as one as well.  Signs alone count only when there is nothing else.
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
    const char *word;    /* the longest word without digits, for LIKE; `%` when there is none */
    struct texts words;  /* the others */
    const char *number;  /* the longest word with digits, as a regular expression; empty: none */
    const char *numbers; /* all of them in one expression; empty: not more than one */
    bool signs;          /* there are only signs, which no index has */
};

/* False when there is nothing to look for. */
bool search_read(struct arena *a, const char *typed, struct search *out);

#endif
