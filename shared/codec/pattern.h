/*
 * pattern - the patterns of texts that the contract has (`pattern:` in schemas/openapi).
 *
 * A pattern is found anywhere in a text unless it has anchors, as in JSON Schema.  The generator
 * lets only those pass which mean the same to ECMA-262 and to POSIX, begin with ^ and need few
 * states (tools/gen/pattern.py): re_search() goes through a text once then, so a hostile one costs
 * time in proportion to its length, and memory that is bounded by the pattern.
 *
 * Source:  JSON Schema 2020-12 Validation, section 6.3.3; POSIX.1-2017, extended regular expressions.
 * Failure: a pattern that does not compile is our own mistake: must().
 * Threads: any.  The first one that meets a pattern compiles it, for all and for good.
 */
#ifndef SHARED_CODEC_PATTERN_H
#define SHARED_CODEC_PATTERN_H

#include <stddef.h>

struct pattern {
    const char *text;
    const char *problem; /* what is wrong with a text that does not fit, as the end of a sentence */
    void *compiled;      /* pattern.c's own; NULL until it is used */
};

/* The pattern's problem, or NULL when the text fits.  It need not end with a NUL and must not contain one. */
const char *pattern_problem(struct pattern *p, const char *text, size_t len);

#endif
