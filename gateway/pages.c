#include "gateway/pages.h"
#include "gateway/http/answer.h"
#include "gateway/mail_pages.h"
#include "gateway/ready.h"
#include "gen/edge/asyncapi_json.h"
#include "gen/edge/docs_html.h"
#include "gen/edge/openapi_json.h"
#include "shared/base/hex.h"
#include "shared/base/must.h"
#include "shared/codec/span.h"
#include "shared/crypto/seal.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_ETAG = 2 + 16 * 2 + 1 };

struct pages {
    char openapi_etag[PAGE_ETAG], asyncapi_etag[PAGE_ETAG], docs_etag[PAGE_ETAG];
};

/* The content's digest, so that a new release is a new tag. */
static void
make_etag(struct bytes page, char out[PAGE_ETAG])
{
    uint8_t digest[SHA256_LEN];

    sha256(page, digest);
    out[0] = '"';
    hex_write(digest, 16, out + 1);
    memcpy(out + 33, "\"", 2);
}

static struct bytes
openapi_page(void)
{
    return (struct bytes){(const uint8_t *)openapi_json, openapi_json_len};
}

static struct bytes
asyncapi_page(void)
{
    return (struct bytes){(const uint8_t *)asyncapi_json, asyncapi_json_len};
}

static struct bytes
docs_page(void)
{
    return (struct bytes){(const uint8_t *)docs_html, docs_html_len};
}

struct pages *
pages_new(void)
{
    struct pages *pages = calloc(1, sizeof *pages);

    must(pages != NULL);
    make_etag(openapi_page(), pages->openapi_etag);
    make_etag(asyncapi_page(), pages->asyncapi_etag);
    make_etag(docs_page(), pages->docs_etag);
    return pages;
}

/* Tags in a list are opaque, but ours has no comma or quote inside: its text can be searched. */
static bool
has_current(const struct exchange *x, const char *etag)
{
    unsigned lines;
    struct bytes want = exchange_header(x, "if-none-match", &lines);

    if (want.data == NULL)
        return false;
    return text_is(want, "*") || memmem(want.data, want.len, etag, strlen(etag)) != NULL;
}

static void
answer_page(struct exchange *x, struct bytes page, const char *type, const char *etag)
{
    bool current = has_current(x, etag);

    answer_send(x, &(struct answer){.status = current ? 304 : 200,
                                    .body = current ? (struct bytes){NULL, 0} : page,
                                    .body_is_constant = true,
                                    .type = type,
                                    .cache = "no-cache",
                                    .etag = etag});
}

static void
answer_health(struct exchange *x)
{
    static const char alive[] = "{\"status\":\"alive\"}";

    x->operation = "gateway.health";
    answer_send(x, &(struct answer){.status = 200,
                                    .body = {(const uint8_t *)alive, sizeof alive - 1},
                                    .body_is_constant = true});
}

static void
answer_openapi(struct exchange *x)
{
    x->operation = "gateway.openapi";
    answer_page(x, openapi_page(), "application/json", x->gateway->pages->openapi_etag);
}

static void
answer_asyncapi(struct exchange *x)
{
    x->operation = "gateway.asyncapi";
    answer_page(x, asyncapi_page(), "application/json", x->gateway->pages->asyncapi_etag);
}

static void
answer_docs(struct exchange *x)
{
    x->operation = "gateway.docs";
    answer_page(x, docs_page(), "text/html; charset=utf-8", x->gateway->pages->docs_etag);
}

static void
answer_mail_page(struct exchange *x, const struct mail_page *page)
{
    x->operation = "gateway.mail_page";
    answer_send(x, &(struct answer){.status = 200,
                                    .body = {page->begin, (size_t)(page->end - page->begin)},
                                    .body_is_constant = true,
                                    .type = page->type,
                                    .policy = mail_page_policy});
}

static void
answer_page_method(struct exchange *x, struct bytes method, const char *allow)
{
    answer_method(x, text_is(method, "OPTIONS") ? OK : ERR_METHOD_NOT_ALLOWED, allow);
}

/* What is sent to a page's own path is an operation's. */
static bool
pages_answer_mail(struct exchange *x, struct bytes method, struct bytes path)
{
    const struct mail_page *page = mail_page_find(path);

    if (page == NULL || (page->takes_post && text_is(method, "POST")))
        return false;
    if (x->is_head || text_is(method, "GET"))
        answer_mail_page(x, page);
    else
        answer_page_method(x, method,
                           page->takes_post ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS");
    return true;
}

bool
pages_answer(struct exchange *x, struct bytes method, struct bytes path)
{
    /* clang-format off */
    static const struct {
        const char *path;
        void (*answer)(struct exchange *x);
    } table[] = {
        {"/healthz", answer_health},
        {"/livez", answer_health},
        {"/readyz", ready_answer},
        {"/openapi.json", answer_openapi},
        {"/asyncapi.json", answer_asyncapi},
        {"/docs", answer_docs},
    };
    /* clang-format on */
    bool reads = x->is_head || text_is(method, "GET");

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (!text_is(path, table[i].path))
            continue;
        if (reads)
            table[i].answer(x);
        else
            answer_page_method(x, method, "GET, HEAD, OPTIONS");
        return true;
    }
    return pages_answer_mail(x, method, path);
}
