/*
 * replay - runs a fuzz target over files instead of a fuzzer's inputs, so that the corpus is a test
 * with any compiler.  Arguments are files and folders of files.  Each is run as it is, and then
 * with some changes, the same every time.
 */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CHANGED = 500, CHANGES_MAX = 4 };

static unsigned count;
static uint64_t dice = 1;

/* xorshift64: as good as a mutation needs, and the same everywhere. */
static size_t
throw_below(size_t bound)
{
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    return bound == 0 ? 0 : (size_t)(dice % bound);
}

/* One byte is another, a part is missing, or a part comes twice; `data` has room for twice its
 * size. */
static size_t
change(uint8_t *data, size_t size, size_t room)
{
    size_t at = throw_below(size), len = throw_below(size - at);

    switch (throw_below(3)) {
    case 0:
        if (size > 0)
            data[at] = (uint8_t)throw_below(256);
        return size;
    case 1:
        memmove(data + at, data + at + len, size - at - len);
        return size - len;
    }
    if (size + len > room)
        return size;
    memmove(data + at + len, data + at, size - at);
    return size + len;
}

/* A block exactly as large as the input, so that a sanitizer sees a read past its end. */
static void
run(const uint8_t *data, size_t size)
{
    uint8_t *block = malloc(size);

    if (block == NULL && size > 0)
        exit(1);
    if (size > 0)
        memcpy(block, data, size);
    LLVMFuzzerTestOneInput(block, size);
    free(block);
    count++;
}

static void
run_changed(const uint8_t *data, size_t size)
{
    size_t room = 2 * size + 1;
    uint8_t *other = malloc(room);

    if (other == NULL)
        exit(1);
    for (int i = 0; i < CHANGED; i++) {
        size_t len = size;

        memcpy(other, data, size);
        for (size_t left = 1 + throw_below(CHANGES_MAX); left > 0; left--)
            len = change(other, len, room);
        run(other, len);
    }
    free(other);
}

static void
replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    uint8_t *data;

    if (f == NULL || fstat(fileno(f), &st) != 0) {
        perror(path);
        exit(1);
    }
    data = malloc((size_t)st.st_size);
    if (data == NULL || fread(data, 1, (size_t)st.st_size, f) != (size_t)st.st_size) {
        perror(path);
        exit(1);
    }
    fclose(f);
    run(data, (size_t)st.st_size);
    run_changed(data, (size_t)st.st_size);
    free(data);
}

static void
replay(const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    char inner[4096];

    if (folder == NULL) {
        replay_file(path);
        return;
    }
    while ((entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        replay_file(inner);
    }
    closedir(folder);
}

int
main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    printf("%u inputs replayed\n", count);
    return count == 0;
}
