/*
 * conf - settings from the environment, one table row per setting.
 *
 * A program declares CONF rows; conf_load fills its struct, prints `--help` from the same rows, and
 * refuses to start (die) on a malformed value, naming the variable, the unit and the limits.
 *
 * Ownership: text values point into the environment and live for ever.
 * Threads:   load once, before threads.
 */
#ifndef SHARED_BASE_CONF_H
#define SHARED_BASE_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum conf_kind { CONF_TEXT, CONF_INT, CONF_BOOL };

struct conf_row {
    const char *variable; /* ALMANAC_... */
    enum conf_kind kind;
    size_t offset;        /* of const char *, int64_t or bool in the program's struct */
    const char *fallback; /* textual default; NULL: must be set */
    int64_t min, max;     /* CONF_INT only */
    bool secret;          /* never printed */
    const char *meaning;  /* one sentence with the unit */
};

/* Settings of one kind: a program may have its own beside those it shares with others. */
struct conf_part {
    const struct conf_row *rows;
    size_t count;
    void *out;
};

/* argv may hold --help (prints and exits 0); anything else there is refused. */
void conf_load(int argc, char **argv, const char *purpose, const struct conf_row *rows,
               size_t count, void *out);
void conf_load_parts(int argc, char **argv, const char *purpose, const struct conf_part *parts,
                     size_t count);

#endif
