/*
 * url - a URL of somebody else, read by libcurl's own parser, so that what was judged is what is
 * asked.
 *
 * Ownership: on success the caller frees `parsed` by curl_url_cleanup.
 * Failure:   a sentence that says what is wrong; `out` is then untouched.
 * Threads:   any.
 */
#ifndef SHARED_OUTBOUND_URL_H
#define SHARED_OUTBOUND_URL_H

#include <curl/curl.h>
#include <stdint.h>

struct url {
    CURLU *parsed;
    uint64_t place; /* a digest of host and port: URLs of one place have the same */
};

const char *url_read(const char *text, struct url *out);

/* The host as libcurl writes it (numbers as a.b.c.d), IPv6 without brackets and zone.  The caller's
 * buffer has 256 bytes. */
void url_host(const struct url *url, char host[256]);

#endif
