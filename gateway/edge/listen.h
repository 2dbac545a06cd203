/*
 * listen - the address that clients connect to.
 *
 * Failure: an address that cannot be had is die(): the program has no other purpose.
 * Threads: the loop's.
 */
#ifndef GATEWAY_EDGE_LISTEN_H
#define GATEWAY_EDGE_LISTEN_H

#include "gateway/gateway.h"

struct listener;

/* Descriptors that it may need above the limit of connections. */
enum { LISTEN_TURNED_AWAY = 256 };

/* Bytes that the kernel may hold of a connection in each direction; it takes them twice itself. */
enum { LISTEN_KERNEL_BUFFER = 64 * 1024 };

/* `host:port`, `[ipv6]:port`, or `:port` for every address. */
struct listener *listen_open(struct gateway *gateway, const char *address);
/* No more clients; those that are connected stay, and with them the listener's count. */
void listen_close(struct listener *listener);

#endif
