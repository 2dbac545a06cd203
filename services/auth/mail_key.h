/*
 * mail_key - the key that tokens in mails are made with.
 *
 * A token is the HMAC-SHA256 of the mail's id under a key of auth's own, in base64url: each attempt
 * to send a mail has the same one, and no database and no message has any.  The key is a file in
 * the folder of the signing keys, `mail.key`: a line of 64 hexadecimal digits, closed to others,
 * which all replicas share.  With another key mails that are sent again have other tokens, which
 * serve instead of the former ones.
 *
 * Ownership: tokens live in the arena.
 * Failure:   mail_key_load dies.
 * Threads:   mail_key_load once, before threads; the rest any.
 */
#ifndef SERVICES_AUTH_MAIL_KEY_H
#define SERVICES_AUTH_MAIL_KEY_H

#include "shared/base/arena.h"
#include "shared/base/uuid.h"

/* Makes the file when it is not there; the folder is. */
void mail_key_load(const char *folder);

const char *mail_key_token(struct arena *a, struct uuid mail_id);

#endif
