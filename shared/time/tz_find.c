/*
 * Zones by their names.
 *
 * A name leads to a file of tzdata, which is read at the first request for it; the zone then stays.
 * Only names with a good file get into the table, and tzdata has some 600, so nobody can fill it
 * from outside.  A name that is not found costs an open() and leaves nothing behind.
 *
 * Threads: zones are found under a lock for readers and never removed.
 */
#include "shared/time/tz.h"

#include "shared/base/must.h"
#include "shared/time/tz_internal.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
    pthread_rwlock_t lock;
    struct tz *zones;
} found = {.lock = PTHREAD_RWLOCK_INITIALIZER};

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

static const struct tz *
tz_find_known(const char *name, size_t len)
{
    struct tz *z;

    must(pthread_rwlock_rdlock(&found.lock) == 0);
    HASH_FIND(hh, found.zones, name, len, z);
    must(pthread_rwlock_unlock(&found.lock) == 0);
    return z;
}

/* Answers `z`, or what another thread added meanwhile. */
static const struct tz *
tz_find_add(struct tz *z)
{
    struct tz *other;

    must(pthread_rwlock_wrlock(&found.lock) == 0);
    HASH_FIND(hh, found.zones, z->name, z->name_len, other);
    if (other == NULL)
        HASH_ADD_KEYPTR(hh, found.zones, z->name, z->name_len, z);
    must(pthread_rwlock_unlock(&found.lock) == 0);
    if (other == NULL)
        return z;
    tz_free(z);
    return other;
}

const struct tz *
tz_find(const char *name, size_t len)
{
    const struct tz *z;
    struct tz *fresh;

    if (!is_zone_name(name, len))
        return NULL;
    z = tz_find_known(name, len);
    if (z != NULL)
        return z;
    fresh = read_zone(name, len);
    return fresh == NULL ? NULL : tz_find_add(fresh);
}
