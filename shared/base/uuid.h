/*
 * uuid - identifiers.
 *
 * Source:  RFC 9562; new ids are version 7 (section 5.7), monotonic within a process.
 * Failure: uuid_parse returns false for anything but the canonical form: 36 characters, in lower case.
 * Threads: any.
 */
#ifndef SHARED_BASE_UUID_H
#define SHARED_BASE_UUID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct uuid {
    uint8_t b[16];
};

struct uuids {
    const struct uuid *items;
    size_t count;
};

enum { UUID_TEXT = 37 };

struct uuid uuid_new(void);
bool uuid_parse(const char *text, size_t len, struct uuid *out);
void uuid_format(struct uuid id, char out[UUID_TEXT]); /* lower case */
bool uuid_equal(struct uuid a, struct uuid b);
bool uuid_is_nil(struct uuid id);
int uuid_compare(struct uuid a, struct uuid b);

#endif
