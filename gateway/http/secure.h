/*
 * secure - the header fields that keep a browser from making more of an answer than it is.
 *
 * Nothing here is to be framed, sniffed, or embedded by another site; what other origins may read
 * is said by cors.h.  The one page with markup (/docs) has its style inside and no script.
 *
 * X(name, value)
 */
#ifndef GATEWAY_HTTP_SECURE_H
#define GATEWAY_HTTP_SECURE_H

#define SECURE_FIELDS(X)                                                                           \
    X("x-content-type-options", "nosniff")                                                         \
    X("x-frame-options", "DENY")                                                                   \
    X("referrer-policy", "no-referrer")                                                            \
    X("cross-origin-resource-policy", "same-origin")                                               \
    X("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; "                 \
                                 "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")

/* Over TLS only (RFC 6797 section 7.2): two years. */
#define SECURE_TRANSPORT "max-age=63072000"

#endif
