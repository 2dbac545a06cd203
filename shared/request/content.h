/*
 * content - a version for an answer that has none of its own: equal content has an equal one.
 *
 * So it tells nothing of changes that the answer does not show.
 *
 * Threads: any.
 */
#ifndef SHARED_REQUEST_CONTENT_H
#define SHARED_REQUEST_CONTENT_H

#include "shared/codec/wire.h"

/* From 1 to 2^53 - 1, which every reader of JSON keeps.  Its own member `version` is 0 still. */
int64_t content_version(const struct shape *shape, const void *object);

#endif
