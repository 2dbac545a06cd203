#include "shared/fold/fold.h"

#include "shared/base/must.h"
#include "shared/base/utf8.h"
#include "shared/fold/wide.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>
#include <unicode/utrans.h>

/* Combining classes 7 to 9 are letters' own: nukta, voiced Kana, virama.  0 is that of vowel signs. */
enum { CLASS_LETTER_FIRST = 7, CLASS_LETTER_LAST = 9 };

enum { TATWEEL = 0x640, MIDDLE_DOT = 0xb7, KATAKANA_MIDDLE_DOT = 0x30fb };

/* Both have the same letters in the same order. */
enum { HIRAGANA_FIRST = 0x3041, KATAKANA_FIRST = 0x30a1, KATAKANA_LAST = 0x30f6 };

static struct {
    const UNormalizer2 *compatible, *decomposed;
    UTransliterator *ascii;
} unicode;

static void
open_tables(void)
{
    UErrorCode status = U_ZERO_ERROR;

    unicode.compatible = unorm2_getNFKCCasefoldInstance(&status);
    unicode.decomposed = unorm2_getNFDInstance(&status);
    unicode.ascii = utrans_openU(u"Latin-ASCII", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    must(U_SUCCESS(status));
}

static void
need_tables(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    must(pthread_once(&once, open_tables) == 0);
}

/* It works in place, and spoils the text when that has too little room. */
static struct wide
latin_as_ascii(struct arena *a, struct wide in)
{
    struct wide out;
    UErrorCode status;
    int32_t room = in.len * 2 + 16;

    do {
        int32_t limit = in.len;

        out = wide_new(a, room);
        u_memcpy(out.at, in.at, in.len);
        out.len = in.len;
        status = U_ZERO_ERROR;
        utrans_transUChars(unicode.ascii, out.at, &out.len, out.room, 0, &limit, &status);
        room = out.len + 1;
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    must(U_SUCCESS(status));
    return out;
}

static bool
is_dropped(UChar32 c)
{
    uint8_t class = u_getCombiningClass(c);
    int8_t category = u_charType(c);

    return (class > 0 && (class < CLASS_LETTER_FIRST || class > CLASS_LETTER_LAST)) ||
           category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR || c == TATWEEL ||
           c == MIDDLE_DOT || c == KATAKANA_MIDDLE_DOT;
}

static struct wide
without_dropped(struct arena *a, struct wide in)
{
    struct wide out = wide_new(a, in.len + 1);

    for (int32_t i = 0; i < in.len;) {
        UChar32 c;

        U16_NEXT(in.at, i, in.len, c);
        if (!is_dropped(c))
            U16_APPEND_UNSAFE(out.at, out.len, c);
    }
    return out;
}

/*
 * Letters that a person who types one means the other by, though Unicode does not say so: those of Arabic, Persian and
 * Urdu that end a word alike, or are one letter on another keyboard; Katakana, which is then Hiragana.
 */
static UChar32
letter_for(UChar32 c)
{
    static const struct {
        UChar32 letter, other;
    } same[] = {
        {0x649, 0x64a}, {0x6cc, 0x64a}, {0x6d2, 0x64a}, {0x6a9, 0x643},
        {0x629, 0x647}, {0x6be, 0x647}, {0x6c1, 0x647}, {0x6c3, 0x647},
        {0x6d5, 0x647}, {0x671, 0x627}, {'`', '\''},
    };

    if (c >= KATAKANA_FIRST && c <= KATAKANA_LAST)
        return c - KATAKANA_FIRST + HIRAGANA_FIRST;
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        if (c == same[i].letter)
            return same[i].other;
    return c;
}

static bool
is_blank(UChar32 c)
{
    return u_isUWhiteSpace(c) || u_charType(c) == U_CONTROL_CHAR;
}

/* In UTF-8; one letter for those that are the same, digits as ASCII, and of blanks in a row one space. */
static const char *
narrow(struct arena *a, struct wide in)
{
    char *out = arena_array(a, char, (size_t)in.len * 3 + 1);
    size_t len = 0;

    for (int32_t i = 0; i < in.len;) {
        UChar32 c;

        U16_NEXT(in.at, i, in.len, c);
        if (is_blank(c)) {
            if (len > 0 && out[len - 1] != ' ')
                out[len++] = ' ';
        } else {
            if (u_isdigit(c))
                c = '0' + u_charDigitValue(c);
            c = letter_for(u_tolower(c)); /* lower case: what Latin-ASCII makes of signs, as (C) */
            U8_APPEND_UNSAFE(out, len, c);
        }
    }
    if (len > 0 && out[len - 1] == ' ')
        len--;
    out[len] = '\0';
    return out;
}

/* What is compatible already. */
static const char *
fold_wide(struct arena *a, struct wide compatible)
{
    struct wide apart = wide_normalized(a, unicode.decomposed, compatible);

    return narrow(a, latin_as_ascii(a, without_dropped(a, apart)));
}

const char *
fold(struct arena *a, const char *text)
{
    need_tables();
    return fold_wide(a, wide_normalized(a, unicode.compatible, wide_from(a, text)));
}

/* The first of the two letters that an umlaut is also written as; 0 for any other letter. */
static UChar
first_of_two(UChar c)
{
    switch (c) {
    case 0xe4: /* ä */
    case 0xe5: /* å */
        return 'a';
    case 0xf6: /* ö */
    case 0xf8: /* ø */
        return 'o';
    case 0xfc: /* ü */
        return 'u';
    default:
        return 0;
    }
}

const char *
fold_two_letters(struct arena *a, const char *text)
{
    struct wide in, out;

    need_tables();
    in = wide_normalized(a, unicode.compatible, wide_from(a, text));
    out = wide_new(a, in.len * 2 + 1);
    for (int32_t i = 0; i < in.len; i++) {
        UChar c = in.at[i], first = first_of_two(c);

        if (first != 0)
            out.at[out.len++] = first;
        out.at[out.len++] = first == 0 ? c : c == 0xe5 ? 'a' : 'e';
    }
    return fold_wide(a, out);
}

/* A consonant that begins a syllable of Hangul, which in NFD is a letter of its own. */
static bool
is_initial(UChar32 c)
{
    return u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE) == U_HST_LEADING_JAMO;
}

static bool
stands_alone(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;

    switch ((int)uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
        return true;
    case USCRIPT_HANGUL:
        return is_initial(c);
    default:
        return false;
    }
}

static bool
opens(UChar32 c)
{
    int8_t category = u_charType(c);

    return category == U_START_PUNCTUATION || category == U_INITIAL_PUNCTUATION || c == '"';
}

const char *
fold_spread(struct arena *a, const char *folded)
{
    size_t room = strlen(folded), len = 0;
    char *out = arena_array(a, char, room * 2 + 1);
    UChar32 last = ' ';

    for (size_t i = 0; i < room;) {
        UChar32 c;

        U8_NEXT_UNSAFE(folded, i, c);
        if (len > 0 && out[len - 1] != ' ' && c != ' ' && (opens(last) || stands_alone(c)))
            out[len++] = ' ';
        U8_APPEND_UNSAFE(out, len, c);
        last = c;
    }
    out[len] = '\0';
    return out;
}

static bool
is_sign(UChar32 c)
{
    return (U_GET_GC_MASK(c) & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
}

const char *
fold_next_word(const char **at, size_t *len)
{
    const char *begin = NULL, *text = *at;
    size_t i = 0, next = 0;
    UChar32 c = 0;

    for (; text[i]; i = next) {
        U8_NEXT_UNSAFE(text, next, c);
        if (u_charType(c) == U_OTHER_SYMBOL || c == ' ' || is_sign(c)) {
            if (begin != NULL)
                break;
            if (u_charType(c) != U_OTHER_SYMBOL)
                continue;
            begin = text + i;
            i = next;
            break;
        }
        if (begin == NULL)
            begin = text + i;
    }
    *at = text + i;
    *len = begin != NULL ? (size_t)(*at - begin) : 0;
    return begin;
}

const char *
fold_parts(struct arena *a, const char *word, const char *between)
{
    size_t room = strlen(word), len = 0;
    char *out = arena_array(a, char, room *(strlen(between) + 1) + 1);
    bool after_sign = false, found = false;

    for (size_t i = 0; i < room;) {
        UChar32 c;

        U8_NEXT_UNSAFE(word, i, c);
        if (is_sign(c)) {
            after_sign = len > 0;
            continue;
        }
        if (after_sign)
            len += (size_t)sprintf(out + len, "%s", between);
        found = found || after_sign;
        after_sign = false;
        U8_APPEND_UNSAFE(out, len, c);
    }
    out[len] = '\0';
    return found ? out : NULL;
}

const char *
fold_initials(struct arena *a, const char *spread, const char *rest)
{
    size_t room = strlen(spread), len = 0;
    char *out = arena_array(a, char, room *(strlen(rest) + 1) + 1);
    bool found = false;

    for (size_t i = 0; i < room;) {
        UChar32 c;

        U8_NEXT_UNSAFE(spread, i, c);
        U8_APPEND_UNSAFE(out, len, c);
        if (is_initial(c) && spread[i] == ' ') {
            len += (size_t)sprintf(out + len, "%s", rest);
            found = true;
        }
    }
    out[len] = '\0';
    return found ? out : NULL;
}

static bool
has_any(const char *folded, bool (*is)(UChar32))
{
    size_t len = strlen(folded);

    for (size_t i = 0; i < len;) {
        UChar32 c;

        U8_NEXT_UNSAFE(folded, i, c);
        if (is(c))
            return true;
    }
    return false;
}

static bool
is_alphabetic(UChar32 c)
{
    return u_isalpha(c);
}

static bool
is_alphanumeric(UChar32 c)
{
    return u_isalnum(c);
}

bool
fold_runs_together(const char *folded)
{
    return has_any(folded, stands_alone);
}

bool
fold_is_word(const char *folded)
{
    return has_any(folded, is_alphanumeric);
}

bool
fold_has_letter(const char *folded)
{
    return has_any(folded, is_alphabetic);
}

size_t
fold_length(const char *folded)
{
    return (size_t)utf8_count(folded, strlen(folded));
}
