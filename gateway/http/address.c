#include "gateway/http/address.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

static bool
is_v4(struct address a)
{
    return memcmp(a.b, mapped, sizeof mapped) == 0;
}

static struct address
from_v4(const void *four)
{
    struct address a;

    memcpy(a.b, mapped, sizeof mapped);
    memcpy(a.b + sizeof mapped, four, 4);
    return a;
}

struct address
address_of_peer(const struct sockaddr *peer)
{
    struct address a = {{0}};
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (peer->sa_family == AF_INET) {
        memcpy(&v4, peer, sizeof v4);
        a = from_v4(&v4.sin_addr);
    } else if (peer->sa_family == AF_INET6) {
        memcpy(&v6, peer, sizeof v6);
        memcpy(a.b, &v6.sin6_addr, sizeof a.b);
    }
    return a;
}

/* Without brackets and port.  An IPv6 address without brackets has more than one colon. */
static struct bytes
host_of(struct bytes t)
{
    const uint8_t *end;

    if (t.len > 0 && t.data[0] == '[') {
        end = memchr(t.data, ']', t.len);
        return end == NULL ? (struct bytes){NULL, 0}
                           : (struct bytes){t.data + 1, (size_t)(end - t.data) - 1};
    }
    end = t.len == 0 ? NULL : memchr(t.data, ':', t.len);
    if (end != NULL && memchr(t.data, '.', (size_t)(end - t.data)) != NULL)
        t.len = (size_t)(end - t.data);
    return t;
}

bool
address_parse(struct bytes text, struct address *out)
{
    struct bytes host = host_of(bytes_trim(text));
    char copy[ADDRESS_TEXT];
    uint8_t parsed[16];

    if (host.len == 0 || host.len >= sizeof copy || memchr(host.data, '\0', host.len) != NULL)
        return false;
    memcpy(copy, host.data, host.len);
    copy[host.len] = '\0';
    if (inet_pton(AF_INET, copy, parsed) == 1)
        *out = from_v4(parsed);
    else if (inet_pton(AF_INET6, copy, parsed) == 1)
        memcpy(out->b, parsed, sizeof out->b);
    else
        return false;
    return true;
}

void
address_format(struct address a, char out[ADDRESS_TEXT])
{
    if (is_v4(a))
        inet_ntop(AF_INET, a.b + sizeof mapped, out, ADDRESS_TEXT);
    else
        inet_ntop(AF_INET6, a.b, out, ADDRESS_TEXT);
}

struct address
address_network(struct address a)
{
    if (!is_v4(a))
        memset(a.b + 8, 0, 8);
    return a;
}

bool
address_equal(struct address a, struct address b)
{
    return memcmp(a.b, b.b, sizeof a.b) == 0;
}

static bool
number_of(struct bytes text, unsigned max, unsigned *out)
{
    unsigned n = 0;

    if (text.len == 0 || text.len > 3)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        n = n * 10 + (unsigned)(text.data[i] - '0');
    }
    *out = n;
    return n <= max;
}

static bool
add_network(struct trusted_hops *hops, struct bytes block)
{
    const uint8_t *slash = block.len == 0 ? NULL : memchr(block.data, '/', block.len);
    struct bytes host = block;
    unsigned bits, most;
    struct address a;

    if (slash != NULL)
        host.len = (size_t)(slash - block.data);
    if (hops->networks == HOPS_MAX || !address_parse(host, &a))
        return false;
    bits = most = is_v4(a) ? 32 : 128;
    if (slash != NULL &&
        !number_of((struct bytes){slash + 1, block.len - host.len - 1}, most, &bits))
        return false;
    hops->network[hops->networks].address = a;
    hops->network[hops->networks++].bits = 128 - most + bits;
    return true;
}

/* Cuts the last element off the list. */
static struct bytes
take_last(struct bytes *list)
{
    const uint8_t *comma = list->len == 0 ? NULL : memrchr(list->data, ',', list->len);
    struct bytes last = *list;

    if (comma == NULL) {
        list->len = 0;
        return bytes_trim(last);
    }
    last = (struct bytes){comma + 1, list->len - (size_t)(comma - list->data) - 1};
    list->len = (size_t)(comma - list->data);
    return bytes_trim(last);
}

bool
trusted_hops_parse(const char *text, struct trusted_hops *out)
{
    struct bytes list = {(const uint8_t *)text, strlen(text)};

    *out = (struct trusted_hops){.count = 0};
    if (list.len == 0 || number_of(list, HOPS_MAX, &out->count))
        return true;
    out->count = 0;
    if (text[0] == ',')
        return false;
    while (list.len > 0)
        if (!add_network(out, take_last(&list)))
            return false;
    return true;
}

static bool
is_within(struct address a, struct address network, unsigned bits)
{
    unsigned whole = bits / 8, rest = bits % 8;

    if (memcmp(a.b, network.b, whole) != 0)
        return false;
    return rest == 0 || (a.b[whole] ^ network.b[whole]) >> (8 - rest) == 0;
}

bool
trusted_hops_have(const struct trusted_hops *hops, struct address a)
{
    for (unsigned i = 0; i < hops->networks; i++)
        if (is_within(a, hops->network[i].address, hops->network[i].bits))
            return true;
    return false;
}

struct address
address_of_client(const struct trusted_hops *hops, struct address peer, struct bytes forwarded)
{
    struct address at = peer, before;

    for (unsigned passed = 0; forwarded.len > 0; passed++) {
        if (passed >= hops->count && !trusted_hops_have(hops, at))
            break;
        if (!address_parse(take_last(&forwarded), &before))
            break;
        at = before;
    }
    return at;
}
