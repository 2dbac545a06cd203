#include "shared/outbound/network.h"

#include "shared/base/bytes.h"
#include "shared/base/must.h"
#include "shared/base/number.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

enum { V4_BITS = 96 };

/* clang-format off */
#define V4(a, b, c, d, bits) {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d}, V4_BITS + (bits)}
#define V6(a, b, c, d, bits) {{(a) >> 8, (a) & 255, (b) >> 8, (b) & 255, (c) >> 8, (c) & 255, (d) >> 8, (d) & 255}, bits}

static const struct network refused[] = {
    V4(0, 0, 0, 0, 8),         /* this network, unspecified: RFC 791 */
    V4(10, 0, 0, 0, 8),        /* private: RFC 1918 */
    V4(100, 64, 0, 0, 10),     /* shared: RFC 6598 */
    V4(127, 0, 0, 0, 8),       /* loopback: RFC 1122 */
    V4(169, 254, 0, 0, 16),    /* link-local: RFC 3927; clouds answer about themselves here */
    V4(172, 16, 0, 0, 12),     /* private */
    V4(192, 0, 0, 0, 24),      /* protocol assignments: RFC 6890 */
    V4(192, 0, 2, 0, 24),      /* documentation: RFC 5737 */
    V4(192, 88, 99, 0, 24),    /* relays of 6to4: RFC 7526 */
    V4(192, 168, 0, 0, 16),    /* private */
    V4(198, 18, 0, 0, 15),     /* benchmarking: RFC 2544 */
    V4(198, 51, 100, 0, 24),   /* documentation */
    V4(203, 0, 113, 0, 24),    /* documentation */
    V4(224, 0, 0, 0, 4),       /* multicast: RFC 5771 */
    V4(240, 0, 0, 0, 4),       /* reserved, broadcast: RFC 1112, 919 */
    V6(0x2001, 0, 0, 0, 23),   /* protocol assignments, Teredo, ORCHID, benchmarking: RFC 2928 */
    V6(0x2001, 0xdb8, 0, 0, 32), /* documentation: RFC 3849 */
    V6(0x3fff, 0, 0, 0, 20),   /* documentation: RFC 9637 */
};

static const struct network mapped = V4(0, 0, 0, 0, 0);
static const struct network global = V6(0x2000, 0, 0, 0, 3);
static const struct network nat64 = V6(0x64, 0xff9b, 0, 0, 96);
static const struct network six_to_four = V6(0x2002, 0, 0, 0, 16);
/* clang-format on */

static bool
network_has(const struct network *n, const uint8_t address[16])
{
    int whole = n->bits / 8, rest = n->bits % 8;

    if (memcmp(n->start, address, (size_t)whole) != 0)
        return false;
    return rest == 0 || (n->start[whole] ^ address[whole]) >> (8 - rest) == 0;
}

/* "::/0" is all of IPv6 and nothing of IPv4. */
static bool
is_allowed(const struct networks *allowed, const uint8_t address[16])
{
    bool is_v4 = network_has(&mapped, address);

    for (size_t i = 0; i < allowed->count; i++) {
        const struct network *n = &allowed->list[i];
        bool of_v4 = n->bits >= V4_BITS && network_has(&mapped, n->start);

        if (of_v4 == is_v4 && network_has(n, address))
            return true;
    }
    return false;
}

static bool
is_refused(const uint8_t address[16])
{
    for (size_t i = 0; i < ARRAY_LEN(refused); i++)
        if (network_has(&refused[i], address))
            return true;
    return false;
}

/* Where an IPv6 address holds an IPv4 address that packets to it go to; 0: nowhere. */
static size_t
inner_offset(const uint8_t address[16])
{
    static const uint8_t isatap[] = {0, 0, 0x5e, 0xfe};

    if (network_has(&nat64, address))
        return 12;
    if (network_has(&six_to_four, address))
        return 2;
    /* The universal bit may be set. */
    if ((address[8] & ~2) == isatap[0] && memcmp(address + 9, isatap + 1, 3) == 0)
        return 12;
    return 0;
}

static bool
may_reach(const uint8_t address[16], const struct networks *allowed)
{
    size_t at;
    uint8_t inner[16];

    if (is_allowed(allowed, address))
        return true;
    if (network_has(&mapped, address))
        return !is_refused(address);
    at = inner_offset(address);
    if (at > 0) {
        memcpy(inner, mapped.start, 12);
        memcpy(inner + 12, address + at, 4);
        if (!may_reach(inner, allowed))
            return false;
    }
    return network_has(&nat64, address) || (network_has(&global, address) && !is_refused(address));
}

static void
map_v4(const struct in_addr *from, uint8_t out[16])
{
    memcpy(out, mapped.start, 12);
    memcpy(out + 12, from, 4);
}

bool
network_may_reach(const struct sockaddr *address, const struct networks *allowed)
{
    uint8_t bytes[16];
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        map_v4(&v4.sin_addr, bytes);
        return may_reach(bytes, allowed);
    }
    if (address->sa_family != AF_INET6)
        return false;
    memcpy(&v6, address, sizeof v6);
    return may_reach(v6.sin6_addr.s6_addr, allowed);
}

/* Bits of a whole address, or 0. */
static int
address_parse(const char *text, uint8_t out[16])
{
    struct in_addr v4;

    if (inet_pton(AF_INET, text, &v4) == 1) {
        map_v4(&v4, out);
        return 32;
    }
    return inet_pton(AF_INET6, text, out) == 1 ? 128 : 0;
}

bool
network_may_reach_text(const char *text, const struct networks *allowed, bool *is_address)
{
    uint8_t bytes[16];

    *is_address = address_parse(text, bytes) > 0;
    return *is_address && may_reach(bytes, allowed);
}

static bool
is_start(const struct network *n)
{
    for (int bit = n->bits; bit < 128; bit++)
        if (n->start[bit / 8] >> (7 - bit % 8) & 1)
            return false;
    return true;
}

static bool
network_parse(struct bytes word, struct network *out)
{
    char text[INET6_ADDRSTRLEN + 4];
    char *slash;
    int whole;
    int64_t bits;

    if (word.len == 0 || word.len >= sizeof text)
        return false;
    memcpy(text, word.data, word.len);
    text[word.len] = '\0';
    slash = strchr(text, '/');
    if (slash != NULL)
        *slash++ = '\0';
    whole = address_parse(text, out->start);
    bits = whole;
    if (whole == 0 || (slash != NULL && !number_parse(slash, strlen(slash), &bits)))
        return false;
    if (bits < 0 || bits > whole)
        return false;
    out->bits = (int)bits + 128 - whole;
    return is_start(out);
}

bool
networks_parse(const char *text, struct networks *out)
{
    struct networks found = {.count = 0};
    const char *end;

    for (; bytes_trim(bytes_of(text)).len > 0; text = end) {
        size_t len = strcspn(text, ",");
        struct bytes word = bytes_trim((struct bytes){(const uint8_t *)text, len});

        if (found.count == NETWORKS_MAX || !network_parse(word, &found.list[found.count++]))
            return false;
        end = text + len;
        if (*end == ',' && bytes_trim(bytes_of(++end)).len == 0)
            return false;
    }
    *out = found;
    return true;
}
