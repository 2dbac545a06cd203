#include "shared/outbound/url.h"

#include "shared/base/must.h"
#include "shared/base/number.h"
#include "shared/outbound/outbound.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* "Port blocking" of fetch.spec.whatwg.org: those whose servers might take a request for their own
 * protocol. */
static const uint16_t bad_ports[] = {
    0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,    25,
    37,   42,   43,   53,   69,   77,   79,   87,   95,   101,  102,  103,  104,   109,
    110,  111,  113,  115,  117,  119,  123,  135,  137,  139,  143,  161,  179,   389,
    427,  465,  512,  513,  514,  515,  526,  530,  531,  532,  540,  548,  554,   556,
    563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659,  4045,
    4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
};

static bool
has_part(CURLU *url, CURLUPart part)
{
    char *text = NULL;
    bool has = curl_url_get(url, part, &text, 0) == CURLUE_OK;

    curl_free(text);
    return has;
}

static bool
has_scheme(CURLU *url, const char *scheme)
{
    char *text = NULL;
    bool has =
        curl_url_get(url, CURLUPART_SCHEME, &text, 0) == CURLUE_OK && strcasecmp(text, scheme) == 0;

    curl_free(text);
    return has;
}

/* The scheme's own when none is named; -1: the URL has none. */
static int64_t
port_of(CURLU *url)
{
    char *text = NULL;
    int64_t port = -1;

    if (curl_url_get(url, CURLUPART_PORT, &text, CURLU_DEFAULT_PORT) != CURLUE_OK ||
        !number_parse(text, strlen(text), &port))
        port = -1;
    curl_free(text);
    return port;
}

static bool
is_bad_port(int64_t port)
{
    for (size_t i = 0; i < ARRAY_LEN(bad_ports); i++)
        if (bad_ports[i] == port)
            return true;
    return port < 0;
}

void
url_host(const struct url *url, char host[256])
{
    char *text = NULL;
    size_t len;

    host[0] = '\0';
    if (curl_url_get(url->parsed, CURLUPART_HOST, &text, 0) == CURLUE_OK && strlen(text) < 256) {
        len = strlen(text);
        if (text[0] == '[')
            memcpy(host, text + 1, len - 1), host[strcspn(host, "]%")] = '\0';
        else
            memcpy(host, text, len + 1);
    }
    curl_free(text);
}

static uint64_t
url_place(const struct url *url)
{
    uint64_t digest = 14695981039346656037ULL; /* FNV-1a */
    char host[256];

    url_host(url, host);
    for (const char *c = host; *c != '\0'; c++)
        digest = (digest ^ (uint64_t)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c)) * 1099511628211ULL;
    return (digest ^ (uint64_t)port_of(url->parsed)) * 1099511628211ULL;
}

static const char *
fault_of(const struct url *url)
{
    char host[256];

    if (!has_scheme(url->parsed, "http") && !has_scheme(url->parsed, "https"))
        return "the URL is not of http or https";
    if (has_part(url->parsed, CURLUPART_USER) || has_part(url->parsed, CURLUPART_PASSWORD))
        return "the URL has a user or a password in it";
    url_host(url, host);
    if (host[0] == '\0')
        return "the URL has no host, or one that is too long";
    if (is_bad_port(port_of(url->parsed)))
        return "the URL's port belongs to another protocol";
    return NULL;
}

const char *
url_read(const char *text, struct url *out)
{
    struct url url = {.parsed = NULL};
    const char *fault = "the URL is not well-formed";

    if (strlen(text) > OUTBOUND_URL_MAX)
        return "the URL is longer than 2048 bytes";
    url.parsed = curl_url();
    must(url.parsed != NULL);
    if (curl_url_set(url.parsed, CURLUPART_URL, text, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK)
        fault = fault_of(&url);
    if (fault != NULL) {
        curl_url_cleanup(url.parsed);
        return fault;
    }
    url.place = url_place(&url);
    *out = url;
    return NULL;
}
