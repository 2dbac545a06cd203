#include "services/contact/haystack.h"

#include "services/contact/address.h"
#include "services/contact/fold.h"
#include "services/contact/phone.h"

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

/* Of words such as `24/7` the digits, as a number has them. */
static const char *
figures(struct arena *a, const char *folded)
{
    const char *out = "";

    while (*folded) {
        size_t len = strcspn(folded, " ");
        const char *word = arena_strndup(a, folded, len), *digits = phone_digits(a, word);

        if (*digits && strlen(digits) < len && !fold_has_letter(word))
            out = arena_printf(a, "%s %s", out, digits);
        folded += len + (folded[len] == ' ');
    }
    return out;
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
    text = arena_printf(a, "%s%s", fold_spread(a, fold(a, text)), figures(a, fold(a, called)));
    return arena_printf(a, " %s%s ", bounded(a, text), phone_forms(a, phone));
}
