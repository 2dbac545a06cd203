/*
 * TZif files (RFC 9636 section 3).
 *
 *   header | data with 32-bit times | header | data with 64-bit times | \n TZ string \n
 *
 * The first two are version 1's and are skipped.
 *
 *   header, 44 bytes
 *      0   "TZif"
 *      4   version: '2' or later
 *      5   15 bytes, reserved
 *     20   six 32-bit counts: isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt
 *
 *   data
 *     timecnt * 8   transition times, rising
 *     timecnt       index of the type after each
 *     typecnt * 6   types: offset (4), is daylight (1), index of its name (1)
 *     charcnt       names
 *     leapcnt * 12  leap seconds
 *     isstdcnt      standard/wall indicators
 *     isutcnt       UT/local indicators
 *
 *   TZ string: the rule after the last transition (tz_rule.c), or nothing
 *
 * Numbers are big-endian.  Used are times, indices, offsets and the TZ string.  Refused are files
 * of version 1, with leap seconds (they count another time than POSIX does), with times that do not
 * rise, with offsets out of bounds, and those above TZ_FILE_MAX bytes.
 */
#include "shared/base/must.h"
#include "shared/time/tz_internal.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER_LEN = 44, TYPE_LEN = 6 };

struct header {
    int version;
    uint32_t isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt;
};

static uint64_t
big_endian(const uint8_t *at, int width)
{
    uint64_t n = 0;

    for (int i = 0; i < width; i++)
        n = n << 8 | at[i];
    return n;
}

/* The next `len` bytes of `rest`, or NULL. */
static const uint8_t *
tz_file_take(struct bytes *rest, uint64_t len)
{
    const uint8_t *at = rest->data;

    if (rest->len < len)
        return NULL;
    rest->data += len;
    rest->len -= len;
    return at;
}

static bool
take_header(struct bytes *rest, struct header *out)
{
    const uint8_t *at = tz_file_take(rest, HEADER_LEN);

    if (at == NULL || memcmp(at, "TZif", 4) != 0)
        return false;
    out->version = at[4];
    out->isutcnt = (uint32_t)big_endian(at + 20, 4);
    out->isstdcnt = (uint32_t)big_endian(at + 24, 4);
    out->leapcnt = (uint32_t)big_endian(at + 28, 4);
    out->timecnt = (uint32_t)big_endian(at + 32, 4);
    out->typecnt = (uint32_t)big_endian(at + 36, 4);
    out->charcnt = (uint32_t)big_endian(at + 40, 4);
    return true;
}

static uint64_t
data_len(const struct header *h, unsigned time_width)
{
    return (uint64_t)h->timecnt * (time_width + 1) + (uint64_t)h->typecnt * TYPE_LEN + h->charcnt +
           (uint64_t)h->leapcnt * (time_width + 4) + h->isstdcnt + h->isutcnt;
}

static bool
read_offset(const uint8_t *types, uint32_t typecnt, uint32_t index, int32_t *out)
{
    if (index >= typecnt)
        return false;
    *out = (int32_t)(uint32_t)big_endian(types + (size_t)index * TYPE_LEN, 4);
    return *out > TZ_OFFSET_BELOW && *out < TZ_OFFSET_ABOVE;
}

/* Zone and table in one block. */
static struct tz *
zone_new(const char *name, size_t len, size_t count)
{
    struct tz *z = calloc(1, sizeof *z + count * (sizeof(int64_t) + sizeof(int32_t)));

    must(z != NULL);
    memcpy(z->name, name, len);
    z->name_len = len;
    z->count = count;
    z->times = (const int64_t *)(z + 1);
    z->offsets = (const int32_t *)(z->times + count);
    return z;
}

void
tz_free(struct tz *z)
{
    free(z);
}

/* RFC 9636 section 3.2: times rise strictly; type 0 is what holds before the first. */
static bool
fill_table(struct tz *z, const struct header *h, const uint8_t *data)
{
    int64_t *times = (int64_t *)(z + 1);
    int32_t *offsets = (int32_t *)(times + z->count);
    const uint8_t *indices = data + (size_t)h->timecnt * 8;
    const uint8_t *types = indices + h->timecnt;

    if (!read_offset(types, h->typecnt, 0, &z->first))
        return false;
    for (uint32_t i = 0; i < h->timecnt; i++) {
        times[i] = (int64_t)big_endian(data + (size_t)i * 8, 8);
        if (i > 0 && times[i] <= times[i - 1])
            return false;
        if (!read_offset(types, h->typecnt, indices[i], &offsets[i]))
            return false;
    }
    return true;
}

/* An empty string means that nothing is known after the last transition: its offset then stays. */
static bool
read_footer(struct tz *z, struct bytes rest)
{
    const uint8_t *end;

    if (rest.len < 2 || rest.data[0] != '\n')
        return false;
    end = memchr(rest.data + 1, '\n', rest.len - 1);
    if (end == NULL)
        return false;
    z->has_rule = end > rest.data + 1;
    return !z->has_rule ||
           tz_rule_parse((const char *)rest.data + 1, (size_t)(end - rest.data) - 1, &z->rule);
}

/* A file with leap seconds counts another time than POSIX does; those under right/ do. */
struct tz *
tz_load(const char *name, size_t len, struct bytes file)
{
    struct bytes rest = file;
    struct header h;
    const uint8_t *data;
    struct tz *z;

    if (len > TZ_NAME_MAX || file.len > TZ_FILE_MAX)
        return NULL;
    if (!take_header(&rest, &h) || h.version < '2' || tz_file_take(&rest, data_len(&h, 4)) == NULL)
        return NULL;
    if (!take_header(&rest, &h) || h.leapcnt != 0)
        return NULL;
    data = tz_file_take(&rest, data_len(&h, 8));
    if (data == NULL)
        return NULL;
    z = zone_new(name, len, h.timecnt);
    if (fill_table(z, &h, data) && read_footer(z, rest))
        return z;
    tz_free(z);
    return NULL;
}
