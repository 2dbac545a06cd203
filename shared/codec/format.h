/*
 * format - the formats of texts that the contract names (`format:` in schemas/openapi).
 *
 * Each answers what is wrong with the text, as the end of a sentence, or NULL when it is fine.  The
 * text need not end with a NUL.
 *
 * Source:  RFC 5321 section 4.1.2 (e-mail); the IANA time zone database;
 *          CSS Color Module Level 3 (color).
 * Threads: any.
 */
#ifndef SHARED_CODEC_FORMAT_H
#define SHARED_CODEC_FORMAT_H

#include <stddef.h>

const char *format_email(const char *text, size_t len);
const char *format_idn_email(const char *text, size_t len);
const char *format_timezone(const char *text, size_t len);
/* A new one, not one to compare; its length is that in NFKC (unicode.h). */
const char *format_password(const char *text, size_t len);

/* #rrggbb, or a name of CSS 3 in lower case. */
const char *format_color(const char *text, size_t len);

#endif
