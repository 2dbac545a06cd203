/*
 * smtp_reply - one line of what an SMTP server says.
 *
 *   250-SMTPUTF8
 *   550 5.1.1 <ada@example.org>: no such user
 *
 * Nothing of a line but its codes and its first word is kept: the rest may hold addresses.
 *
 * Failure: false for a line that is no reply, or the wrong one for its place.
 * Threads: any.
 * Source:  RFC 5321, 4.2; RFC 3463, 2.
 */
#ifndef SHARED_OUTBOUND_SMTP_REPLY_H
#define SHARED_OUTBOUND_SMTP_REPLY_H

#include "shared/base/bytes.h"

#include <stdbool.h>

struct smtp_reply {
    int code;          /* 200 to 599 */
    char enhanced[12]; /* "5.1.1", or "" */
    bool is_last;      /* of its reply */
};

bool smtp_reply_read(struct bytes line, struct smtp_reply *out);
/* Whether a line of the answer to EHLO offers the extension, in whatever case. */
bool smtp_reply_offers(struct bytes line, const char *extension);

#endif
