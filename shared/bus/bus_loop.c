/*
 * One turn of the loop, in this order:
 *
 *   1  what epoll reports: the wake-up is read off; from the socket nats.c reads, and messages are
 *      delivered
 *   2  subscriptions that were added
 *   3  answers that came by the inbox
 *   4  a connection that was made, or lost
 *   5  requests whose deadline has passed
 *   6  what has gathered is written
 *
 * A connection is wanted from the link when the bus is opened and whenever one is lost.
 */
#include "shared/bus/bus_private.h"

#include "shared/base/clock.h"
#include "shared/base/log.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

enum { DRAIN_MS = 2000 };

_Thread_local const struct bus *bus_turned_here;

/* The link has made a connection: it becomes ours, with the subscriptions. */
static void
adopt(struct bus *bus, natsConnection *nats)
{
    bus_subscribe_all(bus, nats);
    pthread_mutex_lock(&bus->lock);
    bus->nats = nats;
    bus_watch(bus, EPOLL_CTL_ADD, false);
    atomic_store(&bus->up, true);
    pthread_mutex_unlock(&bus->lock);

    log_event(LOG_INFO, "bus.up", NULL);
    if (bus->changed != NULL)
        bus->changed(bus->arg, true);
}

static bool
take_any(struct bus *bus, struct ask *ask)
{
    pthread_mutex_lock(&bus->lock);
    bool found = asks_take_any(bus->asks, ask);
    pthread_mutex_unlock(&bus->lock);
    return found;
}

void
bus_fail_all(struct bus *bus)
{
    struct ask ask;

    while (take_any(bus, &ask))
        ask.answered(ask.arg, ERR_UNAVAILABLE, (struct bytes){NULL, 0});
}

void
bus_let_go(struct bus *bus)
{
    natsConnection *nats = bus->nats;

    pthread_mutex_lock(&bus->lock);
    bus->nats = NULL;
    atomic_store(&bus->up, false);
    pthread_mutex_unlock(&bus->lock);

    natsConnection_Close(nats); /* first: unsubscribing would make it write and wait for a pong */
    bus_unsubscribe_all(bus);
    natsConnection_Destroy(nats);
    atomic_store(&bus->write_wanted, false);
    atomic_store(&bus->lost, false);
}

static void
forget_lost(struct bus *bus)
{
    log_event(LOG_WARN, "bus.lost", NULL);
    bus_let_go(bus);
    bus_fail_all(bus);
    if (bus->changed != NULL)
        bus->changed(bus->arg, false);
    link_want(bus->link);
}

static void
expire(struct bus *bus)
{
    int64_t now = monotonic_ms();
    struct ask ask;
    bool found;

    do {
        pthread_mutex_lock(&bus->lock);
        found = asks_take_expired(bus->asks, now, &ask);
        pthread_mutex_unlock(&bus->lock);
        if (found)
            ask.answered(ask.arg, ERR_TIMEOUT, (struct bytes){NULL, 0});
    } while (found);
}

static void
read_nats(struct bus *bus)
{
    if (bus->nats != NULL)
        natsConnection_ProcessReadEvent(bus->nats);
    bus_deliver(bus);
}

static void
handle(struct bus *bus, const struct epoll_event *event)
{
    eventfd_t ignored;

    if (event->data.u32 == EVENT_WAKE)
        eventfd_read(bus->wake, &ignored);
    else if (event->events & ~(uint32_t)EPOLLOUT)
        read_nats(bus);
}

/* The new connection first: it may be lost already. */
static void
mind_connection(struct bus *bus)
{
    natsConnection *nats;

    if (bus->nats == NULL && (nats = link_taken(bus->link)) != NULL)
        adopt(bus, nats);
    if (bus->nats != NULL && atomic_load(&bus->lost))
        forget_lost(bus);
}

void
bus_turn(struct bus *bus)
{
    struct epoll_event events[2];
    int count = epoll_wait(bus->epoll, events, 2, 0);

    bus_turned_here = bus;
    for (int i = 0; i < count; i++)
        handle(bus, &events[i]);
    bus_take_added(bus);
    bus_deliver_answers(bus);
    mind_connection(bus);
    expire(bus);
    bus_flush(bus);
}

int
bus_timeout_ms(struct bus *bus)
{
    int64_t next, now;

    pthread_mutex_lock(&bus->lock);
    next = bus->horizon = asks_next_deadline(bus->asks);
    pthread_mutex_unlock(&bus->lock);
    if (next == INT64_MAX)
        return -1;
    now = monotonic_ms();
    return next <= now ? 0 : next - now > 60000 ? 60000 : (int)(next - now);
}

/* nats.c drains a synchronous subscription on a thread, which needs the loop to turn meanwhile. */
static bool
is_drained(const struct bus *bus)
{
    for (const struct subscription *s = bus->subscriptions; s != NULL; s = s->next)
        if (s->nats != NULL &&
            natsSubscription_DrainCompletionStatus(s->nats) == NATS_ILLEGAL_STATE)
            return false;
    return true;
}

void
bus_drain(struct bus *bus)
{
    int64_t deadline = monotonic_ms() + DRAIN_MS;

    bus->draining = true;
    for (struct subscription *s = bus->subscriptions; s != NULL; s = s->next)
        if (s->nats != NULL)
            natsSubscription_DrainTimeout(s->nats, DRAIN_MS);
    do {
        struct epoll_event event;

        bus_turn(bus);
        if (is_drained(bus))
            return;
        epoll_wait(bus->epoll, &event, 1, 2); /* the thread's end is no event */
    } while (monotonic_ms() < deadline);
    log_event(LOG_WARN, "bus.drain.incomplete", NULL);
}
