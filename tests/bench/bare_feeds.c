/*
 * Many WebSockets at once, counting what comes.
 *
 *   bare_feeds PORT SOCKETS MESSAGES TARGET [HEADER | =BINARY]...
 *
 * Opens SOCKETS of them at 127.0.0.1:PORT with GET TARGET and each HEADER; with =TEXT, sends that
 * as a frame afterwards (a NATS server's WebSocket wants to be talked to).  Says READY, then reads
 * until MESSAGES came to each, or nothing comes for five seconds.  A message is known by its
 * `"time":"`, from which its latency is counted.  Prints the deliveries in the form of bare.h.
 */
#include "shared/base/clock.h"
#include "tests/bench/bare.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ = 256 * 1024, CARRY = 48, SILENT_MS = 5000 };

static const char mark[] = "\"time\":\"";

struct client {
    int fd;
    size_t carried;
    char carry[CARRY]; /* the end of what was read, in which a mark may have begun */
};

static float *latencies;
static size_t count, most;

static void
fail(const char *what)
{
    perror(what);
    exit(1);
}

static int
connect_to(int port)
{
    const struct sockaddr_in at = {.sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

    if (fd < 0 || connect(fd, (const struct sockaddr *)&at, sizeof at) != 0)
        fail("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

static void
send_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t sent = send(fd, data, len, MSG_NOSIGNAL);

        if (sent <= 0)
            fail("send");
        data += sent;
        len -= (size_t)sent;
    }
}

/* One byte at a time, so that nothing behind the head is taken. */
static void
read_head(int fd)
{
    char head[8192];
    size_t len = 0;

    while (len < sizeof head - 1 && (len < 4 || memcmp(head + len - 4, "\r\n\r\n", 4) != 0))
        if (recv(fd, head + len++, 1, 0) != 1)
            fail("recv");
    head[len] = '\0';
    if (strncmp(head, "HTTP/1.1 101", 12) == 0)
        return;
    fprintf(stderr, "%s\n", head);
    exit(1);
}

/* Masked with zeros, which leaves it as it is. */
static void
send_frame(int fd, const char *text)
{
    char frame[1024];
    size_t len = strlen(text);

    if (len > sizeof frame - 8)
        exit(1);
    frame[0] = (char)0x82;
    frame[1] = (char)(0x80 | 126);
    frame[2] = (char)(len >> 8);
    frame[3] = (char)len;
    memset(frame + 4, 0, 4);
    memcpy(frame + 8, text, len);
    send_all(fd, frame, len + 8);
}

static int
open_socket(int port, const char *target, char **more, int more_count)
{
    int fd = connect_to(port);
    char request[4096];
    int len = snprintf(request, sizeof request,
                       "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
                       "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n",
                       target, port);

    for (int i = 0; i < more_count; i++)
        if (more[i][0] != '=')
            len += snprintf(request + len, sizeof request - (size_t)len, "%s\r\n", more[i]);
    len += snprintf(request + len, sizeof request - (size_t)len, "\r\n");
    send_all(fd, request, (size_t)len);
    read_head(fd);
    for (int i = 0; i < more_count; i++)
        if (more[i][0] == '=')
            send_frame(fd, more[i] + 1);
    return fd;
}

static void
note(const char *text, size_t len, int64_t now_us)
{
    const char *end = memchr(text, '"', len);
    struct instant at;

    if (end != NULL && instant_parse(text, (size_t)(end - text), &at) && count < most)
        latencies[count++] = (float)((double)(now_us - at.us) / 1e6);
}

/* What is read goes behind what was carried; a mark too near the end waits for the rest. */
static void
take(struct client *c, char *data, size_t len)
{
    int64_t now_us = instant_now().us;
    const char *at = data, *end = data + len, *found;

    while ((found = memmem(at, (size_t)(end - at), mark, sizeof mark - 1)) != NULL &&
           end - found >= CARRY) {
        at = found + sizeof mark - 1;
        note(at, (size_t)(end - at), now_us);
    }
    c->carried = (size_t)(end - at) < CARRY - 1 ? (size_t)(end - at) : CARRY - 1;
    if (found != NULL)
        c->carried = (size_t)(end - found);
    memcpy(c->carry, end - c->carried, c->carried);
}

static void
read_client(struct client *c)
{
    static char room[CARRY + READ];
    ssize_t got;

    memcpy(room, c->carry, c->carried);
    got = recv(c->fd, room + c->carried, READ, MSG_DONTWAIT);
    if (got > 0)
        take(c, room, c->carried + (size_t)got);
}

int
main(int argc, char **argv)
{
    struct epoll_event events[256], event = {.events = EPOLLIN};
    int sockets = argc > 4 ? atoi(argv[2]) : 0, epoll = epoll_create1(0), ready;
    struct client *clients = calloc((size_t)sockets + 1, sizeof *clients);
    double began = 0, last = 0;

    if (sockets <= 0 || clients == NULL)
        return 2;
    most = (size_t)sockets * (size_t)atoi(argv[3]);
    latencies = calloc(most, sizeof *latencies);
    if (latencies == NULL)
        return 2;
    for (int i = 0; i < sockets; i++) {
        clients[i].fd = open_socket(atoi(argv[1]), argv[4], argv + 5, argc - 5);
        event.data.ptr = &clients[i];
        epoll_ctl(epoll, EPOLL_CTL_ADD, clients[i].fd, &event);
    }
    puts("READY");
    fflush(stdout);
    while (count < most &&
           ((ready = epoll_wait(epoll, events, 256, SILENT_MS)) > 0 || count == 0)) {
        for (int i = 0; i < ready; i++)
            read_client(events[i].data.ptr);
        last = bare_now();
        if (began == 0 && count > 0)
            began = last;
    }
    bare_result(latencies, count, last - began, (unsigned)(most - count));
    return 0;
}
