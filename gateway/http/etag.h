/*
 * etag - entity tags, and the lists of If-Match and If-None-Match: `"<version>"`, or `"<version>-part"`
 * of an answer that does not show all of the object, or `"<version>-<number>"` of one that shows what
 * has no version of its own.  For If-Match this is the version.
 *
 * Source:  RFC 9110 sections 8.8.3, 13.1.1 and 13.1.2.
 * Failure: what is not one of our tags matches nothing; it is never an error.
 * Threads: any.
 */
#ifndef GATEWAY_HTTP_ETAG_H
#define GATEWAY_HTTP_ETAG_H

#include "shared/base/bytes.h"

#include <stdbool.h>
#include <stdint.h>

enum { ETAG_TEXT = 48, ETAGS_MAX = 64 };

struct etags {
    bool present;    /* the header was there */
    bool any;        /* `*` */
    bool too_many;   /* tags, ours or not: more than ETAGS_MAX, and so not all were looked at */
    unsigned listed; /* tags, ours or not */
    int64_t versions[ETAGS_MAX], variants[ETAGS_MAX], parts[ETAGS_MAX];
    unsigned count, part_count; /* of versions, each of its variant, and of parts */
};

/* Adds one header line.  `W/"3"` counts only where the weak comparison does (If-None-Match). */
void etags_add(struct etags *tags, struct bytes line, bool weak_counts);
/* `variant`: as in request.h. */
bool etags_match(const struct etags *tags, int64_t version, int64_t variant);

void etag_format(int64_t version, int64_t variant, char out[ETAG_TEXT]);

#endif
