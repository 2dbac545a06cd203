#include "shared/base/conf.h"

#include "shared/base/must.h"
#include "shared/base/number.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const truths[] = {"true", "yes", "on", "1"};
static const char *const falsehoods[] = {"false", "no", "off", "0"};

/* A variable set to nothing is not set: compose files and shells write it so. */
static const char *
value_of(const struct conf_row *row)
{
    const char *value = getenv(row->variable);

    return value == NULL || value[0] == '\0' ? row->fallback : value;
}

static bool
is_one_of(const char *value, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(value, words[i]) == 0)
            return true;
    return false;
}

static bool
read_bool(const char *value, bool *out)
{
    *out = is_one_of(value, truths, ARRAY_LEN(truths));
    return *out || is_one_of(value, falsehoods, ARRAY_LEN(falsehoods));
}

static bool
read_int(const struct conf_row *row, const char *value, int64_t *out)
{
    return number_parse(value, strlen(value), out) && *out >= row->min && *out <= row->max;
}

static void
say_wanted(const struct conf_row *row, char *out, size_t room)
{
    switch (row->kind) {
    case CONF_TEXT:
        snprintf(out, room, "text");
        break;
    case CONF_INT:
        snprintf(out, room, "%" PRId64 "..%" PRId64, row->min, row->max);
        break;
    case CONF_BOOL:
        snprintf(out, room, "true or false");
        break;
    }
}

static void
refuse_value(const struct conf_row *row, const char *value)
{
    char wanted[64];

    say_wanted(row, wanted, sizeof wanted);
    die("%s is %s but must be %s: %s", row->variable, row->secret ? "(secret)" : value, wanted,
        row->meaning);
}

static void
load_row(const struct conf_row *row, void *out)
{
    char *at = (char *)out + row->offset;
    const char *value = value_of(row);
    bool good = true;

    if (value == NULL)
        die("%s must be set: %s", row->variable, row->meaning);
    switch (row->kind) {
    case CONF_TEXT:
        memcpy(at, &value, sizeof value);
        break;
    case CONF_INT: {
        int64_t n = 0;

        good = read_int(row, value, &n);
        memcpy(at, &n, sizeof n);
        break;
    }
    case CONF_BOOL: {
        bool b;

        good = read_bool(value, &b);
        memcpy(at, &b, sizeof b);
        break;
    }
    }
    if (!good)
        refuse_value(row, value);
}

static const char *
say_fallback(const struct conf_row *row)
{
    if (row->fallback == NULL)
        return "(must be set)";
    if (row->fallback[0] == '\0')
        return "(none)";
    return row->secret ? "(secret)" : row->fallback;
}

static int
wider(int width, const char *text)
{
    int len = (int)strlen(text);

    return len > width ? len : width;
}

static const struct conf_row *
next_row(const struct conf_part *parts, size_t count, size_t *part, size_t *row)
{
    while (*part < count && *row == parts[*part].count) {
        ++*part;
        *row = 0;
    }
    return *part < count ? &parts[*part].rows[(*row)++] : NULL;
}

static void
print_help(const char *program, const char *purpose, const struct conf_part *parts, size_t count)
{
    int name = 8, value = 7, limits = 6;
    const struct conf_row *row;
    char wanted[64];

    for (size_t i = 0, j = 0; (row = next_row(parts, count, &i, &j)) != NULL;) {
        say_wanted(row, wanted, sizeof wanted);
        name = wider(name, row->variable);
        value = wider(value, say_fallback(row));
        limits = wider(limits, wanted);
    }
    printf("%s - %s\n\nSettings are environment variables:\n\n", program, purpose);
    printf("  %-*s  %-*s  %-*s  %s\n", name, "VARIABLE", value, "DEFAULT", limits, "VALUES",
           "MEANING");
    for (size_t i = 0, j = 0; (row = next_row(parts, count, &i, &j)) != NULL;) {
        say_wanted(row, wanted, sizeof wanted);
        printf("  %-*s  %-*s  %-*s  %s\n", name, row->variable, value, say_fallback(row), limits,
               wanted, row->meaning);
    }
}

void
conf_load_parts(int argc, char **argv, const char *purpose, const struct conf_part *parts,
                size_t count)
{
    const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
    const char *program = slash != NULL ? slash + 1 : argc > 0 ? argv[0] : "almanac";

    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        print_help(program, purpose, parts, count);
        exit(0);
    }
    if (argc > 1)
        die("%s takes no argument but --help: settings are environment variables", program);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < parts[i].count; j++)
            load_row(&parts[i].rows[j], parts[i].out);
}

void
conf_load(int argc, char **argv, const char *purpose, const struct conf_row *rows, size_t count,
          void *out)
{
    conf_load_parts(argc, argv, purpose, &(struct conf_part){rows, count, out}, 1);
}
