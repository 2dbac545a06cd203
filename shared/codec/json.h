/*
 * json - JSON text to msgpack and back, knowing no domain type.
 *
 * The gateway turns the body of a request into msgpack and the body of an answer into text; the
 * outbox and consumers do the same with domain events.
 *
 *   JSON                   msgpack              JSON again
 *   null, true, false      nil, boolean         the same
 *   number without . or e  integer of 64 bits   digits
 *   other numbers          float of 64 bits     shortest that reads back the same, with a . or e
 *   string                 text                 escaped only where JSON wants it
 *   array, object          array, map           without blanks, in the same order
 *                          binary               base64url in a string
 *                          NaN, infinity        null
 *                          rows (rows.h)        the array of objects that they are
 *
 * Refused in JSON: a name given twice or with a U+0000, numbers out of range, lone surrogates,
 * bytes that are no UTF-8, more than JSON_DEPTH levels.  A U+0000 in a string passes, so that the
 * walker of wire.h can name the field.
 *
 * Refused in msgpack: text that is no UTF-8, names that are no texts, other extension types, more
 * than JSON_DEPTH + 16 levels (what a client sent comes back inside an envelope or a list),
 * anything behind the one value.
 *
 * Source:    RFC 8259; MessagePack specification (2017).
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
    JSON_MALFORMED, /* no JSON, no UTF-8, too deep: the client hears invalid_json */
    JSON_REFUSED,   /* a bad name, a number out of range, too many values: validation_failed */
};

enum { JSON_DEPTH = 32 };

/* `why` gets one sentence with line and column; untouched on JSON_OK. */
enum json_error json_to_msgpack(struct arena *a, struct bytes text, struct buf *out,
                                const char **why);

/* The most values (json_scan.h) and levels that a text may have; no more than JSON_DEPTH levels. */
struct json_bounds {
    size_t values;
    int depth;
};

/* The same within these bounds, which are checked before the text is parsed. */
enum json_error json_to_msgpack_within(struct arena *a, struct bytes text,
                                       const struct json_bounds *bounds, struct buf *out,
                                       const char **why);

/* False, and `out` as it was, when `in` is refused: our bug, or a foreign sender. */
bool json_from_msgpack(struct bytes in, struct buf *out);

#endif
