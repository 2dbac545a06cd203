/*
 * attempt - failed attempts to sign in: how many there were, and whether the next has to wait.
 *
 * They are counted by the address that was typed, known or not, together with the network that they
 * come from (strict), by the address alone and by the network alone (lenient).  Counts fall with
 * time.  In a network from which somebody signed in to the address within 30 days, the lenient
 * count of the address does not apply, so that strangers elsewhere lock nobody out.
 *
 * Ownership: an attempt lives in the request's arena.
 * Units:     a network is an IPv4 address or the first 64 bits of an IPv6 address.
 * Threads:   any.
 */
#ifndef SERVICES_AUTH_ATTEMPT_H
#define SERVICES_AUTH_ATTEMPT_H

#include "shared/request/request.h"

enum { ATTEMPT_COUNTS = 3 };

struct attempt {
    struct bytes names[ATTEMPT_COUNTS];
};

/* ERR_TOO_MANY_ATTEMPTS when it has to wait; called before any hashing. */
enum err attempt_begin(struct request *rq, const char *email, struct attempt *out)
    __attribute__((warn_unused_result));
/* Commits the count, whatever becomes of the request. */
enum err attempt_failed(struct request *rq, const struct attempt *attempt)
    __attribute__((warn_unused_result));
enum err attempt_succeeded(struct request *rq, const struct attempt *attempt)
    __attribute__((warn_unused_result));
/* Without an attempt: the client has proved otherwise that the address is theirs. */
enum err attempt_forgive(struct request *rq, const char *email) __attribute__((warn_unused_result));

#endif
