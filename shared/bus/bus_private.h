/*
 * bus_private - the inside of a bus, for the bus_*.c files.
 *
 *   bus.c           opens and closes; the connection, from the link to its loss
 *   bus_loop.c      one turn of the loop, its epoll set, deadlines, the drain
 *   bus_receive.c   subscriptions and the inbox: what nats.c hands over
 *   bus_send.c      publishes and asks
 *   bus_asks.c      requests that wait for their answers
 *   bus_link.c      makes connections
 *   bus_message.c   a message's parts
 *
 * The threads:
 *
 *   loop's            bus_turn: reads the socket (natsConnection_ProcessReadEvent), runs all
 *                     callbacks, takes a new connection over, lets a lost one go
 *   any other         publish and ask, under `lock`; bus_flush writes to the socket
 *   link's            blocks in natsConnection_Connect; gives the connection to the loop
 *   nats.c delivery   one for each connection's inbox: puts answers into `answers`
 *   nats.c's others   timers for pings, the drain of a subscription; they call on_write, on_detach
 *                     and on_error, which only set flags and wake the loop
 *
 * A thread wakes the loop by the eventfd `wake`, which is in the epoll set beside the connection's
 * socket.  Locks: `lock` is taken before nats.c's own and never by its callbacks; `answers_lock` is
 * taken last, and its holders take no other.
 */
#ifndef SHARED_BUS_BUS_PRIVATE_H
#define SHARED_BUS_BUS_PRIVATE_H

#include "shared/bus/bus.h"
#include "shared/bus/bus_asks.h"
#include "shared/bus/bus_link.h"

#include <nats/nats.h>
#include <pthread.h>
#include <stdatomic.h>

struct subscription {
    struct subscription *next;
    char *subject, *queue;
    bus_received *received;
    void *arg;
    natsSubscription *nats; /* NULL while the bus is away or after the drain */
};

struct answer {
    struct answer *next;
    natsMsg *message;
};

struct bus {
    void (*changed)(void *arg, bool up);
    void (*refused)(void *arg, bool login, const char *why);
    void *arg;
    char inbox[96]; /* _INBOX_<name>.<instance>. ; a token follows */
    size_t inbox_len;
    uint64_t sender; /* this process, in the header Timeout */
    int epoll, wake, fd;
    struct bus_link *link;

    atomic_bool up, lost;     /* lost: nats.c has closed the connection */
    atomic_bool write_wanted; /* there is something for bus_flush */
    bool write_armed;         /* EPOLLOUT; under the lock */
    bool draining;            /* of the loop */

    pthread_mutex_t lock; /* over what follows; taken before nats.c's own locks, never after */
    natsConnection *nats; /* the loop alone sets it */
    natsSubscription *inbox_subscription;
    struct asks *asks;
    int64_t horizon; /* what the loop sleeps until */
    struct subscription *added, **added_tail;

    struct subscription *subscriptions; /* of the loop */

    pthread_mutex_t answers_lock; /* of the next three; its holders take no other lock */
    pthread_cond_t delivery_ended;
    struct answer *answers, **answers_tail;
    unsigned deliveries; /* delivery threads that may still call us */
};

/* The bus that this thread turns, so that it need not wake itself. */
extern _Thread_local const struct bus *bus_turned_here;
/* This thread is publishing and will flush. */
extern _Thread_local bool bus_gathering;

/* In the epoll set. */
enum { EVENT_WAKE, EVENT_NATS };

/* Ends the connection, if there is one.  After it no thread publishes and nothing is delivered. */
void bus_let_go(struct bus *bus);
/* Answers all that wait with ERR_UNAVAILABLE. */
void bus_fail_all(struct bus *bus);

/* For any thread; the argument is the bus. */
void bus_wake(void *bus);
/* Watches the connection's descriptor, or changes what for.  With the lock. */
void bus_watch(struct bus *bus, int operation, bool for_write);

/* No space or line end, which would forge a line of the protocol. */
bool bus_is_subject(const char *text);

/* Of a new connection: all subscriptions and the inbox. */
void bus_subscribe_all(struct bus *bus, natsConnection *nats);
/* Of the old one; nothing is delivered any more. */
void bus_unsubscribe_all(struct bus *bus);

/* Between the two, threads that this one starts are batch threads; the second takes what the first
 * gave. */
int bus_start_batch_threads(void);
void bus_end_batch_threads(int before);
/* Takes over what bus_subscribe was given since. */
void bus_take_added(struct bus *bus);
/* Calls `received` and `answered` for what nats.c has handed over. */
void bus_deliver(struct bus *bus);
void bus_deliver_answers(struct bus *bus);
/* Waits for nats.c's delivery threads and forgets everything. */
void bus_receive_fini(struct bus *bus);

#endif
