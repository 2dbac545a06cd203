/*
 * test_nats - a nats-server of the test's own, on a free port of the loopback.
 *
 * Threads: the test's main thread.
 */
#ifndef SHARED_TEST_NATS_H
#define SHARED_TEST_NATS_H

#include "must.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct test_nats {
    pid_t pid;
    char url[64], port[8];
    char store[64]; /* of JetStream; empty: without */
};

static inline int
test_free_port(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    must(fd >= 0 && bind(fd, (struct sockaddr *)&at, len) == 0);
    must(getsockname(fd, (struct sockaddr *)&at, &len) == 0);
    close(fd);
    return ntohs(at.sin_port);
}

static inline void
test_nats_exec(const struct test_nats *s)
{
    if (freopen("/dev/null", "w", stderr) == NULL)
        _exit(126);
    if (s->store[0] != '\0')
        execlp("nats-server", "nats-server", "-a", "127.0.0.1", "-p", s->port, "-js", "-sd",
               s->store, (char *)NULL);
    else
        execlp("nats-server", "nats-server", "-a", "127.0.0.1", "-p", s->port, (char *)NULL);
    _exit(127);
}

/* Again after test_nats_stop, on the same port. */
static inline void
test_nats_start(struct test_nats *s)
{
    s->pid = fork();
    must(s->pid >= 0);
    if (s->pid == 0)
        test_nats_exec(s);
}

static inline void
test_nats_new(struct test_nats *s, bool jetstream)
{
    int port = test_free_port();

    *s = (struct test_nats){.pid = 0};
    snprintf(s->port, sizeof s->port, "%d", port);
    snprintf(s->url, sizeof s->url, "nats://127.0.0.1:%d", port);
    if (jetstream) {
        snprintf(s->store, sizeof s->store, "/tmp/test_nats.XXXXXX");
        must(mkdtemp(s->store) != NULL);
    }
}

static inline void
test_nats_stop(struct test_nats *s, int signal_number)
{
    kill(s->pid, signal_number);
    waitpid(s->pid, NULL, 0);
}

#endif
