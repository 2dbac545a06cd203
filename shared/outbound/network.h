/*
 * network - whether an address may be connected to for somebody who is not trusted.
 *
 * Public addresses may: the globally reachable ones of IANA's registries of special purpose
 * addresses.  An address that carries an IPv4 address (IPv4-mapped, NAT64, 6to4, ISATAP) is judged
 * by that one as well.  Of IPv6 only 2000::/3 is public, and 64:ff9b::/96 with a public IPv4
 * address; the local NAT64 prefix 64:ff9b:1::/48 and Teredo are not.  `allowed` adds what an
 * installation permits.
 *
 * Failure: networks_parse answers false for a text that is none, and leaves *out alone.
 * Threads: any.
 * Source:  RFC 6890 and its updates, 4291, 6052, 8215, 3056, 4380, 5214, 9637.
 */
#ifndef SHARED_OUTBOUND_NETWORK_H
#define SHARED_OUTBOUND_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

enum { NETWORKS_MAX = 64 };

/* An IPv4 address stands as ::ffff:a.b.c.d, and its bits are counted from there: 10.0.0.0/8 has
 * 104. */
struct network {
    uint8_t start[16];
    int bits;
};

struct networks {
    struct network list[NETWORKS_MAX];
    size_t count;
};

/*
 * "10.0.0.0/8, fd00::/8,::1": commas, blanks around them, an address alone is a network of its own.
 * Bits behind a network's own must be zero.  "" is none.
 */
bool networks_parse(const char *text, struct networks *out);

/* False also for what is neither IPv4 nor IPv6. */
bool network_may_reach(const struct sockaddr *address, const struct networks *allowed);
/* The same of an address in text: "127.0.0.1", "::1"; *is_address says whether it is one. */
bool network_may_reach_text(const char *text, const struct networks *allowed, bool *is_address);

#endif
