#include "gateway/ask/preconditions.h"

#include "gateway/http/answer.h"

/* Lines of one name are one list (RFC 9110 section 5.3). */
static struct etags
etags_of(const struct exchange *x, const h2o_token_t *name, bool weak_counts)
{
    const h2o_headers_t *headers = &x->req->headers;
    struct etags tags = {.present = false};
    ssize_t at = -1;

    while ((at = h2o_find_header(headers, name, at)) != -1)
        etags_add(&tags,
                  (struct bytes){(const uint8_t *)headers->entries[at].value.base,
                                 headers->entries[at].value.len},
                  weak_counts);
    return tags;
}

static bool
reads_version(const struct exchange *x)
{
    return x->route->has_version && x->route->method[0] == 'G';
}

static struct etags
if_none_match(const struct exchange *x)
{
    return etags_of(x, H2O_TOKEN_IF_NONE_MATCH, true);
}

static bool
is_short(struct exchange *x, const struct etags *tags, const char *name)
{
    if (tags->too_many)
        answer_problem(x, bytes_of(name), "names more than 64 tags");
    return !tags->too_many;
}

bool
preconditions_read(struct exchange *x, struct etags *if_match)
{
    struct etags known;

    *if_match = (struct etags){.present = false};
    if (reads_version(x)) {
        known = if_none_match(x);
        return is_short(x, &known, "If-None-Match");
    }
    if (x->route->if_match)
        *if_match = etags_of(x, H2O_TOKEN_IF_MATCH, false);
    return is_short(x, if_match, "If-Match");
}

bool
preconditions_is_current(const struct exchange *x, int64_t version, int64_t variant)
{
    struct etags known;

    if (!reads_version(x))
        return false;
    known = if_none_match(x);
    return etags_match(&known, version, variant);
}
