#include "services/delivery/key.h"

#include "shared/base/hex.h"
#include "shared/base/must.h"
#include "shared/base/random.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_TEXT = 2 * SEAL_KEY_LEN };

static uint8_t key[SEAL_KEY_LEN];

static void
write_text(int fd, const char *file)
{
    uint8_t fresh[SEAL_KEY_LEN];
    char text[KEY_TEXT + 2];

    random_bytes(fresh, sizeof fresh);
    hex_write(fresh, sizeof fresh, text);
    text[KEY_TEXT] = '\n';
    if (write(fd, text, KEY_TEXT + 1) != KEY_TEXT + 1 || fsync(fd) != 0)
        die("ALMANAC_DELIVERY_KEY: %s cannot be written: %s", file, strerror(errno));
}

/* link(2) gives a name once: of several processes one makes the key, and never a part of it. */
static void
key_make(const char *file)
{
    char unfinished[4096];
    int fd;

    if ((size_t)snprintf(unfinished, sizeof unfinished, "%s.%d", file, (int)getpid()) >=
        sizeof unfinished)
        die("ALMANAC_DELIVERY_KEY: the path is too long");
    fd = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        die("ALMANAC_DELIVERY_KEY: %s cannot be made: %s", file, strerror(errno));
    write_text(fd, file);
    close(fd);
    if (link(unfinished, file) != 0 && errno != EEXIST)
        die("ALMANAC_DELIVERY_KEY: %s cannot be made: %s", file, strerror(errno));
    unlink(unfinished);
}

static bool
key_read(int fd)
{
    char text[KEY_TEXT + 2];
    struct stat info;

    if (fstat(fd, &info) != 0 || (info.st_mode & S_IRWXO) != 0 ||
        read(fd, text, sizeof text) != KEY_TEXT + 1 || text[KEY_TEXT] != '\n')
        return false;
    for (size_t i = 0; i < KEY_TEXT; i += 2) {
        int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);

        if (high < 0 || low < 0)
            return false;
        key[i / 2] = (uint8_t)(high << 4 | low);
    }
    return true;
}

void
key_load(const char *file)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    bool good;

    if (fd < 0 && errno == ENOENT) {
        key_make(file);
        fd = open(file, O_RDONLY | O_CLOEXEC);
    }
    if (fd < 0)
        die("ALMANAC_DELIVERY_KEY: %s: %s", file, strerror(errno));
    good = key_read(fd);
    close(fd);
    if (!good)
        die("ALMANAC_DELIVERY_KEY: %s is not a line of 64 hexadecimal digits, closed to others",
            file);
}

void
key_for(const char *purpose, uint8_t out[SEAL_KEY_LEN])
{
    seal_key((struct bytes){key, sizeof key}, purpose, out);
}
