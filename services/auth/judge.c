/*
 * A new password is asked about up to three times, and the first complaint is the answer:
 *
 *     1. as it is, by libpwquality, with the parts of the e-mail address as bad words
 *     2. without what is no letter at both ends, as `password` of `12password!`, by libpwquality
 *        again; unless more than six characters go or fewer than six are left
 *     3. by its letters alone, when at most six characters are none: whether the e-mail address
 *        has them in a row
 *
 * Limits: that cracklib found a password systematic is only in the text of the message, so
 * ask_library looks for the word there before it lets is_systematic overrule it.
 */
#include "services/auth/judge.h"

#include "shared/base/must.h"

#include <pthread.h>
#include <pwquality.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* cracklib works in static memory. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

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

/* The library's message, or NULL when it accepts the password. */
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
    must(pthread_mutex_lock(&lock) == 0);
    found = pwquality_check(conf, password, NULL, user, &more);
    if (found < 0) {
        message = pwquality_strerror(text, sizeof text, found, more);
        message = arena_strndup(a, message, strlen(message));
    }
    must(pthread_mutex_unlock(&lock) == 0);
    pwquality_free_settings(conf);
    if (message != NULL && strstr(message, "systematic") != NULL && !is_systematic(password))
        return NULL;
    return message;
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

enum { AROUND_MAX = 6 }; /* characters that do not hide a word */

/* The second question: the library passes a word of the dictionary with characters around it. */
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

/* The letters alone, in lower case. */
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

/* The third question.  The library looks only for the address in the password. */
static bool
is_part_of(struct arena *a, const char *password, const char *address)
{
    const char *letters = letters_of(a, password);

    return strlen(password) - strlen(letters) <= AROUND_MAX && letters[0] &&
           strstr(letters_of(a, address), letters) != NULL;
}

/* The domain and the local part, without `.-_+` between its words. */
static const char *
words_of(struct arena *a, const char *address)
{
    size_t local = strcspn(address, "@"), len = 0;
    char *joined = arena_strndup(a, address, local);

    for (size_t i = 0; i < local; i++)
        if (strchr(".-_+", address[i]) == NULL)
            joined[len++] = address[i];
    joined[len] = '\0';
    return arena_printf(a, "%s %s", joined, address[local] ? address + local + 1 : "");
}

const char *
judge_password(struct arena *a, const char *password, const char *address)
{
    const char *user = arena_strndup(a, address, strcspn(address, "@"));
    const char *words = words_of(a, address), *inner = inner_word(a, password);
    const char *message = ask_library(a, password, user, words, 10);

    if (message == NULL && inner != NULL)
        message = ask_library(a, inner, user, words, 6);
    if (message == NULL && is_part_of(a, password, address))
        message = "The password is made of the e-mail address";
    return message != NULL ? arena_printf(a, "is too easy to guess: %s", message) : NULL;
}

void
judge_init(void)
{
    struct arena *a = arena_new(1 << 20);
    const char *said = ask_library(a, "university", NULL, "", 10);

    if (said == NULL || strstr(said, "dictionary word") == NULL)
        die("the dictionary of cracklib is missing (Debian: cracklib-runtime and a word list)");
    arena_destroy(a);
}
