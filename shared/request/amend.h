/*
 * amend - what a PUT or PATCH makes of a stored object.
 *
 * The body, for a PATCH laid over the stored object, is decoded and validated as a PUT.  Read-only
 * members that the client sent must mean what is stored; `next` has the stored ones.
 *
 * Source:    RFC 7396, section 2.
 * Ownership: `next` lives in the request's arena and shares what did not change with `stored`.
 * Failure:   ERR_VALIDATION with every bad field named.
 * Threads:   as the request.
 */
#ifndef SHARED_REQUEST_AMEND_H
#define SHARED_REQUEST_AMEND_H

#include "shared/request/request.h"

/* `stored` and `next` are structs of that shape, and not the same one. */
enum err amend(struct request *rq, const struct shape *shape, const void *stored, void *next)
    __attribute__((warn_unused_result));

#endif
