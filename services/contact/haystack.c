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
    const char *phone = fold(a, or_nothing(c->phone));
    const char *email = or_nothing(c->email);
    const char *text = arena_printf(a, "%s %s %s %s %s", names(a, c), or_nothing(c->company), email,
                                    address_other_form(a, email), phone);

    text = bounded(a, fold_spread(a, fold(a, text)));
    return arena_printf(a, " %s%s ", text, phone_forms(a, phone));
}
