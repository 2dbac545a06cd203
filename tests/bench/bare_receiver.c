/*
 * The other side of webhooks: takes every request and does nothing else.
 *
 *   bare_receiver
 *
 * Listens at a free port of every address, prints it, and answers each request with 204, on connections
 * that are kept, until its standard input ends.  A request has a Content-Length and no second one
 * behind it on the way; its head and body are READ bytes at most.
 */
#include "tests/bench/bare.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ = 128 * 1024, EVENTS = 64, BACKLOG = 4096 };

struct client {
    int fd;
    size_t len;
    char *data;
};

static int poller;

static void
fail(const char *what)
{
    perror(what);
    exit(1);
}

static void
watch(int fd, void *of)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = of};

    if (epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event) != 0)
        fail("epoll_ctl");
}

static int
listen_anywhere(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t len = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, BACKLOG) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &len) != 0)
        fail("listen");
    printf("%d\n", ntohs(at.sin_port));
    fflush(stdout);
    return fd;
}

static void
take_client(int listener)
{
    struct client *c = calloc(1, sizeof *c);
    int on = 1;

    if (c == NULL || (c->data = malloc(READ + 1)) == NULL)
        fail("malloc");
    c->fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (c->fd < 0)
        fail("accept");
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    watch(c->fd, c);
}

/* Of the request that begins the text; 0: it is not whole yet. */
static size_t
request_len(const struct client *c)
{
    const char *head_end = strstr(c->data, "\r\n\r\n"),
               *field = strcasestr(c->data, "\r\ncontent-length:");
    size_t head = head_end == NULL ? 0 : (size_t)(head_end - c->data) + 4;

    if (head == 0)
        return 0;
    if (field == NULL || field > head_end)
        return head;
    head += strtoul(field + strlen("\r\ncontent-length:"), NULL, 10);
    return head <= c->len ? head : 0;
}

static void
drop_client(struct client *c)
{
    close(c->fd);
    free(c->data);
    free(c);
}

static void
serve(struct client *c)
{
    static const char answer[] = "HTTP/1.1 204 No Content\r\n\r\n";
    ssize_t came = recv(c->fd, c->data + c->len, READ - c->len, 0);

    if (came <= 0) {
        drop_client(c);
        return;
    }
    c->len += (size_t)came;
    c->data[c->len] = '\0';
    if (request_len(c) == 0)
        return;
    c->len = 0;
    if (send(c->fd, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0)
        drop_client(c);
}

int
main(void)
{
    int listener, count;
    struct epoll_event events[EVENTS];
    char rest;

    poller = epoll_create1(EPOLL_CLOEXEC);
    listener = listen_anywhere();
    watch(listener, &listener);
    watch(STDIN_FILENO, NULL);
    while ((count = epoll_wait(poller, events, EVENTS, -1)) >= 0)
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr == NULL && read(STDIN_FILENO, &rest, 1) <= 0)
                return 0;
            if (events[i].data.ptr == &listener)
                take_client(listener);
            else if (events[i].data.ptr != NULL)
                serve(events[i].data.ptr);
        }
    fail("epoll_wait");
}
