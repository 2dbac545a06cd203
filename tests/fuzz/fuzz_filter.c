/* What is typed, and a tag: a query in the grammar of tsquery, which finds an event that has both. */
#include "services/event/filter.h"
#include "services/event/terms.h"
#include "shared/base/must.h"
#include "shared/base/utf8.h"
#include "shared/request/request.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* A query that is read, and the terms that it is asked of. */
struct reading {
    struct arena *a;
    const char *at;
    struct texts terms;
};

static bool either(struct reading *r);

static bool
skip(struct reading *r, const char *text)
{
    bool found = strncmp(r->at, text, strlen(text)) == 0;

    r->at += found ? strlen(text) : 0;
    return found;
}

static const char *
unquoted(struct reading *r)
{
    char *out = arena_array(r->a, char, strlen(r->at) + 1);
    size_t len = 0;

    must(skip(r, "'"));
    for (; *r->at && (*r->at != '\'' || r->at[1] == '\''); r->at++) {
        if (*r->at == '\'' || *r->at == '\\') {
            must(r->at[1] == *r->at);
            r->at++;
        }
        out[len++] = *r->at;
    }
    must(skip(r, "'"));
    return out;
}

static bool
one(struct reading *r)
{
    bool is_prefix, found = false;
    const char *term;

    if (skip(r, "(")) {
        found = either(r);
        must(skip(r, ")"));
        return found;
    }
    term = unquoted(r);
    is_prefix = skip(r, ":*");
    for (size_t i = 0; i < r->terms.count; i++)
        found |= is_prefix ? strncmp(r->terms.items[i], term, strlen(term)) == 0
                           : strcmp(r->terms.items[i], term) == 0;
    return found;
}

static bool
every(struct reading *r)
{
    bool found = one(r);

    while (skip(r, " & "))
        found &= one(r);
    return found;
}

static bool
either(struct reading *r)
{
    bool found = every(r);

    while (skip(r, " | "))
        found |= every(r);
    return found;
}

static bool
finds(struct arena *a, struct texts parts, struct texts terms)
{
    struct reading r = {.a = a, .at = parts.items[0], .terms = terms};
    bool found;

    for (size_t i = 1; i < parts.count; i++)
        r.at = arena_printf(a, "%s000000000000%s", r.at, parts.items[i]);
    found = either(&r);
    must(*r.at == '\0');
    return found;
}

static void
check_filter(struct arena *a, const char *text)
{
    const char *tags[] = {text};
    const struct event e = {.title = text, .tags = {tags, 1}, .visibility = "public"};
    struct request rq = {.arena = a};
    const struct filter *f;

    problems_init(&rq.problems, a);
    f = filter_read(&rq, text, e.tags);
    must((f == NULL) == (rq.problems.count > 0));
    if (f == NULL)
        return;
    must(finds(a, f->parts, terms_of(a, &e, TERM_SINGLE)));
    must(finds(a, f->series_parts, terms_of(a, &e, TERM_SERIES)));
    must(!finds(a, f->series_parts, terms_of(a, &e, TERM_SINGLE)));
    must(finds(a, f->changed_parts, terms_of(a, &e, TERM_CHANGED)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena *a = arena_new(64 << 20);
    const char *text = arena_strndup(a, (const char *)data, len < 400 ? len : 400);

    if (*text && utf8_count(text, strlen(text)) >= 0)
        check_filter(a, text);
    arena_destroy(a);
    return 0;
}
