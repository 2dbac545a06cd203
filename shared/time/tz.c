/*
 * Reading order: tz_span_at answers everything about instants; resolve() goes the other way by
 * walking spans; tz_find keeps the zones that were asked for.
 */
#include "shared/time/tz.h"
#include "shared/time/tz_internal.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How many transitions are not after `at`. */
static size_t
count_until(const struct tz *z, int64_t at)
{
    size_t low = 0, high = z->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (z->times[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct tz_span
tz_span_at(const struct tz *z, int64_t at)
{
    size_t i = count_until(z, at);
    struct tz_span span = {
        .start = i == 0 ? INT64_MIN : z->times[i - 1],
        .end = i == z->count ? INT64_MAX : z->times[i],
        .offset = i == 0 ? z->first : z->offsets[i - 1],
    };

    if (i == z->count && z->has_rule) {
        struct tz_span ruled = tz_rule_span(&z->rule, at);

        span.end = ruled.end;
        span.offset = ruled.offset;
        if (ruled.start > span.start)
            span.start = ruled.start;
    }
    return span;
}

static int64_t
floor_seconds(int64_t us)
{
    return us / SECOND_US - (us % SECOND_US < 0);
}

int32_t
tz_offset_at(const struct tz *z, struct instant at)
{
    return tz_span_at(z, floor_seconds(at.us)).offset;
}

struct local
tz_to_local(const struct tz *z, struct instant at)
{
    return (struct local){at.us + tz_offset_at(z, at) * SECOND_US};
}

/*
 * The first instant at which the wall shows `wall`.  In a gap no instant does:
 * RFC 5545 section 3.3.5: "If the local time described does not occur (when changing from standard
 * to daylight time), the DATE-TIME value is interpreted using the UTC offset before the gap in
 * local times."  With `end_of_gap` it is the transition instead.
 */
static int64_t
resolve(const struct tz *z, int64_t wall, bool end_of_gap)
{
    struct tz_span span = tz_span_at(z, wall - TZ_OFFSET_ABOVE);

    for (;;) {
        int64_t at = wall - span.offset;
        struct tz_span next;

        if (at < span.end)
            return at;
        next = tz_span_at(z, span.end);
        if (wall - next.offset < next.start)
            return end_of_gap ? next.start : at;
        span = next;
    }
}

struct instant
tz_to_instant(const struct tz *z, struct local wall)
{
    int64_t seconds = floor_seconds(wall.us);

    return (struct instant){resolve(z, seconds, false) * SECOND_US + wall.us - seconds * SECOND_US};
}

struct instant
tz_day_start(const struct tz *z, struct day d)
{
    return (struct instant){resolve(z, (int64_t)d.days * 86400, true) * SECOND_US};
}

/* Seconds no time of ours comes near, yet safe to count in microseconds: the year 5000. */
static const int64_t FAR = INT64_C(95617584000);

struct tz_stretch
tz_stretch_from(const struct tz *z, struct local wall)
{
    int64_t seconds = floor_seconds(wall.us);
    struct tz_span span = tz_span_at(z, seconds - TZ_OFFSET_ABOVE);

    for (;;) {
        bool last = span.end >= FAR;
        struct tz_span next = last ? span : tz_span_at(z, span.end);
        int64_t gap = (last ? FAR : span.end) + span.offset, over = next.offset - span.offset;
        int64_t until = gap + (over > 0 ? over : 0);

        if (last || seconds < until)
            return (struct tz_stretch){
                {gap * SECOND_US}, {until * SECOND_US}, span.offset * SECOND_US};
        span = next;
    }
}

/*
 * At most one wall shows `at`; in a gap that ended not long before, walls behind it resolve to `at`
 * as well, by an offset that was in force within the last day.
 */
struct local
tz_wall_before(const struct tz *z, struct instant at)
{
    int64_t seconds = floor_seconds(at.us), oldest = seconds - TZ_OFFSET_ABOVE;
    struct tz_span span = tz_span_at(z, seconds);
    int32_t least = span.offset;

    while (span.start > oldest) {
        span = tz_span_at(z, span.start - 1);
        if (span.offset < least)
            least = span.offset;
    }
    return (struct local){at.us + least * SECOND_US};
}

/*
 * Zones found so far, open-addressed.  A slot is written once, under the lock, and read without it.
 * Only names with a good file get in, and tzdata has some 600, so nobody can fill the table from
 * outside; a failed look-up costs an open() and leaves nothing behind.
 */
enum { SLOTS = 4096, ZONES_MAX = SLOTS / 2 };

static struct {
    pthread_mutex_t lock;
    size_t count;
    struct tz *_Atomic slots[SLOTS];
} found = {.lock = PTHREAD_MUTEX_INITIALIZER};

static uint32_t
hash(const char *name, size_t len)
{
    uint32_t h = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < len; i++)
        h = (h ^ (uint8_t)name[i]) * 16777619u;
    return h;
}

/* The slot that holds the name, or the empty one where it belongs. */
static struct tz *_Atomic *
slot_of(const char *name, size_t len)
{
    uint32_t i = hash(name, len);

    for (;; i++) {
        struct tz *_Atomic *slot = &found.slots[i % SLOTS];
        const struct tz *z = atomic_load_explicit(slot, memory_order_acquire);

        if (z == NULL || (z->name_len == len && memcmp(z->name, name, len) == 0))
            return slot;
    }
}

static bool
is_part_of_name(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '+' || c == '-' || c == '/';
}

/* Files of tzdata that are not zones, or are zones again with another meaning. */
static bool
is_reserved(const char *name, size_t len)
{
    return (len >= 6 && memcmp(name, "right/", 6) == 0) ||
           (len >= 6 && memcmp(name, "posix/", 6) == 0) ||
           (len == 9 && memcmp(name, "localtime", 9) == 0) ||
           (len == 10 && memcmp(name, "posixrules", 10) == 0);
}

/* No dot is allowed, so a name cannot leave the folder. */
static bool
is_zone_name(const char *name, size_t len)
{
    if (len == 0 || len > TZ_NAME_MAX || name[0] == '/' || name[len - 1] == '/')
        return false;
    for (size_t i = 0; i < len; i++)
        if (!is_part_of_name(name[i]) || (name[i] == '/' && name[i + 1] == '/'))
            return false;
    return !is_reserved(name, len);
}

static struct tz *
read_zone(const char *name, size_t len)
{
    static const char folder[] = "/usr/share/zoneinfo/";
    char path[sizeof folder + TZ_NAME_MAX];
    uint8_t data[TZ_FILE_MAX];
    struct bytes file = {data, 0};
    struct stat st;
    ssize_t got = -1;
    int fd;

    snprintf(path, sizeof path, "%s%.*s", folder, (int)len, name);
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return NULL;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
        while ((got = read(fd, data + file.len, sizeof data - file.len)) > 0)
            file.len += (size_t)got;
    close(fd);
    return got == 0 && file.len < sizeof data ? tz_load(name, len, file) : NULL;
}

/* Keeps `z`, or the one that another thread kept meanwhile. */
static const struct tz *
keep(struct tz *z)
{
    struct tz *_Atomic *slot;
    struct tz *kept;

    pthread_mutex_lock(&found.lock);
    slot = slot_of(z->name, z->name_len);
    kept = atomic_load_explicit(slot, memory_order_relaxed);
    if (kept == NULL && found.count < ZONES_MAX) {
        found.count++;
        atomic_store_explicit(slot, z, memory_order_release);
        kept = z;
    }
    pthread_mutex_unlock(&found.lock);
    if (kept != z)
        tz_free(z);
    return kept;
}

const struct tz *
tz_find(const char *name, size_t len)
{
    const struct tz *kept;
    struct tz *z;

    if (!is_zone_name(name, len))
        return NULL;
    kept = atomic_load_explicit(slot_of(name, len), memory_order_acquire);
    if (kept != NULL)
        return kept;
    z = read_zone(name, len);
    return z == NULL ? NULL : keep(z);
}
