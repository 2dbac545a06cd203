/*
 * tz_internal - the parts of tz, for tz*.c, its tests and its fuzzer.
 *
 *   tz_find   name to zone: reads all files once
 *   tz_file   the bytes of a file to a zone
 *   tz_rule   the rule at a file's end
 *   tz        the conversions
 *
 * Time is cut into spans: stretches of instants with one offset.  A zone is a table of spans from
 * its file, and after the table's end a rule that makes spans for ever.
 *
 * Units: seconds since 1970-01-01T00:00:00Z; offsets in seconds east of UTC.
 */
#ifndef SHARED_TIME_TZ_INTERNAL_H
#define SHARED_TIME_TZ_INTERNAL_H

#include "shared/base/bytes.h"
#include "shared/base/hash.h"
#include "shared/time/tz.h"

/* The largest file of tzdata has 4 KiB; a file is read onto the stack. */
enum { TZ_NAME_MAX = 64, TZ_FILE_MAX = 16 * 1024 };

/* Bounds of an offset, exclusive (RFC 9636 section 3.2). */
enum { TZ_OFFSET_BELOW = -25 * 3600, TZ_OFFSET_ABOVE = 26 * 3600 };

struct tz_span {
    int64_t start, end; /* [start, end); INT64_MIN and INT64_MAX: without bound */
    int32_t offset;
};

/* When in each year one side of the POSIX rule begins. */
struct tz_change {
    enum {
        TZ_DAY_JULIAN,  /* Jn: 1..365, February 29 is never counted */
        TZ_DAY_COUNTED, /* n: 0..365 */
        TZ_DAY_OF_WEEK, /* Mm.w.d: the w-th (5: last) weekday d (0: Sunday) of the month */
    } kind;
    int month, week, day;
    int32_t time; /* of the wall clock before the change, -167 to 167 hours in seconds */
};

struct tz_rule {
    int32_t standard, daylight;
    bool has_daylight;
    struct tz_change to_daylight, to_standard;
};

/* Of the text at the end of a TZif file, such as `CET-1CEST,M3.5.0,M10.5.0/3`. */
bool tz_rule_parse(const char *text, size_t len, struct tz_rule *out);
struct tz_span tz_rule_span(const struct tz_rule *rule, int64_t at);

struct tz {
    char name[TZ_NAME_MAX + 1];
    size_t name_len;
    int32_t first; /* offset before the first transition */
    bool has_rule;
    struct tz_rule rule;
    size_t count;
    const int64_t *times;   /* `count` transitions, rising */
    const int32_t *offsets; /* after each */
    UT_hash_handle hh;      /* tz_find's */
};

/* A zone on the heap, or NULL when `file` is no good TZif file of version 2 or later. */
struct tz *tz_load(const char *name, size_t len, struct bytes file);
void tz_free(struct tz *z);

struct tz_span tz_span_at(const struct tz *z, int64_t at);

#endif
