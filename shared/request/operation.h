/*
 * operation - the contract as data: what the generator says of each operation and each service.
 *
 * gen/<service>/api.[ch] has one `struct operation` per operation and one `struct service_api`.
 * A service's skeleton decodes, admits and answers by them; whoever asks a service takes subject,
 * shapes and time limit from them.
 *
 * Ownership: constant data.
 * Units:     times are milliseconds.
 */
#ifndef SHARED_REQUEST_OPERATION_H
#define SHARED_REQUEST_OPERATION_H

#include "shared/base/err.h"
#include "shared/codec/wire.h"

struct request;

/* Whose credentials are accepted. */
enum operation_auth {
    AUTH_PUBLIC, /* none are needed */
    AUTH_USER,   /* a user's access token */
    AUTH_KEY,    /* that, or an API key */
    AUTH_SERVICE /* another service, over the bus alone */
};

struct operation {
    const char *name;    /* contact.create */
    const char *subject; /* svc.contact.create */
    enum operation_auth auth;
    const char *scope; /* contacts:write, or NULL */
    int64_t timeout_ms;
    bool keeps_key;                   /* honours Idempotency-Key */
    bool if_match;                    /* honours If-Match: its handler calls match_version() */
    const struct shape *path, *query; /* into the request struct; NULL: none */
    const struct shape *body;         /* NULL: none */
    size_t body_offset;
    enum wire_mode body_mode; /* WIRE_PARTIAL: the struct holds a struct patch */
    size_t input_size;
    const struct shape *output; /* NULL: an empty answer */
    const char *const *asks;    /* x-asks: the operations that it asks first, up to NULL; or NULL */
};

struct service_api {
    const char *name;                          /* contact */
    const struct operation *const *operations; /* in the order of enum <service>_message */
    int operation_count;
};

#endif
