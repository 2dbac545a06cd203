#include "shared/crypto/secret_file.h"

#include "shared/base/hex.h"
#include "shared/base/random.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DIGITS = 2 * SEAL_KEY_LEN, LINE = DIGITS + 1 };

static bool
secret_write(int fd)
{
    uint8_t fresh[SEAL_KEY_LEN];
    char line[LINE + 1];
    bool done;

    random_bytes(fresh, sizeof fresh);
    hex_write(fresh, sizeof fresh, line);
    line[DIGITS] = '\n';
    done = write(fd, line, LINE) == LINE && fsync(fd) == 0;
    explicit_bzero(fresh, sizeof fresh);
    explicit_bzero(line, sizeof line);
    return done;
}

/* link() gives a name once, and never to a part of a file. */
static const char *
secret_make(const char *path)
{
    char unfinished[PATH_MAX];
    const char *wrong = NULL;
    int fd;

    if ((size_t)snprintf(unfinished, sizeof unfinished, "%s.%d", path, (int)getpid()) >=
        sizeof unfinished)
        return strerror(ENAMETOOLONG);
    fd = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return strerror(errno);
    if (!secret_write(fd) || (link(unfinished, path) != 0 && errno != EEXIST))
        wrong = "it cannot be written";
    close(fd);
    unlink(unfinished);
    return wrong;
}

static bool
secret_parse(const char *line, uint8_t out[SEAL_KEY_LEN])
{
    for (size_t i = 0; i < SEAL_KEY_LEN; i++) {
        int high = hex_digit(line[2 * i]), low = hex_digit(line[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return line[DIGITS] == '\n';
}

static const char *
secret_read(int fd, uint8_t out[SEAL_KEY_LEN])
{
    char line[LINE + 1];
    struct stat info;
    bool good;

    if (fstat(fd, &info) != 0)
        return strerror(errno);
    if (info.st_mode & S_IRWXO)
        return "it may be read by everybody; make it 0600";
    good = read(fd, line, sizeof line) == LINE && secret_parse(line, out);
    explicit_bzero(line, sizeof line);
    return good ? NULL : "it is not a line of 64 hexadecimal digits";
}

const char *
secret_file_load(const char *path, uint8_t out[SEAL_KEY_LEN])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    const char *wrong = NULL;

    if (fd < 0 && errno == ENOENT) {
        wrong = secret_make(path);
        fd = wrong == NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    }
    if (fd < 0)
        return wrong != NULL ? wrong : strerror(errno);
    wrong = secret_read(fd, out);
    close(fd);
    return wrong;
}
