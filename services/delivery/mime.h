/*
 * mime - how text stands in a mail.
 *
 * What a mail is made of comes from people: no byte of it may end a header, begin another one, hide
 * what follows or be unreadable.  So every text is cleaned first, and written in one of three ways,
 * all of which are ASCII in lines of at most 76 characters that end with CRLF.
 *
 * Source:    RFC 5322 (headers), RFC 2047 (encoded words), RFC 2045 section 6.7 (quoted-printable).
 * Ownership: texts live in the arena; the caller frees the buffer.
 * Threads:   any.
 */
#ifndef SERVICES_DELIVERY_MIME_H
#define SERVICES_DELIVERY_MIME_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

/*
 * The text as one line of UTF-8, cut at `most` bytes, with an ellipsis where it was cut.  Bytes that
 * are no UTF-8 become U+FFFD; controls, line and paragraph separators and what turns the direction
 * of writing become blanks; of blanks in a row one is left, and none at the ends.
 */
const char *mime_clean(struct arena *a, const char *text, size_t most);

/* `Name: text`, both cleaned or constant. */
void mime_header(struct buf *out, const char *name, const char *text);
/* `Name: display <address>`; a display name that is NULL or empty is left out. */
void mime_mailbox(struct buf *out, const char *name, const char *display, const char *address);

/* A text of lines that end with \n, as quoted-printable that ends with CRLF. */
void mime_quoted_printable(struct buf *out, const char *text);

#endif
