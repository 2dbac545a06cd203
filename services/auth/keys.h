/*
 * keys - the keys that sign access tokens, and their public halves.
 *
 * A folder holds one file per key (keyfile.c).  Every key there verifies.  The last by name signs,
 * once it has been there for a minute: by then every replica and every gateway knows it.  To change
 * the key, add a file; remove the old one fifteen minutes later, when the last token that it signed
 * has expired.
 *
 * Source:  RFC 7515, RFC 7517, RFC 7518 section 3.4 (ES256) and 6.2.
 * Failure: keys_load dies; keys_reload keeps what it has and says why in the log.
 * Threads: keys_load once, before threads; keys_reload from one thread; the rest any.
 */
#ifndef SERVICES_AUTH_KEYS_H
#define SERVICES_AUTH_KEYS_H

#include "gen/auth/api.h"

enum { KID_MAX = 64 };

/* Makes the folder and a first key when there is none. */
void keys_load(const char *folder);
void keys_reload(void);

void keys_public(struct arena *a, struct jwks *out);

/* The text signed by the key that signs now: a JWS in compact form (RFC 7515 section 7.1). */
const char *keys_jws(struct arena *a, const char *payload);

#endif
