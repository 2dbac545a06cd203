/*
 * What comes from outside into shared/outbound: settings, addresses, URLs, Retry-After, lines of
 * SMTP servers, and letters.  The first byte says which; what is taken keeps what its header
 * promises.
 */
#include "shared/base/must.h"
#include "shared/outbound/letter.h"
#include "shared/outbound/network.h"
#include "shared/outbound/outbound.h"
#include "shared/outbound/retry_after.h"
#include "shared/outbound/smtp_reply.h"
#include "shared/outbound/url.h"
#include "tests/fuzz/fuzz.h"

#include <netinet/in.h>
#include <stdlib.h>

static const struct networks none = {.count = 0};

static void
check_networks(const char *text)
{
    struct networks out = {.count = 0};

    if (!networks_parse(text, &out)) {
        must(out.count == 0);
        return;
    }
    must(out.count <= NETWORKS_MAX);
    for (size_t i = 0; i < out.count; i++) {
        struct sockaddr_in6 at = {.sin6_family = AF_INET6};

        memcpy(&at.sin6_addr, out.list[i].start, 16);
        must(network_may_reach((const struct sockaddr *)&at, &out));
    }
}

static bool
may_reach_v6(const uint8_t address[16])
{
    struct sockaddr_in6 at = {.sin6_family = AF_INET6};

    memcpy(&at.sin6_addr, address, 16);
    return network_may_reach((const struct sockaddr *)&at, &none);
}

/* However an IPv4 address is carried, it opens nothing that it does not open itself. */
static void
check_address(const uint8_t *data, size_t size)
{
    static const uint8_t starts[][12] = {
        {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff},       {0, 0x64, 0xff, 0x9b},       {0},
        {0x26, 6, 0x47, 0, 0, 0, 0, 0, 0, 0, 0x5e, 0xfe}, {0, 0x64, 0xff, 0x9b, 0, 1},
    };
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    uint8_t carried[16] = {0x20, 2};
    bool may;

    if (size < 16)
        return;
    memcpy(&v4.sin_addr, data, 4);
    may = network_may_reach((const struct sockaddr *)&v4, &none);
    memcpy(carried + 2, data, 14);
    must(may || !may_reach_v6(carried));
    for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
        memcpy(carried, starts[i], 12);
        memcpy(carried + 12, data, 4);
        must(may || !may_reach_v6(carried));
    }
    may_reach_v6(data);
}

static void
check_url(const char *text)
{
    struct url url;
    char *parts = NULL, host[256];

    if (url_read(text, &url) != NULL)
        return;
    must(strlen(text) <= OUTBOUND_URL_MAX);
    must(curl_url_get(url.parsed, CURLUPART_SCHEME, &parts, 0) == CURLUE_OK);
    must(strcasecmp(parts, "http") == 0 || strcasecmp(parts, "https") == 0);
    curl_free(parts);
    parts = NULL;
    must(curl_url_get(url.parsed, CURLUPART_USER, &parts, 0) == CURLUE_NO_USER);
    url_host(&url, host);
    must(host[0] != '\0');
    outbound_url_fault(text, "10.0.0.0/8");
    curl_url_cleanup(url.parsed);
}

static void
check_retry_after(char *text)
{
    char *date = strchr(text, '\n');
    int64_t seconds;

    if (date != NULL)
        *date++ = '\0';
    seconds = retry_after_read(text, date, (struct instant){1772366400000000});
    must(seconds >= -1 && seconds <= OUTBOUND_RETRY_MAX);
}

static void
check_reply(struct bytes line)
{
    struct smtp_reply reply;

    smtp_reply_offers(line, "SMTPUTF8");
    if (smtp_reply_read(line, &reply))
        must(reply.code >= 200 && reply.code <= 599 &&
             strlen(reply.enhanced) < sizeof reply.enhanced);
}

/* Nothing that is taken can end the message or the command before its end. */
static void
check_letter(char *text, size_t len)
{
    char *message = memchr(text, '\n', len);
    size_t rest;

    if (message == NULL)
        return;
    *message++ = '\0';
    rest = len - (size_t)(message - text);
    letter_needs_utf8("ada@example.org", text, (struct bytes){(const uint8_t *)message, rest});
    if (letter_fault("ada@example.org", text, (struct bytes){(const uint8_t *)message, rest}) !=
        NULL)
        return;
    must(strpbrk(text, "<> \r\n") == NULL && rest >= 2);
    for (size_t i = 0; i < rest; i++) {
        must(message[i] != '\n' || (i > 0 && message[i - 1] == '\r'));
        must(message[i] != '\r' || (i + 1 < rest && message[i + 1] == '\n'));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text;

    if (size == 0)
        return 0;
    text = strndup((const char *)data + 1, size - 1);
    must(text != NULL);
    if (data[0] == 'n')
        check_networks(text);
    if (data[0] == 'a')
        check_address(data + 1, size - 1);
    if (data[0] == 'u')
        check_url(text);
    if (data[0] == 't')
        check_retry_after(text);
    if (data[0] == 'r')
        check_reply((struct bytes){data + 1, size - 1});
    if (data[0] == 'l')
        check_letter(text, strlen(text));
    free(text);
    return 0;
}
