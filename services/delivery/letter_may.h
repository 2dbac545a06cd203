/*
 * letter_may - whether a mail may be sent now: what its address wants, and how much is enough.
 *
 *     an address that wants no mails     never
 *     one that has bounced               not for 30 days; nobody is told
 *     one that has not proved itself     5 mails in any 24 hours
 *     one that has                       100
 *     all together                       ALMANAC_MAILS_PER_HOUR
 *
 * Mails of all kinds and accounts count, to all forms of an address that one mailbox is known to
 * have (recipient.h).  A mail is counted when it may go, once, however often it is tried.  What is too
 * much waits.
 *
 * Reminders leave a part of both to other mails, which are about accounts: one that finds 80 mails to its
 * address is not sent at all, because it would come too late; one that finds nine tenths of those of the
 * hour waits.
 *
 * Ownership: wishes are the caller's.
 * Threads:   as the request.
 */
#ifndef SERVICES_DELIVERY_LETTER_MAY_H
#define SERVICES_DELIVERY_LETTER_MAY_H

#include "services/delivery/recipient.h"
#include "shared/base/clock.h"
#include "shared/request/request.h"

enum {
    LETTERS_TO_STRANGER = 5,
    LETTERS_TO_PROVED = 100,
    LETTERS_THEN_NO_REMINDER = 80,
    LETTER_WISHES_MOST = 500
};

enum letter_verdict { LETTER_SEND, LETTER_LATER, LETTER_NEVER };

struct letter_wish {
    const char *address;
    bool proved;  /* it is known that it belongs to whom the mail is for */
    bool counted; /* the mail was tried before */
    bool reminder;

    enum letter_verdict verdict; /* out */
    struct instant at;           /* of LETTER_LATER */
    const char *why;             /* of the other two; a constant text */
};

/* Decides about at most LETTER_WISHES_MOST, in the request's transaction, whose commit counts them. */
enum err letter_may(struct request *rq, struct letter_wish *wishes, size_t count,
                    struct instant now) __attribute__((warn_unused_result));

/* Whether an answer to RCPT says that there is no such address, rather than that its mailbox is full,
 * or that we or the mail are unwelcome.  `enhanced`: its code of RFC 3463 (and 7505), or empty. */
bool letter_is_bounce(int status, const char *enhanced);

/* Marks it, with the codes of the answer. */
enum err letter_bounced(struct request *rq, const char *address, int status, const char *enhanced,
                        struct instant now) __attribute__((warn_unused_result));

#endif
