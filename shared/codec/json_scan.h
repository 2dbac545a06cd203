/*
 * json_scan - what a JSON text holds, before a tree is made of it.
 *
 * A tree costs fifty times what a look at the text does, and a hundred bytes of memory for each
 * value; so values are counted first.  Texts that are no JSON are counted somehow: the parser
 * refuses them.
 *
 * Units:   a value is an object, an array, a text, a number, or one of true, false and null; names
 *          of members are none.
 * Threads: any.
 */
#ifndef SHARED_CODEC_JSON_SCAN_H
#define SHARED_CODEC_JSON_SCAN_H

#include "shared/codec/json.h"

enum json_scanned { JSON_SCAN_FITS, JSON_SCAN_DEEP, JSON_SCAN_MANY };

struct json_excess {
    size_t at;           /* where the first value stands that is too much */
    struct bytes member; /* the raw name of the outermost member that it is in; empty: none */
};

/* `out` is set unless the text fits. */
enum json_scanned json_scan(struct bytes text, const struct json_bounds *bounds,
                            struct json_excess *out);

#endif
