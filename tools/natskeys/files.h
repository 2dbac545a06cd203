/*
 * files - the files that natskeys reads and leaves: closed to others, whole or not there.
 *
 * Ownership: texts live in the arena.
 * Failure:   none is returned; a file that cannot be read or written ends the program with a word.
 */
#ifndef TOOLS_NATSKEYS_FILES_H
#define TOOLS_NATSKEYS_FILES_H

#include "shared/base/arena.h"
#include "shared/crypto/nkey.h"

/* The file's text, at most 64 KiB of it; NULL when there is no such file. */
char *files_read(struct arena *a, const char *path);

/* Whole or not at all, even after a power cut. */
void files_write(struct arena *a, const char *path, const char *text);

void files_make_directory(const char *path);

/* The key whose seed is in DIR/NAME.seed, which the first run makes. */
struct nkey files_key(struct arena *a, const char *dir, const char *name, enum nkey_kind kind);

#endif
