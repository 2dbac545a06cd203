/*
 * What nats.c has received, by two ways:
 *
 *   subscriptions   synchronous: nats.c queues the messages, and the loop empties each queue
 *                   (bus_deliver) after nats.c has read from the socket
 *   the inbox       nats.c's delivery thread appends each answer to `answers` and wakes the loop,
 *                   which takes the whole list (bus_deliver_answers)
 *
 * A subscription that is added waits in `added` until the loop takes it over.  All are subscribed
 * anew on each connection.  A lost connection's delivery thread may still run: it is counted in
 * `deliveries`, and bus_close waits for it.
 */
#include "shared/bus/bus_private.h"

#include "shared/base/log.h"
#include "shared/base/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the inbox; on nats.c's delivery thread. */
static void
bus_receive_on_answer(natsConnection *nats, natsSubscription *subscription, natsMsg *message,
                      void *arg)
{
    struct bus *bus = arg;
    struct answer *answer = calloc(1, sizeof *answer);
    bool first;

    (void)nats;
    (void)subscription;
    must(answer != NULL);
    answer->message = message;
    pthread_mutex_lock(&bus->answers_lock);
    first = bus->answers == NULL;
    *bus->answers_tail = answer;
    bus->answers_tail = &answer->next;
    pthread_mutex_unlock(&bus->answers_lock);
    if (first)
        bus_wake(bus);
}

static void
on_delivery_ended(void *arg)
{
    struct bus *bus = arg;

    pthread_mutex_lock(&bus->answers_lock);
    bus->deliveries--;
    pthread_cond_signal(&bus->delivery_ended);
    pthread_mutex_unlock(&bus->answers_lock);
}

static void
subscribe_inbox(struct bus *bus, natsConnection *nats)
{
    char subject[sizeof bus->inbox];
    natsStatus status;
    int policy;

    snprintf(subject, sizeof subject, "%.*s*", (int)bus->inbox_len, bus->inbox);
    pthread_mutex_lock(&bus->answers_lock);
    bus->deliveries++;
    pthread_mutex_unlock(&bus->answers_lock);
    policy = bus_start_batch_threads();
    status = natsConnection_Subscribe(&bus->inbox_subscription, nats, subject,
                                      bus_receive_on_answer, bus);
    bus_end_batch_threads(policy);
    if (status == NATS_OK)
        status = natsSubscription_SetOnCompleteCB(bus->inbox_subscription, on_delivery_ended, bus);
    if (status != NATS_OK)
        on_delivery_ended(bus); /* lost already: closed before anything could be delivered */
}

/* Failing means that the connection is lost, and the next one subscribes again. */
static void
bus_receive_subscribe(struct subscription *s, natsConnection *nats)
{
    natsStatus status =
        s->queue == NULL ? natsConnection_SubscribeSync(&s->nats, nats, s->subject)
                         : natsConnection_QueueSubscribeSync(&s->nats, nats, s->subject, s->queue);

    if (status != NATS_OK)
        s->nats = NULL;
}

void
bus_subscribe_all(struct bus *bus, natsConnection *nats)
{
    subscribe_inbox(bus, nats);
    for (struct subscription *s = bus->subscriptions; s != NULL && !bus->draining; s = s->next)
        bus_receive_subscribe(s, nats);
}

void
bus_unsubscribe_all(struct bus *bus)
{
    for (struct subscription *s = bus->subscriptions; s != NULL; s = s->next) {
        natsSubscription_Destroy(s->nats);
        s->nats = NULL;
    }
    natsSubscription_Destroy(bus->inbox_subscription);
    bus->inbox_subscription = NULL;
}

void
bus_take_added(struct bus *bus)
{
    struct subscription *added, **tail = &bus->subscriptions;

    pthread_mutex_lock(&bus->lock);
    added = bus->added;
    bus->added = NULL;
    bus->added_tail = &bus->added;
    pthread_mutex_unlock(&bus->lock);

    while (*tail != NULL)
        tail = &(*tail)->next;
    *tail = added;
    for (; added != NULL; added = added->next)
        if (bus->nats != NULL && !bus->draining)
            bus_receive_subscribe(added, bus->nats);
}

static struct answer *
take_answers(struct bus *bus)
{
    struct answer *first;

    pthread_mutex_lock(&bus->answers_lock);
    first = bus->answers;
    bus->answers = NULL;
    bus->answers_tail = &bus->answers;
    pthread_mutex_unlock(&bus->answers_lock);
    return first;
}

/* An answer to a request that has timed out finds none, and is dropped. */
static void
deliver_answer(struct bus *bus, natsMsg *message)
{
    const char *subject = natsMsg_GetSubject(message);
    struct ask ask;
    bool found;

    pthread_mutex_lock(&bus->lock);
    found =
        strlen(subject) > bus->inbox_len && asks_take(bus->asks, subject + bus->inbox_len, &ask);
    pthread_mutex_unlock(&bus->lock);
    if (found)
        ask.answered(ask.arg, natsMsg_IsNoResponders(message) ? ERR_UNAVAILABLE : OK,
                     bus_message_data((struct bus_message *)message));
}

void
bus_deliver_answers(struct bus *bus)
{
    struct answer *next;

    for (struct answer *answer = take_answers(bus); answer != NULL; answer = next) {
        next = answer->next;
        deliver_answer(bus, answer->message);
        natsMsg_Destroy(answer->message);
        free(answer);
    }
}

static void
deliver(struct subscription *s)
{
    uint64_t waiting = 0;
    natsMsg *message;

    if (s->nats == NULL || natsSubscription_QueuedMsgs(s->nats, &waiting) != NATS_OK)
        return;
    for (; waiting > 0; waiting--) {
        natsStatus status = natsSubscription_NextMsg(&message, s->nats, 0);

        if (status == NATS_OK)
            s->received(s->arg, (struct bus_message *)message);
        else if (status == NATS_SLOW_CONSUMER) /* reported once; the messages go on */
            log_event(LOG_WARN, "bus.dropped", "subject=%s", log_quote(s->subject));
        else
            return;
    }
}

void
bus_deliver(struct bus *bus)
{
    for (struct subscription *s = bus->subscriptions; s != NULL; s = s->next)
        deliver(s);
}

static char *
copy_or_null(const char *text)
{
    char *copy = text == NULL ? NULL : strdup(text);

    must(text == NULL || copy != NULL);
    return copy;
}

void
bus_subscribe(struct bus *bus, const char *subject, const char *queue, bus_received *received,
              void *arg)
{
    struct subscription *s = calloc(1, sizeof *s);

    must(s != NULL && bus_is_subject(subject));
    s->subject = copy_or_null(subject);
    s->queue = copy_or_null(queue);
    s->received = received;
    s->arg = arg;
    pthread_mutex_lock(&bus->lock);
    *bus->added_tail = s;
    bus->added_tail = &s->next;
    pthread_mutex_unlock(&bus->lock);
    bus_wake(bus);
}

static void
subscriptions_free(struct subscription *s)
{
    while (s != NULL) {
        struct subscription *next = s->next;

        free(s->subject);
        free(s->queue);
        free(s);
        s = next;
    }
}

static void
await_deliveries(struct bus *bus)
{
    pthread_mutex_lock(&bus->answers_lock);
    while (bus->deliveries > 0)
        pthread_cond_wait(&bus->delivery_ended, &bus->answers_lock);
    pthread_mutex_unlock(&bus->answers_lock);
}

void
bus_receive_fini(struct bus *bus)
{
    await_deliveries(bus);
    bus_deliver_answers(bus); /* nobody waits: they are dropped */
    subscriptions_free(bus->subscriptions);
    subscriptions_free(bus->added);
}
