/*
 * How a bus is made, and how nats.c 3.4.1 is used.
 *
 * In its event-loop mode nats.c reads and writes only when told to, and asks for a write through
 * on_write.  Request subjects are synchronous subscriptions, emptied by bus_turn without a thread
 * in between.  The inbox cannot be one: natsSubscription_NextMsg destroys the "no responders"
 * message together with the subject that says whose it was.  So the inbox has nats.c's delivery
 * thread, which only hands the messages to the loop.
 *
 * For the threads and the locks see bus_private.h.
 */
#include "shared/bus/bus_private.h"

#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/base/random.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* A peer that says nothing for three pings is dead. */
enum { PING_MS = 10000, PINGS_MAX = 2, CONNECT_MS = 2000 };

_Thread_local bool bus_gathering;

void
bus_wake(void *arg)
{
    struct bus *bus = arg;

    eventfd_write(bus->wake, 1);
}

/*
 * Called by nats.c on any thread, often with its lock held: they may only set flags and wake.
 * Stores the descriptor for the loop, which watches it once the connection is complete.
 */
static natsStatus
on_attach(void **user, void *loop, natsConnection *nats, natsSock fd)
{
    struct bus *bus = loop;

    (void)nats;
    *user = bus;
    bus->fd = fd; /* handed over with the connection, by the link's lock */
    return NATS_OK;
}

/* Removed just before nats.c closes the descriptor. */
static natsStatus
on_read(void *user, bool add)
{
    struct bus *bus = user;

    if (!add)
        epoll_ctl(bus->epoll, EPOLL_CTL_DEL, bus->fd, NULL);
    return NATS_OK;
}

static natsStatus
on_write(void *user, bool add)
{
    struct bus *bus = user;

    atomic_store(&bus->write_wanted, add);
    /* The ping timer's thread: nobody there would flush. */
    if (add && !bus_gathering && bus_turned_here != bus)
        bus_wake(bus);
    return NATS_OK;
}

static natsStatus
on_detach(void *user)
{
    struct bus *bus = user;

    atomic_store(&bus->lost, true);
    bus_wake(bus);
    return NATS_OK;
}

/* A refused subject, on a thread of nats.c: the rights and the code do not fit together. */
static void
on_error(natsConnection *nats, natsSubscription *subscription, natsStatus status, void *arg)
{
    const char *text = nats_GetLastError(NULL); /* of this thread, set for this call */
    const struct bus *bus = arg;

    (void)nats;
    (void)subscription;
    if (text == NULL || text[0] == '\0')
        text = natsStatus_GetText(status);
    log_event(LOG_ERROR, "bus.refused", "why=%s", log_quote(text));
    if (bus->refused != NULL && status == NATS_NOT_PERMITTED)
        bus->refused(bus->arg, false, text);
}

/* On the link's thread. */
static void
on_login_refused(void *arg, const char *why)
{
    const struct bus *bus = arg;

    if (bus->refused != NULL)
        bus->refused(bus->arg, true, why);
}

static void
set_servers(natsOptions *options, const char *url)
{
    const char *servers[16];
    char *copy = strdup(url), *rest = copy, *one;
    int count = 0;

    must(copy != NULL);
    while ((one = strsep(&rest, ",")) != NULL && count < (int)ARRAY_LEN(servers))
        servers[count++] = one;
    if (one != NULL || natsOptions_SetServers(options, servers, count) != NATS_OK)
        die("the address of NATS is not usable: %s", url);
    free(copy);
}

static natsOptions *
options_new(struct bus *bus, const struct bus_conf *conf)
{
    natsOptions *o;

    must(natsOptions_Create(&o) == NATS_OK);
    set_servers(o, conf->url);
    if (conf->creds != NULL && conf->creds[0] != '\0') {
        if (access(conf->creds, R_OK) != 0)
            die("the NATS credentials cannot be read: %s", conf->creds);
        must(natsOptions_SetUserCredentialsFromFiles(o, conf->creds, NULL) == NATS_OK);
    }
    must(natsOptions_SetName(o, conf->name) == NATS_OK);
    must(natsOptions_SetTimeout(o, CONNECT_MS) == NATS_OK);
    must(natsOptions_SetPingInterval(o, PING_MS) == NATS_OK);
    must(natsOptions_SetMaxPingsOut(o, PINGS_MAX) == NATS_OK);
    must(natsOptions_SetAllowReconnect(o, false) == NATS_OK);
    /* Without it a flusher thread starts, which waits a millisecond before each write. */
    must(natsOptions_SetSendAsap(o, true) == NATS_OK);
    must(natsOptions_SetErrorHandler(o, on_error, bus) == NATS_OK);
    must(natsOptions_SetEventLoop(o, bus, on_attach, on_read, on_write, on_detach) == NATS_OK);
    return o;
}

/*
 * nats.c wakes a thread of its own for every message that is freed, and another for every message
 * of the inbox.  Under SCHED_BATCH they do not preempt the thread that woke them, so they run once
 * for many messages.  A thread inherits the policy of the one that starts it.
 */
static int
set_policy(int policy)
{
    const struct sched_param none = {.sched_priority = 0};
    int before = sched_getscheduler(0);

    return sched_setscheduler(0, policy, &none) == 0 ? before : -1;
}

int
bus_start_batch_threads(void)
{
    return set_policy(SCHED_BATCH);
}

void
bus_end_batch_threads(int before)
{
    if (before >= 0)
        set_policy(before);
}

/* 0: nats.c does not spin on its locks.  On few cores the holder of a lock needs the core for that.
 */
static void
library_open(void)
{
    int before = bus_start_batch_threads();

    must(nats_Open(0) == NATS_OK);
    bus_end_batch_threads(before);
}

static void
bus_watch_fd(const struct bus *bus, int operation, int fd, uint32_t events, uint32_t what)
{
    struct epoll_event event = {.events = events, .data.u32 = what};

    epoll_ctl(bus->epoll, operation, fd, &event);
}

void
bus_watch(struct bus *bus, int operation, bool for_write)
{
    bus_watch_fd(bus, operation, bus->fd, for_write ? EPOLLIN | EPOLLOUT : EPOLLIN, EVENT_NATS);
    bus->write_armed = for_write;
}

static void
inbox_init(struct bus *bus, const char *name)
{
    uint8_t instance[8];
    int len = snprintf(bus->inbox, sizeof bus->inbox, "_INBOX_%s.", name);

    must(len > 0 && (size_t)len + 2 * sizeof instance + 1 + ASK_TOKEN < sizeof bus->inbox);
    random_bytes(instance, sizeof instance);
    for (size_t i = 0; i < sizeof instance; i++)
        len += snprintf(bus->inbox + len, sizeof bus->inbox - (size_t)len, "%02x", instance[i]);
    bus->inbox[len++] = '.';
    bus->inbox_len = (size_t)len;
}

struct bus *
bus_open(const struct bus_conf *conf)
{
    struct bus *bus = calloc(1, sizeof *bus);

    must(bus != NULL);
    library_open();
    bus->changed = conf->changed;
    bus->refused = conf->refused;
    bus->arg = conf->arg;
    bus->horizon = INT64_MAX;
    bus->added_tail = &bus->added;
    bus->answers_tail = &bus->answers;
    bus->asks = asks_new();
    inbox_init(bus, conf->name);
    random_bytes((uint8_t *)&bus->sender, sizeof bus->sender);
    must(pthread_mutex_init(&bus->lock, NULL) == 0);
    must(pthread_mutex_init(&bus->answers_lock, NULL) == 0);
    must(pthread_cond_init(&bus->delivery_ended, NULL) == 0);
    bus->epoll = epoll_create1(EPOLL_CLOEXEC);
    bus->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    must(bus->epoll >= 0 && bus->wake >= 0);
    bus_watch_fd(bus, EPOLL_CTL_ADD, bus->wake, EPOLLIN, EVENT_WAKE);
    bus->link = link_start(options_new(bus, conf), bus_wake, on_login_refused, bus);
    link_want(bus->link);
    return bus;
}

int
bus_fd(const struct bus *bus)
{
    return bus->epoll;
}

bool
bus_is_up(const struct bus *bus)
{
    return atomic_load(&bus->up);
}

void
bus_server(struct bus *bus, char out[BUS_SERVER_TEXT])
{
    pthread_mutex_lock(&bus->lock);
    if (bus->nats == NULL ||
        natsConnection_GetConnectedServerId(bus->nats, out, BUS_SERVER_TEXT) != NATS_OK)
        out[0] = '\0';
    pthread_mutex_unlock(&bus->lock);
}

/* natsConnection_Close would wait for a pong that nobody reads if something were left to write. */
static void
write_out(struct bus *bus)
{
    int64_t deadline = monotonic_ms() + 500;
    struct epoll_event event;

    while (atomic_load(&bus->write_wanted) && bus->nats != NULL && monotonic_ms() < deadline &&
           !atomic_load(&bus->lost)) {
        bus_flush(bus);
        if (atomic_load(&bus->write_wanted))
            epoll_wait(bus->epoll, &event, 1, 2);
    }
}

void
bus_close(struct bus **closed)
{
    struct bus *bus = *closed;

    link_stop(&bus->link);
    bus_deliver_answers(bus);
    write_out(bus);
    bus_let_go(bus);
    bus_fail_all(bus);
    bus_receive_fini(bus);
    asks_destroy(bus->asks);
    close(bus->epoll);
    close(bus->wake);
    pthread_mutex_destroy(&bus->lock);
    pthread_mutex_destroy(&bus->answers_lock);
    pthread_cond_destroy(&bus->delivery_ended);
    free(bus);
    *closed = NULL;
}
