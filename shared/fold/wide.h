/*
 * wide - UTF-16, as ICU takes it.
 *
 * Ownership: all of it lives in the arena.
 * Units:     lengths are 16-bit units.
 * Failure:   text that is not UTF-8 ends the process (must): the contract's decoder refuses it.
 * Threads:   any.
 */
#ifndef SHARED_FOLD_WIDE_H
#define SHARED_FOLD_WIDE_H

#include "shared/base/arena.h"

#include <unicode/unorm2.h>

struct wide {
    UChar *at;
    int32_t len, room;
};

struct wide wide_new(struct arena *a, int32_t room);
struct wide wide_from(struct arena *a, const char *text);
struct wide wide_normalized(struct arena *a, const UNormalizer2 *how, struct wide in);

#endif
