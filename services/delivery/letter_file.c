#include "services/delivery/letter_file.h"

#include "shared/base/log.h"
#include "shared/base/must.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is known of a file when the oldest are sought. */
struct letter_entry {
    struct timespec since;
    char name[UUID_TEXT + 4];
};

bool
letter_folder_open(const char *path, struct letter_folder *out)
{
    *out = (struct letter_folder){.written = SIZE_MAX, .most = LETTER_FILES_MOST};
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return false;
    out->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return out->fd >= 0;
}

void
letter_folder_close(struct letter_folder *folder)
{
    close(folder->fd);
    folder->fd = -1;
}

static int
by_age(const void *a, const void *b)
{
    const struct timespec *x = &((const struct letter_entry *)a)->since;
    const struct timespec *y = &((const struct letter_entry *)b)->since;

    if (x->tv_sec != y->tv_sec)
        return x->tv_sec < y->tv_sec ? -1 : 1;
    return x->tv_nsec < y->tv_nsec ? -1 : x->tv_nsec > y->tv_nsec;
}

static bool
entry_of(int fd, const char *name, struct letter_entry *out)
{
    size_t len = strlen(name);
    struct stat info;

    if (len != sizeof out->name - 1 || strcmp(name + len - 4, ".eml") != 0 ||
        fstatat(fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    out->since = info.st_mtim;
    memcpy(out->name, name, len + 1);
    return true;
}

/* All mails of the folder, on the heap; 0 when it cannot be read. */
static size_t
read_entries(int folder, struct letter_entry **out)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *file;
    struct letter_entry entry;
    struct buf all;

    buf_init(&all);
    while (dir != NULL && (file = readdir(dir)) != NULL)
        if (entry_of(folder, file->d_name, &entry))
            buf_add(&all, &entry, sizeof entry);
    if (dir != NULL)
        closedir(dir);
    *out = (struct letter_entry *)(void *)all.data;
    return all.len / sizeof entry;
}

static void
drop_oldest(struct letter_folder *folder)
{
    struct letter_entry *entries;
    size_t count = read_entries(folder->fd, &entries);

    if (count > folder->most) {
        qsort(entries, count, sizeof *entries, by_age);
        for (size_t i = 0; i < count - folder->most; i++)
            unlinkat(folder->fd, entries[i].name, 0);
    }
    free(entries);
    folder->written = 0;
}

static bool
write_all(int fd, struct bytes text)
{
    while (text.len > 0) {
        ssize_t len = write(fd, text.data, text.len);

        if (len < 0 && errno == EINTR)
            continue;
        if (len <= 0)
            return false;
        text.data += len;
        text.len -= (size_t)len;
    }
    return true;
}

static bool
write_file(int folder, const char *name, struct bytes text)
{
    const char *unfinished = name, *finished = name + 1;
    int fd =
        openat(folder, unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool done;

    if (fd < 0)
        return false;
    done = write_all(fd, text);
    done = close(fd) == 0 && done;
    if (done && renameat(folder, unfinished, folder, finished) == 0)
        return true;
    unlinkat(folder, unfinished, 0);
    return false;
}

enum err
letter_file_write(struct letter_folder *folder, struct uuid id, const struct letter *letter)
{
    char text[UUID_TEXT], name[UUID_TEXT + 8];

    uuid_format(id, text);
    snprintf(name, sizeof name, ".%s.eml", text);
    if (!write_file(folder->fd, name, letter->message)) {
        log_event(LOG_ERROR, "mail.file.failed", "why=%s", log_quote(strerror(errno)));
        return ERR_UNAVAILABLE;
    }
    if (folder->written >= folder->most / 10)
        drop_oldest(folder);
    else
        folder->written++;
    return OK;
}
