/*
 * fold - text as search compares it: what people take for the same becomes the same bytes.
 *
 * Stored text and what is typed are folded here and nowhere else.  Of Unicode's tables (ICU): forms
 * that look different and mean the same (NFKC), case (also final sigma, sharp s, dotted and dotless
 * i), digits of every script, spaces of every kind, and accents; then Latin letters as ASCII, and of
 * letters that are typed for each other (ي and ی, カ and か) one.
 * Signs that nobody sees (soft hyphens, zero-width and bidirectional marks) and middle dots go.
 *
 * Source:  Unicode 15 as of ICU 72: NFKC_Casefold, canonical combining classes, UTS 35 Latin-ASCII.
 * Units:   a folded text is UTF-8 in NFD, with single spaces and none at its ends.
 * Failure: text that is not UTF-8 ends the process (must): the contract's decoder refuses it.
 * Threads: any.
 */
#ifndef SHARED_FOLD_FOLD_H
#define SHARED_FOLD_FOLD_H

#include "shared/base/arena.h"

#include <stdbool.h>

const char *fold(struct arena *a, const char *text);

/* The same for the text as it is written without umlauts: `mueller` of Müller, `soeren` of Søren. */
const char *fold_two_letters(struct arena *a, const char *text);

/*
 * A space before whatever begins a word without having one: each letter of a script that puts none between words (Han,
 * Kana, Hangul, Bopomofo), and what follows an opening bracket or quotation mark.
 */
const char *fold_spread(struct arena *a, const char *folded);

/* A word's parts with this between them in place of the signs between them; NULL when it has only one. */
const char *fold_parts(struct arena *a, const char *word, const char *between);

/*
 * With this behind each consonant that stands for a whole syllable of Hangul, as in ㅎㄱㄷ for 홍길동.  NULL when none
 * does.  The text is spread; a consonant at its end may be the beginning of any syllable anyway.
 */
const char *fold_initials(struct arena *a, const char *spread, const char *rest);

/*
 * The first word at or behind `*at`, which goes on behind it: a run without spaces and signs, or one symbol such as 🎂.
 * NULL: there is none.
 */
const char *fold_next_word(const char **at, size_t *len);

/* Whether it has letters of such a script. */
bool fold_runs_together(const char *folded);

/* Code points; whether there is a letter or a digit, and whether a letter. */
size_t fold_length(const char *folded);
bool fold_is_word(const char *folded);
bool fold_has_letter(const char *folded);

#endif
