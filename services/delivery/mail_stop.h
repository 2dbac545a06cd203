/*
 * mail_stop - the token by which who gets a mail stops all mails to the address.
 *
 *     base64url( id of the address, see recipient.h (16) | tag (16) )
 *
 * The tag shows that the token is of one of our mails, so nobody fills table `addresses` with
 * others.  It is the same in every mail to the
 * address and has no end.  Whoever has the mail can use it, and it does nothing else.
 *
 * Ownership: texts live in the arena.
 * Threads:   any.
 */
#ifndef SERVICES_DELIVERY_MAIL_STOP_H
#define SERVICES_DELIVERY_MAIL_STOP_H

#include "services/delivery/recipient.h"

const char *mail_stop_token(struct arena *a, const uint8_t key[SEAL_KEY_LEN], const char *counted);
/* False when it is none of ours. */
bool mail_stop_read(struct arena *a, const uint8_t key[SEAL_KEY_LEN], const char *token,
                    struct uuid *out);

#endif
