/*
 * number - decimal text of others (headers, subjects, settings, rows) to integers.
 *
 * Failure: false for what is no number, or none that fits; the result is then untouched.
 * Threads: any.
 */
#ifndef SHARED_BASE_NUMBER_H
#define SHARED_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Digits with an optional minus before them, and nothing else. */
bool number_parse(const char *text, size_t len, int64_t *out);

#endif
