/*
 * wire_decode - what the decoder's parts share: wire_decode.c walks objects and arrays,
 * wire_scalar.c reads what is in them, wire_json.c free-form objects, wire_path.c names what is
 * wrong.
 */
#ifndef SHARED_CODEC_WIRE_DECODE_H
#define SHARED_CODEC_WIRE_DECODE_H

#include "shared/codec/wire.h"

/* Where in the input we are: a chain on the stack, made text only for a problem. */
struct path {
    const struct path *up;
    const char *name;
    size_t name_len;
    long index; /* of an array's item, or -1 */
};

struct walk {
    struct problems *problems;
    enum wire_mode mode;
    bool from_text; /* a query or path: every scalar comes as text */
};

void wire_bad(struct walk *w, const struct path *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* An object whose members the contract does not name. */
void wire_decode_json(struct walk *w, const struct path *at, const struct field *f,
                      const msgpack_object *in, struct bytes *out);

/* A value of any kind but the two objects; untouched when it is wrong. */
void wire_decode_scalar(struct walk *w, const struct path *at, const struct field *f,
                        const msgpack_object *in, void *out);

#endif
