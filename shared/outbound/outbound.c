#include "shared/outbound/outbound.h"

#include "shared/base/must.h"
#include "shared/outbound/outbound_private.h"
#include "shared/outbound/url.h"

#include <stdlib.h>
#include <unistd.h>

static char *
copy_or_null(const char *text)
{
    char *copy = text == NULL ? NULL : strdup(text);

    must(text == NULL || copy != NULL);
    return copy;
}

struct outbound *
outbound_open(const struct outbound_conf *conf)
{
    const char *allowed = conf->allowed == NULL ? "" : conf->allowed;
    struct outbound *o = calloc(1, sizeof *o);

    must(o != NULL);
    must(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    if (!networks_parse(allowed, &o->allowed))
        die("'%s' is no list of networks such as 10.0.0.0/8,fd00::/8", allowed);
    o->most = conf->most > 0 ? (size_t)conf->most : 128;
    o->per_host = conf->per_host > 0 ? (size_t)conf->per_host : 8;
    o->agent = copy_or_null(conf->agent);
    o->authorities = copy_or_null(conf->authorities);
    outbound_check_authorities(o->authorities);
    o->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    must(o->locale != (locale_t)0);
    outbound_http_open(o);
    o->mailer = mailer_open(o, conf->smtp);
    return o;
}

void
outbound_close(struct outbound **o)
{
    struct outbound *gone = *o;

    *o = NULL;
    if (gone == NULL)
        return;
    if (gone->mailer != NULL)
        mailer_close(gone->mailer);
    outbound_http_close(gone);
    freelocale(gone->locale);
    free(gone->agent);
    free(gone->authorities);
    free(gone);
    curl_global_cleanup();
}

void
outbound_turn(struct outbound *o, int timeout_ms)
{
    int wait = o->judged > 0 ? 0 : timeout_ms;
    locale_t former = uselocale(o->locale);

    must(curl_multi_poll(o->multi, NULL, 0, wait, NULL) == CURLM_OK);
    outbound_http_turn(o);
    if (o->mailer != NULL)
        mailer_turn(o->mailer);
    uselocale(former);
}

void
outbound_wake(struct outbound *o)
{
    must(curl_multi_wakeup(o->multi) == CURLM_OK);
}

size_t
outbound_busy(const struct outbound *o)
{
    return o->busy + (o->mailer == NULL ? 0 : mailer_busy(o->mailer));
}

enum err
outbound_mail(struct outbound *o, const struct outbound_letter *letter, outbound_done *done,
              void *arg)
{
    return o->mailer == NULL ? ERR_NOT_SUPPORTED : mailer_send(o->mailer, letter, done, arg);
}

const char *
outbound_url_fault(const char *text, const char *allowed)
{
    struct networks networks;
    struct url url;
    char host[256];
    bool is_address, may;
    const char *fault = url_read(text, &url);

    if (fault != NULL)
        return fault;
    url_host(&url, host);
    curl_url_cleanup(url.parsed);
    must(networks_parse(allowed, &networks));
    may = network_may_reach_text(host, &networks, &is_address);
    return is_address && !may ? "the URL's address is not a public one" : NULL;
}
