/*
 * head - the raw head of a request, judged before anything believes it.
 *
 * libh2o 2.2.5 lets through what smuggles requests past a proxy in front of us: two
 * Content-Lengths, Content-Length with Transfer-Encoding, bare LF, folded lines, two Hosts.  It
 * removes those headers before a handler runs, but the bytes as they came are there, and these are
 * read here.  Whatever passes is also a head for libh2o's parser.
 *
 * Source:  RFC 9112 sections 2.2, 3.2, 5 and 6; RFC 9110 sections 5.5 and 5.6.2.
 * Failure: ERR_MALFORMED before ERR_URI_TOO_LONG before ERR_HEADERS_TOO_LARGE.
 * Threads: any.
 */
#ifndef GATEWAY_HTTP_HEAD_H
#define GATEWAY_HTTP_HEAD_H

#include "shared/base/bytes.h"
#include "shared/base/err.h"

#include <stdbool.h>

enum {
    URL_MAX = 8 * 1024,
    HEADERS_MAX = 32 * 1024,
    HEADER_LINES_MAX = 100, /* libh2o's own limit */
    BODY_MAX = 1024 * 1024,
    /* With the framing of its chunks.  Beyond this libh2o cuts the connection, which can cost the
     * client its answer. */
    BODY_READ_MAX = 2 * BODY_MAX,
};

/* A head that may still be coming.  Begin with all zero. */
struct head {
    size_t len;      /* of the whole head; 0: it has not ended yet */
    size_t body_len; /* Content-Length; SIZE_MAX: too large to count */
    const char *why; /* what is wrong with it; NULL: nothing, or the code says it all */

    /* Of head.c. */
    size_t line_at; /* where the line begins that is still coming */
    size_t seen;    /* so many bytes were looked at */
    size_t target_len;
    size_t headers_len;
    unsigned lines; /* of headers */
    unsigned hosts, lengths, encodings;
    int minor; /* of HTTP/1.x */
    bool has_request_line;
};

/*
 * Reads on.  `raw` begins with the request line and has all that has come so far, what was read
 * before included, which is not looked at again; behind the head it may have more.  OK while `len`
 * is 0 means that nothing is wrong so far.  After an error it is of no further use.
 */
enum err head_read(struct head *h, struct bytes raw) __attribute__((warn_unused_result));

/* Of a whole head: a chunked body follows. */
bool head_is_chunked(const struct head *h);

/* Where the line of that header begins in a good head; NULL: there is none. */
const uint8_t *head_line(struct bytes head, const char *name);

#endif
