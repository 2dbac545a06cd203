/*
 * tls - the certificate, and what is spoken under it: TLS 1.2 or 1.3, and HTTP/1.1 inside.
 *
 * Failure: tls_load says what is wrong in one sentence and leaves the old certificate in use.
 * Threads: the loop's.
 */
#ifndef GATEWAY_EDGE_TLS_H
#define GATEWAY_EDGE_TLS_H

#include <openssl/ssl.h>
#include <stdbool.h>

struct tls {
    const char *cert, *key; /* files, PEM; the certificate with its chain */
    SSL_CTX *current;       /* NULL: not loaded; connections keep the one they began with */
};

/* NULL when it is loaded. */
const char *tls_load(struct tls *tls);

#endif
