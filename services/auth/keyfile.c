/*
 * The folder of the signing keys:
 *
 *     <kid>.pem      a P-256 private key in PEM, without a passphrase, closed to others (0600);
 *                    kid: 1 to 64 of A-Z a-z 0-9 - _
 *     .unfinished    a key that is being written, renamed when it is on disk
 *
 * Other files are passed over; a <kid>.pem that is no such key makes the whole folder invalid.
 *
 * The first key is made under a lock of the folder (flock), so of two processes that find it empty
 * one makes a key and the other finds it.  Its kid is a UUID of version 7, which begins with the
 * time: keys sort by age.
 */
#include "services/auth/keyfile.h"

#include "shared/base/must.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char kid_letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void
keyring_fini(struct keyring *ring)
{
    for (unsigned i = 0; i < ring->count; i++)
        EVP_PKEY_free(ring->keys[i].key);
    ring->count = 0;
}

/* A kid goes into JSON without escaping. */
static bool
kid_of(const char *file, char kid[KID_MAX + 1])
{
    size_t len = strspn(file, kid_letters);

    if (len == 0 || len > KID_MAX || strcmp(file + len, ".pem") != 0)
        return false;
    memcpy(kid, file, len);
    kid[len] = '\0';
    return true;
}

/* Without it OpenSSL asks the terminal for the passphrase of an encrypted key. */
static int
no_passphrase(char *out, int size, int writing, void *context)
{
    (void)out, (void)size, (void)writing, (void)context;
    return -1;
}

static bool
is_p256(EVP_PKEY *key)
{
    char group[32];

    return EVP_PKEY_get_group_name(key, group, sizeof group, NULL) == 1 &&
           strcmp(group, SN_X9_62_prime256v1) == 0;
}

static const char *
read_pem(FILE *file, struct signing_key *out)
{
    struct stat info;

    if (fstat(fileno(file), &info) != 0)
        return strerror(errno);
    if (info.st_mode & S_IRWXO)
        return "a key may be read by everybody; make it 0600";
    out->since = info.st_mtime;
    out->key = PEM_read_PrivateKey(file, NULL, no_passphrase, NULL);
    if (out->key != NULL && is_p256(out->key))
        return NULL;
    EVP_PKEY_free(out->key);
    return "a .pem file is not a P-256 private key";
}

static const char *
read_key(int folder, const char *name, struct signing_key *out)
{
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
    const char *problem;

    if (file == NULL)
        return strerror(errno);
    problem = read_pem(file, out);
    fclose(file);
    return problem;
}

static int
by_kid(const void *a, const void *b)
{
    return strcmp(((const struct signing_key *)a)->kid, ((const struct signing_key *)b)->kid);
}

static const char *
read_entries(DIR *dir, struct keyring *ring)
{
    const char *problem = NULL;
    struct dirent *entry;

    while (problem == NULL && (entry = readdir(dir)) != NULL) {
        struct signing_key key = {.key = NULL};

        if (!kid_of(entry->d_name, key.kid))
            continue;
        if (ring->count == KEYS_MAX)
            return "there are more than 32 keys";
        problem = read_key(dirfd(dir), entry->d_name, &key);
        if (problem == NULL)
            ring->keys[ring->count++] = key;
    }
    return problem;
}

const char *
keyfile_read_all(const char *folder, struct keyring *out)
{
    struct keyring ring = {.count = 0};
    DIR *dir = opendir(folder);
    const char *problem;

    if (dir == NULL)
        return strerror(errno);
    problem = read_entries(dir, &ring);
    closedir(dir);
    if (problem == NULL && ring.count == 0)
        problem = "there is no key";
    if (problem != NULL) {
        keyring_fini(&ring);
        return problem;
    }
    qsort(ring.keys, ring.count, sizeof ring.keys[0], by_kid);
    *out = ring;
    return NULL;
}

/* Even after a loss of power there is no half-written key under its name. */
static const char *
write_key(int folder, EVP_PKEY *key, const char *name)
{
    static const char unfinished[] = ".unfinished";
    int fd = openat(folder, unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    bool done;

    if (file == NULL)
        return strerror(errno);
    done = PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) == 1 && fflush(file) == 0 &&
           fsync(fd) == 0;
    if (fclose(file) != 0 || !done || renameat(folder, unfinished, folder, name) != 0 ||
        fsync(folder) != 0)
        return "a key cannot be written";
    return NULL;
}

static const char *
make_key(int folder)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    char kid[UUID_TEXT], name[UUID_TEXT + 4];
    const char *problem;

    must(key != NULL);
    uuid_format(uuid_new(), kid);
    snprintf(name, sizeof name, "%s.pem", kid);
    problem = write_key(folder, key, name);
    EVP_PKEY_free(key);
    return problem;
}

static bool
has_key(const char *folder)
{
    char kid[KID_MAX + 1];
    DIR *dir = opendir(folder);
    struct dirent *entry;
    bool found = false;

    while (dir != NULL && !found && (entry = readdir(dir)) != NULL)
        found = kid_of(entry->d_name, kid);
    if (dir != NULL)
        closedir(dir);
    return found;
}

const char *
keyfile_make_first(const char *folder)
{
    const char *problem = NULL;
    int fd;

    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return strerror(errno);
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return strerror(errno);
    /* close() unlocks.  A folder that cannot be locked is read-only and has its keys. */
    if (!has_key(folder) && flock(fd, LOCK_EX) == 0 && !has_key(folder))
        problem = make_key(fd);
    close(fd);
    return problem;
}
