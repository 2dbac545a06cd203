/*
 * head - the raw head of a request, judged before anything believes it.
 *
 * libh2o 2.2.5 lets through what smuggles requests past a proxy in front of us: two
 * Content-Lengths, Content-Length with Transfer-Encoding, bare LF, folded lines, two Hosts.  It
 * removes those headers before a handler runs, but the bytes as they came are there, and these are
 * read here.  Whatever passes is also a head for libh2o's parser.
 *
 * Source:  RFC 9112 sections 2.2, 3.2, 5 and 6; RFC 9110 sections 5.5 and 5.6.2.
 * Failure: ERR_MALFORMED before ERR_URI_TOO_LONG before ERR_HEADERS_TOO_LARGE; `why` is one
 *   sentence, or NULL when the code says it all.
 * Threads: any.
 */
#ifndef GATEWAY_HTTP_HEAD_H
#define GATEWAY_HTTP_HEAD_H

#include "shared/base/bytes.h"
#include "shared/base/err.h"

enum {
    URL_MAX = 8 * 1024,
    HEADERS_MAX = 32 * 1024,
    HEADER_LINES_MAX = 100, /* libh2o's own limit */
    BODY_MAX = 1024 * 1024,
    /* Beyond this libh2o cuts the connection, which can cost the client its answer. */
    BODY_READ_MAX = 2 * BODY_MAX,
};

/*
 * `raw` begins with the request line and may go on after the head, which has `*len` bytes; 0: it
 * has not ended yet, and nothing is wrong so far.
 */
enum err head_check(struct bytes raw, size_t *len, const char **why)
    __attribute__((warn_unused_result));

/* Where the line of that header begins in a good head; NULL: there is none. */
const uint8_t *head_line(struct bytes head, const char *name);

#endif
