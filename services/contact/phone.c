#include "services/contact/phone.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { PART_MIN = 3 }; /* digits that are found anywhere in a number; fewer only at its beginning */

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

static struct phone
phone_read(struct arena *a, const char *folded)
{
    struct phone p = {.digits = phone_digits(a, folded)};
    bool abroad = has_plus(folded) && p.digits[0] != '0';

    if (!abroad && strncmp(p.digits, "00", 2) == 0 && p.digits[2] && p.digits[2] != '0') {
        p.digits += 2;
        abroad = true;
    }
    if (abroad) {
        p.form = INTERNATIONAL;
        p.country = arena_strndup(a, p.digits, country_len(p.digits));
        p.national = p.digits + strlen(p.country);
        p.national += *p.national == '0';
    } else if (p.digits[0] == '0') {
        p.form = NATIONAL;
        p.national = p.digits + 1;
    }
    return p;
}

const char *
phone_forms(struct arena *a, const char *folded)
{
    struct phone p = phone_read(a, folded);
    const char *without;

    if (!*p.digits)
        return "";
    if (p.form == PLAIN)
        return arena_printf(a, " %s", p.digits);
    if (p.form == NATIONAL)
        return arena_printf(a, " " PHONE_TRUNK "%s", p.digits);
    if (!*p.national)
        return arena_printf(a, " " PHONE_INTERNATIONAL "%s", p.digits);
    without = arena_printf(a, "%s%s", p.country, p.national);
    if (strcmp(without, p.digits) == 0)
        return arena_printf(a, " " PHONE_INTERNATIONAL "%s " PHONE_NATIONAL_FORM "0%s", without,
                            p.national);
    return arena_printf(
        a, " " PHONE_INTERNATIONAL "%s " PHONE_INTERNATIONAL "%s " PHONE_NATIONAL_FORM "0%s",
        p.digits, without, p.national);
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

/*
 * A number that was written without its country, or without its trunk zero, is found by that form; the digits
 * themselves are found in any.
 */
const char *
phone_pattern(struct arena *a, const char *folded)
{
    struct phone p = phone_read(a, folded);
    const char *written = phone_digits(a, folded), *found;

    if (!*written)
        return NULL;
    found = part(a, written);
    if (p.digits != written && strcmp(p.digits, written) != 0)
        found = arena_printf(a, "%s|%s", found, part(a, p.digits));
    if (p.form == PLAIN || strlen(p.national) < PART_MIN)
        return found;
    if (p.form == NATIONAL)
        return arena_printf(a, "%s| %s", found, p.national);
    return arena_printf(a, "%s|%s%s|[ " PHONE_TRUNK "]0?%s", found, p.country, p.national,
                        p.national);
}
