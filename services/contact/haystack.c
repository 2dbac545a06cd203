#include "services/contact/haystack.h"

#include "services/contact/address.h"
#include "services/contact/phone.h"
#include "shared/fold/fold.h"

#include <string.h>

static const char *
or_nothing(const char *text)
{
    return text != NULL ? text : "";
}

/* The family name first, where names are written without a space. */
static const char *
names(struct arena *a, const struct contact *c)
{
    const char *first = or_nothing(c->first_name), *last = or_nothing(c->last_name);
    bool together = fold_runs_together(fold(a, last));

    return arena_printf(a, "%s %s %s", together ? last : "", first, last);
}

/* How else a word with signs is typed: `24/7` as the digits of a number, `O'Brien` as one word or two. */
static const char *
other_forms(struct arena *a, const char *word)
{
    const char *digits = phone_digits(a, word), *joined;

    if (!fold_has_letter(word))
        return *digits && strlen(digits) < strlen(word) ? arena_printf(a, " %s", digits) : "";
    joined = fold_parts(a, word, "");
    return joined != NULL ? arena_printf(a, " %s %s", joined, fold_parts(a, word, " ")) : "";
}

static const char *
words_with_signs(struct arena *a, const char *folded)
{
    const char *out = "";

    while (*folded) {
        size_t len = strcspn(folded, " ");

        out = arena_printf(a, "%s%s", out, other_forms(a, arena_strndup(a, folded, len)));
        folded += len + (folded[len] == ' ');
    }
    return out;
}

/* Once more as they are written without umlauts, when they have some. */
static const char *
without_umlauts(struct arena *a, const char *called)
{
    const char *text = fold_two_letters(a, called);

    return strcmp(text, fold(a, called)) != 0 ? arena_printf(a, " %s", text) : "";
}

/* At most HAYSTACK_MOST bytes, whole characters. */
static const char *
bounded(struct arena *a, const char *text)
{
    size_t len = strlen(text);

    if (len <= HAYSTACK_MOST)
        return text;
    for (len = HAYSTACK_MOST; ((unsigned char)text[len] & 0xc0) == 0x80;)
        len--;
    return arena_strndup(a, text, len);
}

const char *
haystack_of(struct arena *a, const struct contact *c)
{
    const char *called = arena_printf(a, "%s %s", names(a, c), or_nothing(c->company));
    const char *email = or_nothing(c->email), *phone = fold(a, or_nothing(c->phone)), *text;

    text = arena_printf(a, "%s %s %s %s", called, email, address_other_form(a, email), phone);
    text = arena_printf(a, "%s%s%s", fold(a, text), words_with_signs(a, fold(a, called)),
                        without_umlauts(a, called));
    return arena_printf(a, " %s%s ", bounded(a, fold_spread(a, text)), phone_forms(a, phone));
}
