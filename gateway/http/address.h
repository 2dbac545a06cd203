/*
 * address - where a client is, and through which proxies it may say so.
 *
 * X-Forwarded-For is what its writer likes; it counts only as far as its writers are ours.  The
 * trusted hops are told by ALMANAC_TRUSTED_HOPS: either how many of them stand before the gateway,
 * or the networks that they are in, as a list of CIDR blocks.  Read from the right, the first
 * address that no trusted hop vouches for is the client's.
 *
 * IPv4 is kept as IPv4-mapped IPv6, so that there is one kind.
 *
 * Failure: an element of the header that is no address ends the walk: what stands before it counts.
 * Threads: any.
 */
#ifndef GATEWAY_HTTP_ADDRESS_H
#define GATEWAY_HTTP_ADDRESS_H

#include "shared/base/bytes.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>

enum { ADDRESS_TEXT = INET6_ADDRSTRLEN, HOPS_MAX = 16 };

struct address {
    uint8_t b[16]; /* all zero: unknown, a socket of another family */
};

struct address address_of_peer(const struct sockaddr *peer);
/* `203.0.113.7`, `2001:db8::1`; with a port, in brackets, as proxies write it. */
bool address_parse(struct bytes text, struct address *out);
void address_format(struct address a, char out[ADDRESS_TEXT]);
/* What one household or one machine has for sure: the address, of IPv6 the network of 64 bits. */
struct address address_network(struct address a);
bool address_equal(struct address a, struct address b);

struct trusted_hops {
    unsigned count; /* so many, wherever they are; or */
    unsigned networks;
    struct {
        struct address address;
        unsigned bits;
    } network[HOPS_MAX];
};

/* "", "2", "10.0.0.0/8,fd00::/8". */
bool trusted_hops_parse(const char *text, struct trusted_hops *out);
bool trusted_hops_have(const struct trusted_hops *hops, struct address a);

/* `forwarded`: the lines of X-Forwarded-For in their order, joined by commas; len 0: none. */
struct address address_of_client(const struct trusted_hops *hops, struct address peer,
                                 struct bytes forwarded);

#endif
