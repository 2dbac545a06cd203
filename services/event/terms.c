#include "services/event/terms.h"

#include "services/event/visible.h"
#include "shared/base/utf8.h"
#include "shared/fold/fold.h"

#include <string.h>

enum { DESCRIPTION_MOST = 8000, WORD_MOST = 60, KEY_DIGITS = 12 };

struct list {
    struct arena *a;
    const char **items;
    size_t count, room;
};

static void
terms_add(struct list *l, const char *item)
{
    if (l->count == l->room) {
        const char **more = arena_array(l->a, const char *, l->room * 2 + 16);

        if (l->count > 0)
            memcpy(more, l->items, l->count * sizeof *more);
        l->items = more;
        l->room = l->room * 2 + 16;
    }
    l->items[l->count++] = item;
}

/* Whole characters. */
static size_t
cut(const char *text, size_t len, size_t most)
{
    if (len <= most)
        return len;
    while (((unsigned char)text[most] & 0xc0) == 0x80)
        most--;
    return most;
}

static const char *
word(struct arena *a, const char *text, size_t len)
{
    return arena_strndup(a, text, cut(text, len, WORD_MOST));
}

const char *
terms_token(struct arena *a, const char **folded)
{
    const char *begin = *folded + strspn(*folded, " ");
    size_t len = strcspn(begin, " ");

    *folded = begin + len;
    return len > 0 ? arena_strndup(a, begin, len) : NULL;
}

struct texts
terms_words(struct arena *a, const char *token)
{
    struct list out = {.a = a};
    const char *begin, *joined;
    size_t len;

    for (const char *at = token; (begin = fold_next_word(&at, &len)) != NULL;)
        terms_add(&out, word(a, begin, len));
    joined = out.count > 1 ? fold_parts(a, token, "") : NULL;
    if (joined != NULL)
        terms_add(&out, word(a, joined, strlen(joined)));
    return (struct texts){out.items, out.count};
}

static void
add_words(struct list *out, const char *key, const char *folded)
{
    const char *spread = fold_spread(out->a, folded), *token;

    while ((token = terms_token(out->a, &spread)) != NULL) {
        struct texts words = terms_words(out->a, token);

        for (size_t i = 0; i < words.count; i++)
            terms_add(out, arena_printf(out->a, "%s%c%s", key, TERM_WORD, words.items[i]));
    }
}

static void
add_text(struct list *out, const char *key, const char *text)
{
    const char *folded, *other;

    if (text == NULL)
        return;
    folded = fold(out->a, text);
    add_words(out, key, folded);
    other = fold_two_letters(out->a, text);
    if (strcmp(other, folded) != 0)
        add_words(out, key, other);
}

static const char *
begin_of(struct arena *a, const char *text)
{
    size_t len = 0;

    if (text == NULL || utf8_count(text, strlen(text)) <= DESCRIPTION_MOST)
        return text;
    for (size_t n = 0; n <= DESCRIPTION_MOST; len++)
        n += ((unsigned char)text[len] & 0xc0) != 0x80;
    return arena_strndup(a, text, len - 1);
}

/* What it is found by among its kind. */
static void
add_of_kind(struct list *l, const char *key, char kind)
{
    size_t count = l->count;

    for (size_t i = 0; i < count; i++)
        terms_add(l, arena_printf(l->a, "%s%c%s", key, kind, l->items[i] + strlen(key)));
}

struct texts
terms_of(struct arena *a, const struct event *e, char kind)
{
    struct list out = {.a = a};
    char id[UUID_TEXT];
    const char *key;

    uuid_format(e->calendar_id, id);
    key = arena_printf(a, "%s%s", id + UUID_TEXT - 1 - KEY_DIGITS, visible_is_hidden(e) ? "h" : "");
    add_text(&out, key, e->title);
    add_text(&out, key, e->location);
    add_text(&out, key, begin_of(a, e->description));
    for (size_t i = 0; i < e->tags.count; i++)
        terms_add(&out, arena_printf(a, "%s%c%s", key, TERM_TAG, e->tags.items[i]));
    if (kind != TERM_SINGLE)
        add_of_kind(&out, key, kind);
    return (struct texts){out.items, out.count};
}
