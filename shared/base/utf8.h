/*
 * utf8 - counting and checking text.
 *
 * Source:  RFC 3629: no surrogates, nothing above U+10FFFF, shortest forms only.
 * Threads: any.
 */
#ifndef SHARED_BASE_UTF8_H
#define SHARED_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of the well-formed character at `s`, of which `len` bytes follow; 0 when there is none. */
size_t utf8_char_len(const uint8_t *s, size_t len);

/* Code points in the text, or -1 when it is not UTF-8. */
int64_t utf8_count(const char *text, size_t len);

/* Control characters become spaces, in place. */
void utf8_replace_controls(char *text, size_t len);

#endif
