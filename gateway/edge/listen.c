#include "gateway/edge/listen.h"
#include "gateway/edge/guard.h"
#include "gateway/http/address_counts.h"
#include "shared/base/must.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* When the queue is full a client waits a second, until its SYN is sent again. */
enum { QUEUE = 4096, ACCEPTS_PER_TURN = 16 };

/*
 * Connections have a limit of their own: at the limit of descriptors accept() would fail again and
 * again on a listener that stays readable, and the loop would spin.  Clients above the limit are
 * answered 503 at once; up to LISTEN_TURNED_AWAY of them at a time, the others are only closed.
 */
struct listener {
    struct doorway door;
    h2o_socket_t *socket; /* NULL: closed */
    struct address_counts *counts;
    int64_t open, turned_away;
};

/* Behind proxies all clients have the same few addresses, so these are not counted. */
static bool
is_proxy(const struct listener *l, struct address from)
{
    return trusted_hops_have(l->door.gateway->hops, from);
}

static void
on_left(void *data, struct address from, bool admitted)
{
    struct listener *l = data;

    if (!admitted) {
        l->turned_away--;
        return;
    }
    l->open--;
    if (!is_proxy(l, from))
        address_counts_remove(l->counts, from, 1);
}

static bool
may_enter(struct listener *l, struct address from)
{
    const struct gateway_conf *conf = &l->door.gateway->conf;

    return l->open < conf->connections_max &&
           (is_proxy(l, from) ||
            address_counts_add(l->counts, from, 1, conf->connections_per_address));
}

static void
take_in(struct listener *l, h2o_socket_t *client)
{
    struct sockaddr_storage peer = {.ss_family = AF_UNSPEC};
    struct address from;

    (void)h2o_socket_getpeername(client, (struct sockaddr *)&peer);
    from = address_of_peer((const struct sockaddr *)&peer);
    if (may_enter(l, from)) {
        l->open++;
        guard_admit(&l->door, client, from);
    } else if (l->turned_away < LISTEN_TURNED_AWAY) {
        l->turned_away++;
        guard_turn_away(&l->door, client, from);
    } else {
        h2o_socket_close(client);
    }
}

static void
on_connection(h2o_socket_t *socket, const char *err)
{
    h2o_socket_t *client;

    if (err != NULL)
        return;
    for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
        client = h2o_evloop_socket_accept(socket);
        if (client == NULL)
            return;
        take_in(socket->data, client);
    }
}

/* The last colon parts host and port; brackets keep those of an IPv6 address together. */
static struct addrinfo *
resolve(const char *address)
{
    const struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV,
                                   .ai_family = AF_UNSPEC,
                                   .ai_socktype = SOCK_STREAM};
    const char *colon = strrchr(address, ':');
    struct addrinfo *found;
    char host[256];
    size_t len;
    int failed;

    if (colon == NULL || (size_t)(colon - address) >= sizeof host)
        die("ALMANAC_LISTEN is %s but must be host:port", address);
    len = (size_t)(colon - address);
    if (len > 1 && address[0] == '[' && address[len - 1] == ']') {
        address++;
        len -= 2;
    }
    memcpy(host, address, len);
    host[len] = '\0';
    failed = getaddrinfo(len > 0 ? host : NULL, colon + 1, &hints, &found);
    if (failed != 0)
        die("ALMANAC_LISTEN: %s", gai_strerror(failed));
    return found;
}

static bool
set_option(int fd, int level, int name, int value)
{
    return setsockopt(fd, level, name, &value, sizeof value) == 0;
}

/*
 * Of the sockets that are accepted, which inherit it.  Without TCP_NODELAY delayed ACKs cost 40 ms
 * per request.  Buffers that the kernel sizes itself grow to megabytes for a client that does not
 * read, or that sends ahead of its answers; and what is left in one when its connection is closed
 * is only given up after TCP_USER_TIMEOUT.
 */
static bool
set_options(int fd, int64_t answer_timeout_ms)
{
    return set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1) &&
           set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1) &&
           set_option(fd, SOL_SOCKET, SO_SNDBUF, LISTEN_KERNEL_BUFFER) &&
           set_option(fd, SOL_SOCKET, SO_RCVBUF, LISTEN_KERNEL_BUFFER) &&
           set_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, (int)answer_timeout_ms);
}

static int
bind_socket(const char *address, int64_t answer_timeout_ms)
{
    struct addrinfo *at = resolve(address);
    int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0 || !set_options(fd, answer_timeout_ms) ||
        bind(fd, at->ai_addr, at->ai_addrlen) != 0 || listen(fd, QUEUE) != 0)
        die("cannot listen on %s: %s", address, strerror(errno));
    freeaddrinfo(at);
    return fd;
}

struct listener *
listen_open(struct gateway *gateway, const char *address)
{
    struct listener *l = calloc(1, sizeof *l);

    must(l != NULL);
    l->counts = address_counts_new();
    l->door = (struct doorway){
        .gateway = gateway,
        .accept = {.ctx = &gateway->http, .hosts = gateway->config.hosts},
        .left = on_left,
        .arg = l,
    };
    h2o_timeout_init(gateway->http.loop, &l->door.answers,
                     (uint64_t)gateway->conf.answer_timeout_ms);
    l->socket = h2o_evloop_socket_create(gateway->http.loop,
                                         bind_socket(address, gateway->conf.answer_timeout_ms),
                                         H2O_SOCKET_FLAG_DONT_READ);
    l->socket->data = l;
    h2o_socket_read_start(l->socket, on_connection);
    return l;
}

void
listen_close(struct listener *listener)
{
    h2o_socket_close(listener->socket);
    listener->socket = NULL;
}
