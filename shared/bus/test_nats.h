/*
 * test_nats - a nats-server of the test's own, on a free port of the loopback, and a loop for the
 * bus.
 *
 * Threads: the test's main thread.
 */
#ifndef SHARED_BUS_TEST_NATS_H
#define SHARED_BUS_TEST_NATS_H

#include "shared/base/clock.h"
#include "shared/base/must.h"
#include "shared/bus/bus.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct test_nats {
    pid_t pid;
    char url[64], port[8];
    char store[64]; /* of JetStream; empty: without */
};

/* Below those that the kernel gives to clients, one of which could take it while the server is
 * down. */
static inline int
test_free_port(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    must(fd >= 0);
    do
        at.sin_port = htons((uint16_t)(10000 + arc4random_uniform(10000)));
    while (bind(fd, (struct sockaddr *)&at, sizeof at) != 0);
    close(fd);
    return ntohs(at.sin_port);
}

static inline void
test_nats_exec(const struct test_nats *s)
{
    /* A test that dies leaves no server behind, and no server that holds its output open. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
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

/* What JetStream stored is gone, as after a crash that came before it was written. */
static inline void
test_nats_forget(const struct test_nats *s)
{
    char command[128];

    snprintf(command, sizeof command, "rm -rf %s/jetstream", s->store);
    must(system(command) == 0);
}

static inline void
test_nats_destroy(struct test_nats *s)
{
    test_nats_stop(s, SIGTERM);
    if (s->store[0] == '\0')
        return;
    test_nats_forget(s);
    rmdir(s->store);
}

/* Far beyond what anything takes: only a hang meets it. */
enum { TEST_PATIENCE_MS = 120000 };

static inline void
test_turn(struct bus *bus)
{
    int timeout = bus_timeout_ms(bus);
    struct pollfd ready = {.fd = bus_fd(bus), .events = POLLIN};

    poll(&ready, 1, timeout < 0 || timeout > 20 ? 20 : timeout);
    bus_turn(bus);
}

/* Turns as long as the condition took, so that a slow one leaves the bus its share. */
#define TURN_UNTIL(bus, condition)                                                                 \
    do {                                                                                           \
        int64_t until_ms = monotonic_ms() + TEST_PATIENCE_MS, asked_ms, answered_ms;               \
        while (asked_ms = monotonic_ms(), !(condition)) {                                          \
            answered_ms = monotonic_ms();                                                          \
            assert_true(answered_ms < until_ms);                                                   \
            do                                                                                     \
                test_turn(bus);                                                                    \
            while (monotonic_ms() - answered_ms < answered_ms - asked_ms);                         \
        }                                                                                          \
    } while (0)

struct test_answer {
    bool done;
    enum err err;
    char text[4096];
};

static inline void
test_answered(void *arg, enum err err, struct bytes data)
{
    struct test_answer *answer = arg;

    answer->err = err;
    snprintf(answer->text, sizeof answer->text, "%.*s", (int)data.len, (const char *)data.data);
    answer->done = true;
}

/* The answer's text; the test ends when there is none. */
static inline const char *
test_ask(struct bus *bus, const char *subject, const char *text)
{
    static struct test_answer answer;
    const struct bytes data = {(const uint8_t *)text, strlen(text)};

    answer.done = false;
    must(bus_ask(bus, subject, NULL, data, monotonic_ms() + TEST_PATIENCE_MS, test_answered,
                 &answer) == OK);
    while (!answer.done)
        test_turn(bus);
    if (answer.err)
        die("%s was not answered: %s", subject, err_code(answer.err));
    return answer.text;
}

#endif
