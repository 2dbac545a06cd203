/*
 * recur_scan - a text that is read from its beginning.
 *
 * Failure: what is not there is false, and the text may have been read up to there.
 * Threads: any.
 */
#ifndef SHARED_RECUR_RECUR_SCAN_H
#define SHARED_RECUR_RECUR_SCAN_H

#include <stdbool.h>

struct text {
    const char *at, *end;
};

bool scan_is_digit(const struct text *t);
/* Takes that character, of either case; `wanted` is upper case, if a letter. */
bool scan_accept(struct text *t, char wanted);
/* Takes what comes before the next `mark`, or all; the mark is taken and left out. */
struct text scan_until(struct text *t, char mark);
/* One to `digits` digits, and no other digit behind them. */
bool scan_number(struct text *t, int digits, int *out);
/* So many digits, whatever is behind them. */
bool scan_exact(struct text *t, int digits, int *out);

/* The whole text, in either case.  -1: it is none of `names`. */
bool scan_is_word(struct text t, const char *word);
int scan_index(struct text t, const char *const names[], int count);

#endif
