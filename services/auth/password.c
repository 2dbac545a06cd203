#include "services/auth/password.h"

#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/base/random.h"

#include <crypt.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

enum {
    BYTES_MAX = 72, /* what bcrypt reads */
    COST_MIN = 4,   /* of bcrypt */
    COST_MAX = 31,
    HASH_LEN = 60,   /* $2b$12$, 22 of salt, 31 of digest */
    SALT_LEN = 29,   /* $2b$12$ and the salt */
    RANDOM_LEN = 16, /* of a salt */
};

static int today;
static char dummy[HASH_LEN + 1]; /* of a password that nobody has */

static int
cost_of(const char *hash)
{
    return (hash[4] - '0') * 10 + hash[5] - '0';
}

/*
 * Anything but `$2b$` would make crypt_r use a weaker method without notice, and for what is no
 * hash it makes none.
 */
static bool
is_bcrypt(const char *hash)
{
    static const char letters[] =
        "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    return strlen(hash) == HASH_LEN && strncmp(hash, "$2b$", 4) == 0 && hash[6] == '$' &&
           strspn(hash + 4, "0123456789") == 2 && cost_of(hash) >= COST_MIN &&
           cost_of(hash) <= COST_MAX && strspn(hash + 7, letters) == HASH_LEN - 7;
}

static void
salt_make(char salt[HASH_LEN + 1])
{
    char random[RANDOM_LEN];

    random_bytes((uint8_t *)random, sizeof random);
    must(crypt_gensalt_rn("$2b$", (unsigned long)today, random, sizeof random, salt,
                          HASH_LEN + 1) != NULL);
}

/* Of a longer password what bcrypt reads of it: crypt_r refuses 512 bytes and more. */
static void
hash_into(struct crypt_data *data, const char *password, const char *setting,
          char out[HASH_LEN + 1])
{
    char read[BYTES_MAX + 1];
    const char *hash;

    snprintf(read, sizeof read, "%s", password);
    hash = crypt_r(read, setting, data);
    must(hash != NULL && is_bcrypt(hash));
    memcpy(out, hash, HASH_LEN + 1);
    explicit_bzero(read, sizeof read);
}

static const char *
hash_anew(struct arena *a, const char *password)
{
    /* 32 KiB, more than a small stack has room for. */
    struct crypt_data *data = arena_one(a, struct crypt_data);
    char salt[HASH_LEN + 1], hash[HASH_LEN + 1];

    must(strlen(password) <= BYTES_MAX);
    salt_make(salt);
    hash_into(data, password, salt, hash);
    explicit_bzero(data, sizeof *data);
    return arena_strndup(a, hash, HASH_LEN);
}

/*
 * Once for each thread that hashes, so that logins wait rather than everything else (measured
 * beside two that hash on two cores: p95 of a refresh 31 ms, not 40 to 90).  Not in password_init:
 * its thread starts all the others, which would inherit the priority.
 */
static void
step_back(void)
{
    enum { NICE = 5 };
    static _Thread_local bool stepped_back;

    if (!stepped_back)
        (void)setpriority(PRIO_PROCESS, 0, NICE); /* of this thread alone, on Linux */
    stepped_back = true;
}

const char *
password_hash(struct arena *a, const char *password)
{
    step_back();
    return hash_anew(a, password);
}

/* 2^from + 2^(from+1) + ... + 2^(today-1) rounds make 2^from up to 2^today. */
static void
spend_the_rest(struct crypt_data *data, const char *password, int from)
{
    char salt[SALT_LEN + 1] = "", hash[HASH_LEN + 1];

    memcpy(salt, dummy, SALT_LEN);
    for (int cost = from; cost < today; cost++) {
        salt[4] = (char)('0' + cost / 10);
        salt[5] = (char)('0' + cost % 10);
        hash_into(data, password, salt, hash);
    }
}

bool
password_matches(struct arena *a, const char *password, const char *stored)
{
    struct crypt_data *data = arena_one(a, struct crypt_data);
    bool known = stored != NULL && is_bcrypt(stored), equal;
    const char *setting = known ? stored : dummy;
    char hash[HASH_LEN + 1];

    if (stored != NULL && !known)
        log_event(LOG_ERROR, "password.hash.damaged", "len=%zu", strlen(stored));
    step_back();
    hash_into(data, password, setting, hash);
    equal = CRYPTO_memcmp(hash, setting, HASH_LEN) == 0;
    spend_the_rest(data, password, cost_of(setting));
    explicit_bzero(data, sizeof *data);
    /* A longer one would match by its first 72 bytes. */
    return equal && known && strlen(password) <= BYTES_MAX;
}

bool
password_is_stale(const char *stored)
{
    return cost_of(stored) < today;
}

void
password_init(int cost)
{
    struct arena *a = arena_new(1 << 20);
    char unknown[2 * RANDOM_LEN + 1];
    uint8_t random[RANDOM_LEN];

    today = cost;
    random_bytes(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(unknown + 2 * i, 3, "%02x", random[i]);
    memcpy(dummy, hash_anew(a, unknown), sizeof dummy);
    arena_destroy(a);
}
