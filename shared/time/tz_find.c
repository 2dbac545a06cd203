/*
 * Zones by their names.
 *
 * All of tzdata, some 600 names, is read at the first question, and is what there is from then on:
 * a process that has used up its file descriptors, or whose tzdata is just being replaced, finds
 * the zones that it found before.  A service asks for UTC at its start, so no request waits for the
 * reading, which takes some milliseconds.
 *
 * Threads: the table is written once, under pthread_once.
 */
#include "shared/time/tz.h"

#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/time/tz_internal.h"

#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "/usr/share/zoneinfo"

enum { OPEN_FOLDERS_MAX = 8 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct tz *zones;
static uint64_t digest; /* of all of them, in whatever order they were read */

static bool
is_one_of(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

/* Everything else that lies there has a dot in its name, or is no TZif file. */
static bool
is_zone_name(const char *name)
{
    static const char *const others[] = {"localtime", "posixrules", NULL};
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789_+-/";
    size_t len = strlen(name);

    return len <= TZ_NAME_MAX && strspn(name, letters) == len && !is_one_of(name, others);
}

/* FNV-1a of 64 bits. */
static uint64_t
fnv(struct bytes in, uint64_t hash)
{
    for (size_t i = 0; i < in.len; i++)
        hash = (hash ^ in.data[i]) * 0x100000001b3;
    return hash;
}

static struct tz *
read_zone(const char *path, const char *name)
{
    uint8_t data[TZ_FILE_MAX];
    struct bytes file = {data, 0};
    ssize_t got = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

    if (fd < 0)
        return NULL;
    while ((got = read(fd, data + file.len, sizeof data - file.len)) > 0)
        file.len += (size_t)got;
    close(fd);
    if (got != 0 || file.len == sizeof data)
        return NULL;
    digest += fnv(file, fnv(bytes_of(name), 0xcbf29ce484222325));
    return tz_load(name, strlen(name), file);
}

/* right/ counts leap seconds, posix/ has the same zones again. */
static int
take_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
    static const char *const skipped[] = {"right", "posix", NULL};
    const char *name = at->level > 0 ? path + sizeof FOLDER : "";
    struct tz *z = NULL;

    if (type == FTW_D && is_one_of(name, skipped))
        return FTW_SKIP_SUBTREE;
    if (type == FTW_F && S_ISREG(st->st_mode) && is_zone_name(name))
        z = read_zone(path, name);
    if (z != NULL)
        HASH_ADD_KEYPTR(hh, zones, z->name, z->name_len, z);
    return FTW_CONTINUE;
}

static void
read_all(void)
{
    (void)nftw(FOLDER, take_entry, OPEN_FOLDERS_MAX, FTW_ACTIONRETVAL);
}

const struct tz *
tz_find(const char *name, size_t len)
{
    struct tz *z;

    must(pthread_once(&once, read_all) == 0);
    HASH_FIND(hh, zones, name, len, z);
    return z;
}

const struct tz *
tz_or_utc(const char *name)
{
    static atomic_bool told;
    const struct tz *z = tz_find(name, strlen(name));

    if (z != NULL)
        return z;
    if (!atomic_exchange(&told, true))
        log_event(LOG_WARN, "zone.unknown", "zone=%s", log_quote(name));
    z = tz_find("UTC", strlen("UTC"));
    must(z != NULL);
    return z;
}

int64_t
tz_data_digest(void)
{
    must(pthread_once(&once, read_all) == 0);
    return (int64_t)digest;
}

const char *
tz_name(const struct tz *z)
{
    return z->name;
}
