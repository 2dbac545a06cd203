/*
 * letter - whether a mail may be put into SMTP's commands and DATA as it is.
 *
 * An address is put between < and >, so it has neither these nor blanks and controls; a quoted
 * local part is not taken.  Of the message every line ends in CRLF and no CR or LF stands alone,
 * which some servers take for the end of a line and so for the end of the message; a line has at
 * most 998 bytes.
 *
 * Failure: a sentence that says what is wrong, or NULL.
 * Threads: any.
 * Source:  RFC 5321, 4.1.2, 4.5.3.1 and 2.3.8; RFC 6531, 3.3.
 */
#ifndef SHARED_OUTBOUND_LETTER_H
#define SHARED_OUTBOUND_LETTER_H

#include "shared/base/bytes.h"

#include <stdbool.h>

enum { LETTER_LINE_MAX = 998, LETTER_LOCAL_MAX = 64, LETTER_ADDRESS_MAX = 254 };

const char *letter_fault(const char *from, const char *to, struct bytes message);
/* Whether the mail needs a server that offers SMTPUTF8: libcurl writes the domain in ASCII. */
bool letter_needs_utf8(const char *from, const char *to, struct bytes message);

#endif
