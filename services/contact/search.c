#include "services/contact/search.h"

#include "services/contact/fold.h"
#include "services/contact/phone.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"

enum {
    PART_MIN = 3
}; /* characters that are found anywhere in a word; fewer only at its beginning */

struct word {
    const char *text; /* spread */
    const char *typed;
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
    return w;
}

static struct words
words_of(struct arena *a, const char *folded)
{
    size_t room = strlen(folded) / 2 + 1;
    struct words out = {.items = arena_array(a, struct word, room)};

    while (*folded) {
        size_t len = strcspn(folded, " ");

        out.items[out.count++] = word_of(a, arena_strndup(a, folded, len));
        folded += len + (folded[len] == ' ');
    }
    return out;
}

/* As numbers are written; signs alone may stand between their parts. */
static bool
is_number(const struct word *w)
{
    return strspn(w->typed, DIGITS "+-./()[]") == strlen(w->typed);
}

static size_t
run_len(const struct words *all, size_t from)
{
    size_t len = 0;

    while (from + len < all->count && is_number(&all->items[from + len]) &&
           (len == 0 || strchr(all->items[from + len].typed, '+') == NULL))
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
like(struct arena *a, const struct word *w)
{
    return arena_printf(a, "%%%s%%", escaped(a, w->text, "\\%_"));
}

static const char *
expression(struct arena *a, const struct word *w)
{
    const char *text = escaped(a, w->text, "\\^$.[]|()?*+{}");

    return w->number != NULL ? arena_printf(a, "%s|%s", text, w->number) : text;
}

static bool
same_word(const struct word *a, const struct word *b)
{
    const char *one = a->number != NULL ? a->number : "";
    const char *two = b->number != NULL ? b->number : "";

    return strcmp(a->text, b->text) == 0 && strcmp(one, two) == 0;
}

static void
add_like(struct arena *a, const struct word *w, struct search *out, const char **rest)
{
    if (strcmp(out->word, "%") == 0)
        out->word = like(a, w);
    else
        rest[out->words.count++] = like(a, w);
}

static void
add_number(struct arena *a, const struct word *w, struct search *out)
{
    const char *next = expression(a, w);

    if (!*out->number)
        out->number = next;
    else if (!*out->numbers)
        out->numbers = arena_printf(a, "^(?=.*(?:%s))", next);
    else
        out->numbers = arena_printf(a, "%s(?=.*(?:%s))", out->numbers, next);
}

bool
search_read(struct arena *a, const char *typed, struct search *out)
{
    struct words all = words_of(a, fold(a, typed));
    const char **rest = arena_array(a, const char *, all.count + 1);

    if (all.count == 0)
        return false;
    *out = (struct search){.better = read_numbers(a, &all),
                           .word = "%",
                           .words = {.items = rest},
                           .number = "",
                           .numbers = ""};
    qsort(all.items, all.count, sizeof *all.items, by_use);
    out->signs = !all.items[0].is_word;
    for (size_t i = 0; i < all.count; i++) {
        const struct word *w = &all.items[i];

        if ((i > 0 && same_word(w, w - 1)) || (!w->is_word && !out->signs))
            continue;
        if (w->has_digits)
            add_number(a, w, out);
        else
            add_like(a, w, out, rest);
    }
    return true;
}
