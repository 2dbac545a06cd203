/*
 * unicode - the normal form NFKC: texts that look the same, however they were typed, become the
 * same.
 *
 * An accent on its own becomes one letter with the letter before it, a full-width letter an
 * ordinary one, a ligature the letters of it.
 *
 * Source:    Unicode Standard Annex #15, by libunistring.
 * Units:     bytes of UTF-8; the normal form has at most eleven times those of the text.
 * Ownership: results live in the arena, or are the text itself.
 * Failure:   a text that is not UTF-8 stays as it is.
 * Threads:   any.
 */
#ifndef SHARED_BASE_UNICODE_H
#define SHARED_BASE_UNICODE_H

#include "shared/base/arena.h"

/* The text in NFKC. */
const char *unicode_nfkc(struct arena *a, const char *text);

/* How many bytes it has then. */
size_t unicode_nfkc_len(const char *text, size_t len);

#endif
