/*
 * json - JSON text to msgpack and back, knowing no domain type.
 *
 * The gateway turns a request body into msgpack with json_to_msgpack and a reply into text with
 * json_from_msgpack; relays and consumers do the same with domain events.
 *
 * JSON to msgpack is jansson's parser (duplicate keys refused, U+0000 kept for the walker to name
 * the field, lone surrogates refused, depth at most 32); integers become int64, other numbers
 * float64.
 * msgpack to JSON is a direct writer: strings escaped minimally, non-ASCII as it is, bin as
 * base64url, NaN and infinity as null, a float always with a point or an exponent.  It goes a
 * little deeper than 32, since what a client sent comes back inside an envelope or a list.
 *
 * Source:    RFC 8259; msgpack specification (2017).
 * Ownership: output goes to the caller's buf.
 * Failure:   enum json_error; `why` points into the caller's arena.
 * Threads:   any.
 */
#ifndef SHARED_CODEC_JSON_H
#define SHARED_CODEC_JSON_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"

enum json_error {
    JSON_OK = 0,
    JSON_MALFORMED, /* not JSON, not UTF-8, too deep: 400 invalid_json */
    /* JSON, but a key is given twice or has a U+0000, or a number is out of range: 400
     * validation_failed */
    JSON_REFUSED,
};

enum { JSON_DEPTH = 32 };

/* `why` gets one sentence with line and column; untouched on JSON_OK. */
enum json_error json_to_msgpack(struct arena *a, struct bytes text, struct buf *out,
                                const char **why);

/* False, and `out` as it was, when `in` is not exactly one well-formed msgpack object with text in
 * UTF-8, string keys and no extension types but those of rows.h (our bug or a foreign sender). */
bool json_from_msgpack(struct bytes in, struct buf *out);

#endif
