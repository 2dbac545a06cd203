/*
 * wire - structs to msgpack and back, by tables that the generator makes from the contract.
 *
 * A shape describes one struct, a row per field.  The decoder validates as it goes and finds all
 * bad fields at once, each named by its path as in `attendees[3].email`.
 *
 * How a field stands in its struct, and in a message:
 *
 *   text, choice   const char *, NUL-terminated, NULL when absent    text in UTF-8
 *   integer        int64_t                                           integer, or a float without
 *                                                                    a fraction
 *   boolean        bool                                              boolean
 *   uuid           struct uuid                                       its canonical text
 *   instant        struct instant                                    text as of RFC 3339
 *   day            struct day                                        text: 2026-03-01; of year 0
 *                                                                    with FIELD_YEARLESS: --03-01
 *   moment         struct moment: a date or an instant               either text
 *   object         the struct itself                                 map
 *   free-form      struct bytes: its msgpack, data NULL when absent  map of any JSON values
 *   object
 *   array          struct {const T *items; size_t count;}            array
 *
 * A field that may be absent or null and is neither text nor array nor free-form has a `bool
 * has_<name>` beside it.  A required one with such a bool must be there and may be null.
 *
 * Source:    the contract (schemas/openapi), JSON Schema 2020-12 for the meaning of the limits.
 * Ownership: decoded values live in the arena of the problems or point into the message; encoding
 *            copies.
 * Units:     text lengths count code points, `bytes_max` counts bytes.
 * Failure:   problems are collected in a `struct problems`; decoding goes on to find them all.
 * Threads:   shapes are constant; a walk belongs to one thread.
 */
#ifndef SHARED_CODEC_WIRE_H
#define SHARED_CODEC_WIRE_H

#include "shared/base/arena.h"
#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/uuid.h"
#include "shared/codec/pattern.h"
#include "shared/codec/problems.h"

#include <msgpack.h>
#include <stdbool.h>
#include <stdint.h>

struct texts {
    const char *const *items;
    size_t count;
};

struct moment {
    struct instant at; /* a date: midnight UTC of it */
    bool is_date;
};

/* What is kept as it came: the body of a PATCH, for amend(), or an object that its handler decodes. */
struct patch {
    const msgpack_object *object; /* NULL: absent */
};

enum field_kind {
    FIELD_TEXT,
    FIELD_INT,
    FIELD_BOOL,
    FIELD_UUID,
    FIELD_INSTANT,
    FIELD_DAY,
    FIELD_MOMENT,
    FIELD_OBJECT,
    FIELD_JSON,
};

enum field_flags {
    FIELD_REQUIRED = 1,
    FIELD_READ_ONLY = 2,  /* refused in a create; compared in a replace or patch */
    FIELD_WRITE_ONLY = 4, /* never encoded */
    FIELD_ARRAY = 8,
    FIELD_UNIQUE = 16,    /* array items are distinct */
    FIELD_ABSENT_OK = 32, /* encode: leave out instead of null when absent */
    FIELD_YEARLESS = 64,  /* a day may lack its year, and is of year 0 then (a leap year) */
    FIELD_AS_SENT = 128,  /* an object that the handler decodes, as a struct patch; never encoded */
};

struct shape;

struct field {
    const char *name;
    enum field_kind kind;
    unsigned flags;
    size_t offset;
    int has_offset;                              /* of its bool, or -1 */
    int64_t min, max;                            /* code points of text, the integer, or levels */
    int64_t bytes_max;                           /* of text or as JSON; 0: no further limit */
    int64_t items_min, items_max;                /* of an array */
    const char *(*format)(const char *, size_t); /* NULL, or answers the problem, NULL when fine */
    struct pattern *pattern;                     /* of a text, or NULL */
    const char *const *choices;                  /* NULL-ended, or NULL */
    const char *fallback;                        /* default as its JSON text, or NULL */
    const struct shape *shape;                   /* of an object or of an array's items */
};

struct shape {
    const char *name;
    size_t size; /* of the struct */
    const struct field *fields;
    unsigned field_count;
    int id_offset, version_offset; /* of `id` (uuid) and `version` (integer), or -1 */
};

enum wire_mode {
    WIRE_CREATE,  /* read-only fields are problems */
    WIRE_REPLACE, /* read-only fields are skipped: amend() compares them */
    WIRE_PARTIAL, /* as WIRE_REPLACE, and only the members that are there are looked at */
    WIRE_TRUSTED, /* our own message: every field is read, unknown members are skipped */
};

/* Decodes a map into `out` (shape->size bytes, zeroed here).  Problems are added with their path;
 * NULL is one, too. */
void wire_decode(struct problems *p, const struct shape *shape, const msgpack_object *in,
                 enum wire_mode mode, void *out);

/* Decodes {name: [text, ...]} of a query or {name: text} of a path, each text of the declared type.
 */
void wire_decode_texts(struct problems *p, const struct shape *shape, const msgpack_object *in,
                       void *out);

/* Appends the struct as a msgpack map. */
void wire_encode(struct buf *out, const struct shape *shape, const void *object);

/* The same with its arrays of objects in the form of rows.h: for a reader that has asked for it. */
void wire_encode_rows(struct buf *out, const struct shape *shape, const void *object);

/* Of `count` structs so many as wire_encode makes at most `bytes` of together, but at least one. */
size_t wire_fit(const struct shape *shape, const void *rows, size_t count, size_t bytes);

/* The field of that name, or NULL. */
const struct field *shape_find(const struct shape *shape, const char *name, size_t len);

#endif
