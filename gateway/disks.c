#include "gateway/disks.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

static bool
is_low(const char *folder)
{
    struct statvfs disk;

    return statvfs(folder, &disk) != 0 || (uint64_t)disk.f_bavail * disk.f_frsize < DISKS_LOW;
}

bool
disks_are_low(const char *folders)
{
    char folder[PATH_MAX];
    bool low = false;

    while (*folders != '\0' && !low) {
        size_t len = strcspn(folders, ":");

        snprintf(folder, sizeof folder, "%.*s", (int)len, folders);
        low = len > 0 && is_low(folder);
        folders += len + (folders[len] == ':');
    }
    return low;
}
