#include "services/auth/password.h"

#include "shared/must.h"
#include "shared/seal.h"

#include <crypt.h>
#include <openssl/crypto.h>
#include <pthread.h>
#include <pwquality.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum {
    BYTES_MAX = 72,  /* what bcrypt reads */
    HASH_LEN = 60,   /* $2b$12$, 22 of salt, 31 of digest */
    SALT_LEN = 29,   /* $2b$12$ and the salt */
    RANDOM_LEN = 16, /* of a salt */
};

static int today;
static char dummy[HASH_LEN + 1]; /* of a password that nobody has */

/* ---- hashing */

/* Anything but `$2b$` would fall to a weaker method of crypt_r without a word. */
static bool
is_bcrypt(const char *hash)
{
    return strlen(hash) == HASH_LEN && strncmp(hash, "$2b$", 4) == 0 && hash[6] == '$';
}

static int
cost_of(const char *hash)
{
    return (hash[4] - '0') * 10 + hash[5] - '0';
}

static void
salt_make(char salt[HASH_LEN + 1])
{
    char random[RANDOM_LEN];

    random_bytes((uint8_t *)random, sizeof(random));
    must(crypt_gensalt_rn("$2b$", (unsigned long)today, random, sizeof(random), salt,
                          HASH_LEN + 1) != NULL);
}

static void
hash_into(struct crypt_data *data, const char *password, const char *setting,
          char out[HASH_LEN + 1])
{
    const char *hash = crypt_r(password, setting, data);

    must(hash != NULL && is_bcrypt(hash));
    memcpy(out, hash, HASH_LEN + 1);
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
    explicit_bzero(data, sizeof(*data));
    return arena_strndup(a, hash, HASH_LEN);
}

/* Once for each thread that hashes: who signs in waits rather than everybody else (measured beside
 * two that hash on two cores: p95 of a refresh 31 ms, not 40 to 90).  Not in password_init, whose
 * thread makes all the others: they would inherit it. */
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
    const char *setting = stored ? stored : dummy;
    char hash[HASH_LEN + 1];
    bool equal;

    must(is_bcrypt(setting));
    step_back();
    hash_into(data, password, setting, hash);
    equal = CRYPTO_memcmp(hash, setting, HASH_LEN) == 0;
    spend_the_rest(data, password, cost_of(setting));
    explicit_bzero(data, sizeof(*data));
    /* A longer one would match by its first 72 bytes. */
    return equal && stored && strlen(password) <= BYTES_MAX;
}

bool
password_is_stale(const char *stored)
{
    return cost_of(stored) < today;
}

/* ---- judging */

/* cracklib keeps what it works on in static memory. */
static pthread_mutex_t judge_lock = PTHREAD_MUTEX_INITIALIZER;

/*
 * cracklib calls a text systematic for a few steps such as `no` and `st`, also a long one of plain
 * words, where they are common; here they must be a third of it.
 */
static bool
is_systematic(const char *password)
{
    size_t len = strlen(password), steps = 0;

    for (size_t i = 1; i < len; i++)
        steps += abs(password[i] - password[i - 1]) <= 1;
    return steps * 3 > len;
}

/* What libpwquality says: a message, or NULL when the password is fine. */
static const char *
ask_library(struct arena *a, const char *password, const char *user, const char *words, int min)
{
    pwquality_settings_t *conf = pwquality_default_settings();
    char text[PWQ_MAX_ERROR_MESSAGE_LEN];
    void *more = NULL;
    const char *message = NULL;
    int found;

    must(conf != NULL);
    must(pwquality_set_int_value(conf, PWQ_SETTING_MIN_LENGTH, min) == 0);
    must(pwquality_set_int_value(conf, PWQ_SETTING_GECOS_CHECK, 0) == 0);
    must(pwquality_set_str_value(conf, PWQ_SETTING_BAD_WORDS, words) == 0);
    must(pthread_mutex_lock(&judge_lock) == 0);
    found = pwquality_check(conf, password, NULL, user, &more);
    if (found < 0) {
        message = pwquality_strerror(text, sizeof(text), found, more);
        message = arena_strndup(a, message, strlen(message));
    }
    must(pthread_mutex_unlock(&judge_lock) == 0);
    pwquality_free_settings(conf);
    if (message && strstr(message, "systematic") && !is_systematic(password))
        return NULL;
    return message;
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

enum { AROUND_MAX = 6 }; /* so many other characters do not hide a word */

/* `password123!` is a word of the dictionary with some characters around it, which the library
 * passes. */
static const char *
inner_word(struct arena *a, const char *password)
{
    enum { WORD_MIN = 6 /* of the library */ };
    size_t from = 0, to = strlen(password), len = to;

    while (from < to && !is_letter(password[from]))
        from++;
    while (to > from && !is_letter(password[to - 1]))
        to--;
    if (len - (to - from) > AROUND_MAX || to - from < WORD_MIN)
        return NULL;
    return arena_strndup(a, password + from, to - from);
}

/* The letters alone, small ones. */
static const char *
letters_of(struct arena *a, const char *text)
{
    size_t len = 0;
    char *out = arena_strndup(a, text, strlen(text));

    for (; *text; text++)
        if (is_letter(*text))
            out[len++] = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
    out[len] = '\0';
    return out;
}

/* The library looks for the address in the password, this for the password in the address. */
static bool
is_part_of(struct arena *a, const char *password, const char *address)
{
    const char *letters = letters_of(a, password);

    return strlen(password) - strlen(letters) <= AROUND_MAX && letters[0] &&
           strstr(letters_of(a, address), letters);
}

/* The domain, and the local part without what separates its words. */
static const char *
words_of(struct arena *a, const char *address)
{
    size_t local = strcspn(address, "@"), len = 0;
    char *joined = arena_strndup(a, address, local);

    for (size_t i = 0; i < local; i++)
        if (!strchr(".-_+", address[i]))
            joined[len++] = address[i];
    joined[len] = '\0';
    return arena_printf(a, "%s %s", joined, address[local] ? address + local + 1 : "");
}

const char *
password_judge(struct arena *a, const char *password, const char *address)
{
    const char *user = arena_strndup(a, address, strcspn(address, "@"));
    const char *words = words_of(a, address), *inner = inner_word(a, password);
    const char *message = ask_library(a, password, user, words, 10);

    if (!message && inner)
        message = ask_library(a, inner, user, words, 6);
    if (!message && is_part_of(a, password, address))
        message = "The password is made of the e-mail address";
    return message ? arena_printf(a, "is too easy to guess: %s", message) : NULL;
}

void
password_init(int cost)
{
    struct arena *a = arena_new(1 << 20);
    char unknown[2 * RANDOM_LEN + 1];
    uint8_t random[RANDOM_LEN];
    const char *said = ask_library(a, "university", NULL, "", 10);

    if (!said || !strstr(said, "dictionary word"))
        die("the dictionary of cracklib is missing (Debian: cracklib-runtime and a word list)");
    today = cost;
    random_bytes(random, sizeof(random));
    for (size_t i = 0; i < sizeof(random); i++)
        snprintf(unknown + 2 * i, 3, "%02x", random[i]);
    memcpy(dummy, hash_anew(a, unknown), sizeof(dummy));
    arena_destroy(a);
}
