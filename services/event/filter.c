#include "services/event/filter.h"

#include "services/event/terms.h"
#include "shared/fold/fold.h"
#include "shared/request/request.h"

#include <string.h>

/* A query while it is written: parts that are complete, and the text of the one that is not. */
struct writing {
    struct arena *a;
    const char **parts;
    size_t count;
    const char *open;
    const char *kind; /* before each term */
};

static void
put(struct writing *w, const char *text)
{
    w->open = arena_printf(w->a, "%s%s", w->open, text);
}

/* Quotation marks and backslashes of a term are doubled. */
static const char *
quoted(struct arena *a, const char *term)
{
    char *out = arena_array(a, char, strlen(term) * 2 + 1);
    size_t len = 0;

    for (; *term; term++) {
        if (*term == '\'' || *term == '\\')
            out[len++] = *term;
        out[len++] = *term;
    }
    return out;
}

static void
put_term(struct writing *w, char letter, const char *term)
{
    put(w, "'");
    w->parts[w->count++] = w->open;
    w->open = arena_printf(w->a, "%s%c%s'%s", w->kind, letter, quoted(w->a, term),
                           letter == TERM_WORD ? ":*" : "");
}

/* A token in one of its spellings: all of its words, or what they are together. */
static void
put_token(struct writing *w, struct texts words)
{
    size_t single = words.count > 1 ? words.count - 1 : words.count;

    put(w, "(");
    for (size_t i = 0; i < words.count; i++) {
        if (i > 0)
            put(w, i < single ? " & " : " | ");
        put_term(w, TERM_WORD, words.items[i]);
    }
    put(w, ")");
}

/* What is typed, token by token; the other spelling has as many. */
struct typed {
    const char *folded, *other;
    size_t length;
};

static bool
put_next_token(struct writing *w, struct typed *t, const char *before)
{
    const char *token = terms_token(w->a, &t->folded), *other = terms_token(w->a, &t->other);
    struct texts words;

    while (token != NULL && (words = terms_words(w->a, token)).count == 0) {
        token = terms_token(w->a, &t->folded);
        other = terms_token(w->a, &t->other);
    }
    if (token == NULL)
        return false;
    put(w, before);
    put(w, "(");
    put_token(w, words);
    if (other != NULL && strcmp(token, other) != 0) {
        put(w, " | ");
        put_token(w, terms_words(w->a, other));
    }
    put(w, ")");
    return true;
}

static struct typed
typed_of(struct arena *a, const char *search)
{
    struct typed t = {.folded = "", .other = ""};

    if (search != NULL) {
        t.folded = fold_spread(a, fold(a, search));
        t.other = fold_spread(a, fold_two_letters(a, search));
    }
    t.length = strlen(t.folded) + strlen(t.other);
    return t;
}

/* Each letter ends two terms at most: its word, and what its words are together. */
static struct texts
write_parts(struct arena *a, struct typed typed, struct texts tags, char kind)
{
    size_t room = 2 * typed.length + tags.count + 2;
    struct writing w = {.a = a,
                        .parts = arena_array(a, const char *, room),
                        .open = "",
                        .kind = (const char[]){kind, 0}};
    const char *before = "";

    while (put_next_token(&w, &typed, before))
        before = " & ";
    for (size_t i = 0; i < tags.count; i++) {
        put(&w, before);
        put_term(&w, TERM_TAG, tags.items[i]);
        before = " & ";
    }
    w.parts[w.count++] = w.open;
    return (struct texts){w.parts, w.count};
}

static const char *
one_text(struct arena *a, struct texts parts)
{
    const char *out = "";

    for (size_t i = 0; i < parts.count; i++)
        out = arena_printf(a, "%s%zu:%s", out, strlen(parts.items[i]), parts.items[i]);
    return out;
}

static bool
has_words(const char *folded)
{
    size_t len;

    return fold_next_word(&folded, &len) != NULL;
}

const struct filter *
filter_read(struct request *rq, const char *search, struct texts tags)
{
    const struct typed typed = typed_of(rq->arena, search);
    struct filter *out = arena_one(rq->arena, struct filter);

    if (search == NULL && tags.count == 0)
        return NULL;
    if (search != NULL && !has_words(typed.folded)) {
        problem(rq, "search", "must have a letter, a digit or a symbol");
        return NULL;
    }
    *out = (struct filter){.parts = write_parts(rq->arena, typed, tags, TERM_SINGLE),
                           .series_parts = write_parts(rq->arena, typed, tags, TERM_SERIES),
                           .changed_parts = write_parts(rq->arena, typed, tags, TERM_CHANGED)};
    out->text = one_text(rq->arena, out->parts);
    return out;
}
