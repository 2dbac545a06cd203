/*
 * fields - the header fields that every answer has, and its line in the log.
 *
 * Three write answers: answer.c that of a request, own_error.c in place of libh2o's own, and
 * refusal.c to a client whose bytes never became a request.
 *
 * Ownership: everything is borrowed for the call.
 * Threads:   the loop's.
 */
#ifndef GATEWAY_HTTP_FIELDS_H
#define GATEWAY_HTTP_FIELDS_H

#include "gateway/http/address.h"
#include "shared/base/err.h"

enum { LIMIT_TEXT = 64 };

/* RateLimit-Policy and RateLimit. */
struct limit_texts {
    char policy[LIMIT_TEXT]; /* "": there is no limit, and neither field */
    char left[LIMIT_TEXT];
};

struct fields {
    const char *id;        /* X-Request-Id */
    const char *cache;     /* Cache-Control; NULL: no-store */
    const char *type;      /* Content-Type; NULL: no body */
    const char *policy;    /* Content-Security-Policy; NULL: nothing is loaded */
    int64_t retry_after_s; /* 0: not said */
    struct limit_texts limits;
    bool under_tls;
};

typedef void fields_add(void *arg, const char *name, const char *value);

/* Calls `add` for each field. */
void fields_each(const struct fields *f, fields_add *add, void *arg);

struct gateway;

/* The limits of somebody of whom nothing but the address is known. */
struct limit_texts fields_limits_of(const struct gateway *gateway, struct address address);

struct answered {
    const char *operation; /* NULL: no request was understood */
    int status;
    enum err err;
    int64_t ms;
    const char *id, *user; /* user NULL: unknown */
};

/* event=http.answered: one line for each answer. */
void fields_log(const struct answered *a);

#endif
