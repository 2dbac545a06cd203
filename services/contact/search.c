#include "services/contact/search.h"

#include "services/contact/phone.h"
#include "shared/base/must.h"
#include "shared/fold/fold.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"

enum {
    PART_MIN = 3
}; /* characters that are found anywhere in a word; fewer only at its beginning */

struct word {
    const char *text; /* spread */
    const char *typed;
    const char *other;  /* regular expression of other ways to write it, or NULL */
    const char *like;   /* for LIKE, what it has in all of them; NULL when there is nothing */
    const char *number; /* regular expression, or NULL: it is no part of a number */
    size_t digits;
    bool has_digits, is_word;
};

struct words {
    struct word *items;
    size_t count;
};

/* Without punctuation and brackets around it, as in `Hopper, Grace <grace@example.org>`. */
static const char *
bare(struct arena *a, const char *typed)
{
    static const char around[] = ".,;:\"'<>()[]{}";
    const char *begin = typed + strspn(typed, around), *end = begin + strlen(begin);

    while (end > begin && strchr(around, end[-1]) != NULL)
        end--;
    return begin < end ? arena_strndup(a, begin, (size_t)(end - begin)) : typed;
}

static const char *
escaped(struct arena *a, const char *text, const char *special)
{
    char *out = arena_array(a, char, strlen(text) * 2 + 1);
    size_t len = 0;

    for (; *text; text++) {
        if (strchr(special, *text) != NULL)
            out[len++] = '\\';
        out[len++] = *text;
    }
    return out;
}

static const char *
as_expression(struct arena *a, const char *text)
{
    return escaped(a, text, "\\^$.[]|()?*+{}");
}

/* A consonant of Hangul that stands for a syllable has any text behind it. */
static const char *
like(struct arena *a, const char *spread)
{
    const char *text = escaped(a, spread, "\\%_"), *initials = fold_initials(a, text, "%");

    return arena_printf(a, "%%%s%%", initials != NULL ? initials : text);
}

/* Whether it is also written as one word and as several; an e-mail address is not. */
static bool
has_parts(struct arena *a, const char *text)
{
    const char *joined = strchr(text, '@') == NULL ? fold_parts(a, text, "") : NULL;

    return joined != NULL && fold_has_letter(joined);
}

/* The index does not find by a range of letters, so that for consonants LIKE narrows it down first. */
static void
add_other_ways(struct arena *a, const char *text, struct word *w)
{
    static const char rest_of_syllable[] = "[\u1160-\u11ff]*";

    if (has_parts(a, text)) {
        w->other = arena_printf(a, " %s| %s", fold_spread(a, fold_parts(a, text, "")),
                                fold_spread(a, fold_parts(a, text, " ")));
        return;
    }
    w->other = fold_initials(a, as_expression(a, w->text), rest_of_syllable);
    if (w->digits == 0)
        w->like = like(a, w->text);
}

static struct word
word_of(struct arena *a, const char *typed)
{
    const char *text = bare(a, typed);
    struct word w = {.typed = typed,
                     .text = fold_spread(a, text),
                     .digits = strlen(phone_digits(a, typed)),
                     .is_word = fold_is_word(text)};

    w.has_digits = w.digits > 0;
    if (w.text[0] != ' ' && fold_length(text) < PART_MIN)
        w.text = arena_printf(a, " %s", w.text);
    add_other_ways(a, text, &w);
    return w;
}

/* Of an address that was copied from a link, what says so. */
static size_t
scheme_len(const char *typed)
{
    static const char *const schemes[] = {"tel:", "sms:", "mailto:"};

    for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
        size_t len = strlen(schemes[i]);

        if (strncmp(typed, schemes[i], len) == 0 && typed[len] && typed[len] != ' ')
            return len;
    }
    return 0;
}

static struct words
words_of(struct arena *a, const char *folded)
{
    size_t room = strlen(folded) / 2 + 1;
    struct words out = {.items = arena_array(a, struct word, room)};

    while (*folded) {
        size_t len;

        folded += scheme_len(folded);
        len = strcspn(folded, " ");
        out.items[out.count++] = word_of(a, arena_strndup(a, folded, len));
        folded += len + (folded[len] == ' ');
    }
    return out;
}

/* A word with an umlaut is looked for in the other writing, which has as many words, as well. */
static void
add_umlauts(struct arena *a, const char *typed, struct words *all)
{
    struct words others = words_of(a, fold_two_letters(a, typed));

    must(others.count == all->count);
    for (size_t i = 0; i < all->count; i++) {
        struct word *w = &all->items[i];
        const char *other = others.items[i].text;

        if (strcmp(other, w->text) == 0)
            continue;
        w->other = w->other == NULL ? as_expression(a, other)
                                    : arena_printf(a, "%s|%s", w->other, as_expression(a, other));
        w->like = NULL;
    }
}

/* As numbers are written; signs alone may stand between their parts. */
static bool
is_number(const struct word *w)
{
    return strspn(w->typed, DIGITS "+-./()[]") == strlen(w->typed);
}

/* As in `555-0100 x12`. */
static bool
is_extension(const struct word *w)
{
    return w->typed[0] == 'x' && w->digits > 0 && w->digits == strlen(w->typed) - 1;
}

static bool
goes_on(const struct word *w)
{
    return is_extension(w) || (is_number(w) && strchr(w->typed, '+') == NULL);
}

static size_t
run_len(const struct words *all, size_t from)
{
    size_t len = from < all->count && is_number(&all->items[from]);

    while (len > 0 && from + len < all->count && goes_on(&all->items[from + len]))
        len++;
    return len;
}

/* The words of a run are parts of one number, or numbers of their own.  Answers its digits. */
static const char *
read_run(struct arena *a, struct word *run, size_t len)
{
    const char *joined = "", *whole;

    for (size_t i = 0; i < len; i++)
        joined = arena_printf(a, "%s%s ", joined, run[i].typed);
    whole = phone_pattern(a, joined);
    for (size_t i = 0; i < len; i++) {
        run[i].number = phone_pattern(a, run[i].typed);
        if (len > 1 && run[i].number != NULL)
            run[i].number = arena_printf(a, "%s|%s", run[i].number, whole);
    }
    return phone_digits(a, joined);
}

/* A beginning, and the whole. */
static void
add_better(struct arena *a, const char *before, const char *text, const char **better,
           size_t *count)
{
    if (!*text)
        return;
    better[(*count)++] = arena_printf(a, "%s%s", before, text);
    better[(*count)++] = arena_printf(a, "%s%s ", before, text);
}

static struct texts
read_numbers(struct arena *a, struct words *all)
{
    const char **better = arena_array(a, const char *, all->count * 8);
    size_t count = 0, len;

    for (size_t i = 0; i<all->count; i += len> 0 ? len : 1) {
        struct word *w = &all->items[i];

        len = run_len(all, i);
        if (len > 0) {
            const char *digits = read_run(a, w, len);

            add_better(a, PHONE_INTERNATIONAL, digits, better, &count);
            add_better(a, PHONE_NATIONAL_FORM, digits, better, &count);
            add_better(a, PHONE_TRUNK, digits, better, &count);
        } else if (w->digits >= PART_MIN) {
            w->number = phone_pattern(a, w->typed);
        }
        add_better(a, " ", w->text + (w->text[0] == ' '), better, &count);
    }
    return (struct texts){better, count};
}

/* Words before signs, the longest first: it finds through the index. */
static int
by_use(const void *a, const void *b)
{
    const struct word *one = a, *two = b;
    size_t first = strlen(one->text), second = strlen(two->text);

    if (one->is_word != two->is_word)
        return one->is_word ? -1 : 1;
    if (one->digits != two->digits)
        return one->digits > two->digits ? -1 : 1;
    return first != second ? (first > second ? -1 : 1) : strcmp(one->text, two->text);
}

static const char *
expression(struct arena *a, const struct word *w)
{
    const char *out = as_expression(a, w->text);

    if (w->other != NULL)
        out = arena_printf(a, "%s|%s", out, w->other);
    return w->number != NULL ? arena_printf(a, "%s|%s", out, w->number) : out;
}

static bool
same_word(const struct word *a, const struct word *b)
{
    const char *one = a->number != NULL ? a->number : "";
    const char *two = b->number != NULL ? b->number : "";

    return strcmp(a->text, b->text) == 0 && strcmp(one, two) == 0;
}

static void
add_like(const struct word *w, struct search *out, const char **rest)
{
    if (strcmp(out->word, "%") == 0)
        out->word = w->like;
    else
        rest[out->words.count++] = w->like;
}

static void
add_expression(struct arena *a, const struct word *w, struct search *out)
{
    const char *next = expression(a, w);

    if (!*out->pattern)
        out->pattern = next;
    else if (!*out->patterns)
        out->patterns = arena_printf(a, "^(?=.*(?:%s))", next);
    else
        out->patterns = arena_printf(a, "%s(?=.*(?:%s))", out->patterns, next);
}

bool
search_read(struct arena *a, const char *typed, struct search *out)
{
    struct words all = words_of(a, fold(a, typed));
    const char **rest = arena_array(a, const char *, all.count + 1);

    if (all.count == 0)
        return false;
    add_umlauts(a, typed, &all);
    *out = (struct search){.better = read_numbers(a, &all),
                           .word = "%",
                           .words = {.items = rest},
                           .pattern = "",
                           .patterns = ""};
    qsort(all.items, all.count, sizeof *all.items, by_use);
    out->signs = !all.items[0].is_word;
    for (size_t i = 0; i < all.count; i++) {
        const struct word *w = &all.items[i];

        if ((i > 0 && same_word(w, w - 1)) || (!w->is_word && !out->signs))
            continue;
        if (w->like != NULL)
            add_like(w, out, rest);
        if (w->has_digits || w->other != NULL)
            add_expression(a, w, out);
    }
    return true;
}
