/*
 * mail_stop - the token by which who gets a mail stops all mails to the address.
 *
 *     base64url( HMAC of the counted form of the address (32) | tag (16) )
 *
 * The first part is the key of the address in table `addresses`; the tag shows that the token is of
 * one of our mails, so nobody fills that table with others.  It is the same in every mail to the
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
                    struct recipient_digest *out);

#endif
