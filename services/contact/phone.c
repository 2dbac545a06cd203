#include "services/contact/phone.h"

#include "shared/base/must.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum {
    PART_MIN = 3,    /* digits that are found anywhere in a number; fewer only at its beginning */
    GUESS_MIN = 6,   /* digits behind a country code that was written without + or 00 */
    WHOLE_MIN = 11,  /* digits of a stored number that may have its country code so */
    SPELLED_MIN = 7, /* digits of a number of which some are letters; fewer of them are digits */
};

struct phone {
    enum { PLAIN, NATIONAL, INTERNATIONAL } form;
    const char *digits;   /* as they were written, without an international 00 */
    const char *country;  /* the code, of an international number */
    const char *national; /* what follows it, without a trunk zero; of a national one as well */
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

const char *
phone_digits(struct arena *a, const char *folded)
{
    char *out = arena_strndup(a, folded, strlen(folded));
    size_t len = 0;

    for (; *folded; folded++)
        if (is_digit(*folded))
            out[len++] = *folded;
    out[len] = '\0';
    return out;
}

/* As in 1-800-FLOWERS: what the letters stand for on a keypad.  Any other text stays as it is. */
static const char *
spelled(struct arena *a, const char *folded)
{
    static const char keys[] = "22233344455566677778889999";
    size_t digits = strlen(phone_digits(a, folded)), letters = 0;
    char *out = arena_strndup(a, folded, strlen(folded));

    if (strcspn(folded, "0123456789") > strcspn(folded, "abcdefghijklmnopqrstuvwxyz"))
        return folded;
    for (char *p = out; *p; p++) {
        if (*p >= 'a' && *p <= 'z') {
            *p = keys[*p - 'a'];
            letters++;
        } else if (strchr("0123456789+-.()/ ", *p) == NULL) {
            return folded;
        }
    }
    return digits >= PART_MIN && digits < SPELLED_MIN && digits + letters >= SPELLED_MIN ? out
                                                                                         : folded;
}

/* A plus before the first digit. */
static bool
has_plus(const char *folded)
{
    const char *plus = strchr(folded, '+');

    return plus != NULL && plus < folded + strcspn(folded, "0123456789");
}

static size_t
country_len(const char *digits)
{
    static const char two[] =
        " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58"
        " 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";
    char code[] = {' ', digits[0], digits[0] ? digits[1] : '\0', ' ', '\0'};
    size_t len = strlen(digits);

    if (digits[0] == '1' || digits[0] == '7')
        return 1;
    if (len >= 2 && strstr(two, code) != NULL)
        return 2;
    return len < 3 ? len : 3;
}

/* What follows the digits that are dialled before a country code, of these; NULL when none are. */
static const char *
behind(const char *digits, const char *const *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(codes[i]);

        if (strncmp(digits, codes[i], len) == 0 && digits[len] && digits[len] != '0')
            return digits + len;
    }
    return NULL;
}

static struct phone
international(struct arena *a, const char *digits)
{
    struct phone p = {.form = INTERNATIONAL, .digits = digits};

    p.country = arena_strndup(a, digits, country_len(digits));
    p.national = digits + strlen(p.country);
    p.national += *p.national == '0';
    return p;
}

/* No area code of North America begins with 1, so that 0011 is the Australian prefix. */
static struct phone
phone_read(struct arena *a, const char *folded)
{
    static const char *const prefixes[] = {"0011", "00"};
    struct phone p = {.digits = phone_digits(a, folded)};
    const char *abroad = behind(p.digits, prefixes, ARRAY_LEN(prefixes));

    if (abroad != NULL)
        return international(a, abroad);
    if (has_plus(folded) && p.digits[0] != '0')
        return international(a, p.digits);
    if (p.digits[0] == '0') {
        p.form = NATIONAL;
        p.national = p.digits + 1;
    }
    return p;
}

/*
 * A number that is not written as an international one, read as one: with the prefix of North America, Japan or
 * Russia, which may also be the beginning of a national number, or with none.  False: it cannot be one.
 */
static bool
phone_guess(struct arena *a, const struct phone *p, struct phone *out)
{
    static const char *const prefixes[] = {"011", "010", "810"};
    const char *abroad;

    if (p->form == INTERNATIONAL)
        return false;
    abroad = behind(p->digits, prefixes, ARRAY_LEN(prefixes));
    if (abroad == NULL && p->form == PLAIN)
        abroad = p->digits;
    if (abroad == NULL)
        return false;
    *out = international(a, abroad);
    return strlen(out->national) >= GUESS_MIN;
}

/* What stands before a national number where that is no zero, or not a zero alone; NULL elsewhere. */
static const char *
trunk_of(const char *country)
{
    static const char *const trunks[][2] = {
        {"7", "8"}, {"36", "06"}, {"370", "8"}, {"375", "8"}, {"993", "8"}};

    for (size_t i = 0; i < ARRAY_LEN(trunks); i++)
        if (strcmp(country, trunks[i][0]) == 0)
            return trunks[i][1];
    return NULL;
}

static const char *
national_forms(struct arena *a, const struct phone *p)
{
    const char *trunk = trunk_of(p->country);
    const char *zero = arena_printf(a, " " PHONE_NATIONAL_FORM "0%s", p->national);

    if (trunk == NULL)
        return zero;
    return arena_printf(a, "%s " PHONE_NATIONAL_FORM "%s%s", zero, trunk, p->national);
}

static const char *
international_forms(struct arena *a, const struct phone *p)
{
    const char *written = arena_printf(a, " " PHONE_INTERNATIONAL "%s", p->digits);
    const char *without = arena_printf(a, " " PHONE_INTERNATIONAL "%s%s", p->country, p->national);

    if (!*p->national)
        return written;
    if (strcmp(without, written) == 0)
        without = "";
    return arena_printf(a, "%s%s%s", written, without, national_forms(a, p));
}

const char *
phone_forms(struct arena *a, const char *folded)
{
    struct phone p = phone_read(a, spelled(a, folded)), guess;
    const char *forms;

    if (!*p.digits)
        return "";
    if (p.form == INTERNATIONAL)
        return international_forms(a, &p);
    forms = arena_printf(a, " %s%s", p.form == NATIONAL ? PHONE_TRUNK : "", p.digits);
    if (strlen(p.digits) < WHOLE_MIN || !phone_guess(a, &p, &guess))
        return forms;
    return arena_printf(a, "%s%s", forms, national_forms(a, &guess));
}

/* Any part of a number, or of one or two digits its beginning. */
static const char *
part(struct arena *a, const char *digits)
{
    return strlen(digits) < PART_MIN
               ? arena_printf(a, "[ " PHONE_INTERNATIONAL PHONE_NATIONAL_FORM PHONE_TRUNK "]%s",
                              digits)
               : digits;
}

/* The number of this country where it was written without the code. */
static const char *
at_home(struct arena *a, const struct phone *p)
{
    const char *trunk = trunk_of(p->country);

    if (trunk == NULL)
        return arena_printf(a, "[ " PHONE_TRUNK "]0?%s", p->national);
    return arena_printf(a, "[ " PHONE_TRUNK "](?:0|%s)?%s", trunk, p->national);
}

/* What was dialled with a trunk 8 and was written without. */
static bool
has_trunk_8(const struct phone *p)
{
    return p->form == PLAIN && p->digits[0] == '8' && strlen(p->digits) == WHOLE_MIN;
}

static const char *
guessed(struct arena *a, const struct phone *p)
{
    const char *out = has_trunk_8(p) ? arena_printf(a, "| %s", p->digits + 1) : "";
    struct phone guess;

    if (!phone_guess(a, p, &guess))
        return out;
    return arena_printf(a, "%s|%s%s|%s", out, guess.country, guess.national, at_home(a, &guess));
}

/*
 * A number that was written without its country, or without its trunk zero, is found by that form; the digits
 * themselves are found in any.
 */
const char *
phone_pattern(struct arena *a, const char *folded)
{
    const char *text = spelled(a, folded), *written = phone_digits(a, text), *found;
    struct phone p = phone_read(a, text);

    if (!*written)
        return NULL;
    found = part(a, written);
    if (strcmp(p.digits, written) != 0)
        found = arena_printf(a, "%s|%s", found, part(a, p.digits));
    if (p.form == INTERNATIONAL && strlen(p.national) >= PART_MIN)
        return arena_printf(a, "%s|%s%s|%s", found, p.country, p.national, at_home(a, &p));
    if (p.form == NATIONAL && strlen(p.national) >= PART_MIN)
        found = arena_printf(a, "%s| %s", found, p.national);
    return arena_printf(a, "%s%s", found, guessed(a, &p));
}
