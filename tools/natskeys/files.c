#include "tools/natskeys/files.h"

#include "shared/base/must.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 1 << 16 };

char *
files_read(struct arena *a, const char *path)
{
    char *text = arena_array(a, char, FILE_MAX);
    FILE *f = fopen(path, "re");
    size_t len;

    if (f == NULL && errno == ENOENT)
        return NULL;
    if (f == NULL)
        die("cannot read %s: %s", path, strerror(errno));
    len = fread(text, 1, FILE_MAX - 1, f);
    if (ferror(f))
        die("cannot read %s: %s", path, strerror(errno));
    fclose(f);
    text[len] = '\0';
    return text;
}

void
files_write(struct arena *a, const char *path, const char *text)
{
    const char *fresh = arena_printf(a, "%s.new", path);
    size_t len = strlen(text);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    if (fd < 0 || write(fd, text, len) != (ssize_t)len || fsync(fd) != 0 || close(fd) != 0 ||
        rename(fresh, path) != 0)
        die("cannot write %s: %s", path, strerror(errno));
}

void
files_make_directory(const char *path)
{
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        die("cannot make %s: %s", path, strerror(errno));
    if (chmod(path, 0700) != 0)
        die("cannot close %s to others: %s", path, strerror(errno));
}

struct nkey
files_key(struct arena *a, const char *dir, const char *name, enum nkey_kind kind)
{
    const char *path = arena_printf(a, "%s/%s.seed", dir, name);
    char *text = files_read(a, path);
    char seed[NKEY_SEED_TEXT];
    struct nkey key;

    if (text == NULL) {
        nkey_new(kind, &key);
        nkey_seed(&key, seed);
        files_write(a, path, seed);
    } else if (!nkey_from_seed(kind, text, &key)) {
        die("%s does not hold the seed it should", path);
    }
    return key;
}
