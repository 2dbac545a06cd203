/*
 * Passwords are hashed in NFKC (unicode.h), so that each keyboard types the same.  Before that they
 * were hashed as they were sent: when one that is not in NFKC does not match, it is compared as it
 * was sent as well.
 */
#include "services/auth/password.h"

#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/base/random.h"
#include "shared/base/unicode.h"
#include "shared/codec/format.h"

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

/* Of a longer text what bcrypt reads of it: crypt_r refuses 512 bytes and more. */
static void
hash_into(struct crypt_data *data, const char *text, const char *setting, char out[HASH_LEN + 1])
{
    char read[BYTES_MAX + 1];
    const char *hash;

    snprintf(read, sizeof read, "%s", text);
    hash = crypt_r(read, setting, data);
    must(hash != NULL && is_bcrypt(hash));
    memcpy(out, hash, HASH_LEN + 1);
    explicit_bzero(read, sizeof read);
}

static const char *
hash_anew(struct arena *a, const char *text)
{
    /* 32 KiB, more than a small stack has room for. */
    struct crypt_data *data = arena_one(a, struct crypt_data);
    char salt[HASH_LEN + 1], hash[HASH_LEN + 1];

    must(strlen(text) <= BYTES_MAX);
    salt_make(salt);
    hash_into(data, text, salt, hash);
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
password_hash(struct arena *a, const char *text)
{
    step_back();
    return hash_anew(a, text);
}

/* 2^from + 2^(from+1) + ... + 2^(today-1) rounds make 2^from up to 2^today. */
static void
spend_the_rest(struct crypt_data *data, const char *text, int from)
{
    char salt[SALT_LEN + 1] = "", hash[HASH_LEN + 1];

    memcpy(salt, dummy, SALT_LEN);
    for (int cost = from; cost < today; cost++) {
        salt[4] = (char)('0' + cost / 10);
        salt[5] = (char)('0' + cost % 10);
        hash_into(data, text, salt, hash);
    }
}

/* Takes the time of one hash at today's cost. */
static bool
matches(struct arena *a, const char *text, const char *stored)
{
    struct crypt_data *data = arena_one(a, struct crypt_data);
    const char *setting = stored != NULL ? stored : dummy;
    char hash[HASH_LEN + 1];
    bool equal;

    hash_into(data, text, setting, hash);
    equal = CRYPTO_memcmp(hash, setting, HASH_LEN) == 0;
    spend_the_rest(data, text, cost_of(setting));
    explicit_bzero(data, sizeof *data);
    /* A longer one would match by its first 72 bytes. */
    return equal && stored != NULL && strlen(text) <= BYTES_MAX;
}

/* A password that would not be taken today is not made the account's in its normal form. */
static const char *
worth_storing(const char *text, const char *normal, const char *stored)
{
    if (text != normal && format_password(normal, strlen(normal)) == NULL)
        return normal;
    return cost_of(stored) < today ? text : NULL;
}

struct password_match
password_match(struct arena *a, const char *password, const char *stored)
{
    const char *normal = unicode_nfkc(a, password), *text = normal;
    bool right;

    if (stored != NULL && !is_bcrypt(stored)) {
        log_event(LOG_ERROR, "password.hash.damaged", "len=%zu", strlen(stored));
        stored = NULL;
    }
    step_back();
    right = matches(a, text, stored);
    if (!right && strcmp(normal, password) != 0 && strlen(password) <= BYTES_MAX) {
        text = password;
        right = matches(a, text, stored);
    }
    return (struct password_match){
        .is_right = right,
        .anew = right ? worth_storing(text, normal, stored) : NULL,
    };
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
