#include "shared/bus/bus_private.h"

#include "shared/base/clock.h"
#include "shared/base/must.h"
#include "shared/bus/timeout.h"

#include <string.h>
#include <sys/epoll.h>

/* Bytes that may wait for the socket; beyond it the server does not read: publishing is refused. */
enum { GATHERED_MAX = 16 << 20 };

/*
 * nats.c is told to write only when it wants to: with nothing to write it would send zero bytes and
 * take the connection for closed.  What did not fit goes when the socket is writable.
 */
void
bus_flush(struct bus *bus)
{
    bool arm;

    if (!atomic_load(&bus->write_wanted) && bus_turned_here != bus)
        return;
    pthread_mutex_lock(&bus->lock);
    if (bus->nats != NULL) {
        if (atomic_load(&bus->write_wanted))
            natsConnection_ProcessWriteEvent(bus->nats);
        arm = atomic_load(&bus->write_wanted);
        if (arm != bus->write_armed && !atomic_load(&bus->lost))
            bus_watch(bus, EPOLL_CTL_MOD, arm);
        bus->write_armed = arm;
    }
    pthread_mutex_unlock(&bus->lock);
}

static natsStatus
set_headers(const struct bus *bus, natsMsg *message, const struct bus_headers *h)
{
    natsStatus status = NATS_OK;
    char text[TIMEOUT_TEXT];

    if (h->traceparent != NULL)
        status = natsMsgHeader_Set(message, "traceparent", h->traceparent);
    if (status == NATS_OK && h->message_id != NULL)
        status = natsMsgHeader_Set(message, "Nats-Msg-Id", h->message_id);
    if (status == NATS_OK && h->deadline_ms != 0) {
        int64_t now_ms = monotonic_ms();

        timeout_write(text, h->deadline_ms - now_ms, bus->sender, now_ms);
        status = natsMsgHeader_Set(message, "Timeout", text);
    }
    return status;
}

static natsStatus
publish_with_headers(struct bus *bus, const char *subject, const char *reply,
                     const struct bus_headers *headers, struct bytes data)
{
    natsMsg *message = NULL;
    natsStatus status =
        natsMsg_Create(&message, subject, reply, (const char *)data.data, (int)data.len);

    if (status == NATS_OK)
        status = set_headers(bus, message, headers);
    if (status == NATS_OK)
        status = natsConnection_PublishMsg(bus->nats, message);
    natsMsg_Destroy(message);
    return status;
}

static natsStatus
publish_plain(natsConnection *nats, const char *subject, const char *reply, struct bytes data)
{
    return reply == NULL
               ? natsConnection_Publish(nats, subject, data.data, (int)data.len)
               : natsConnection_PublishRequest(nats, subject, reply, data.data, (int)data.len);
}

bool
bus_is_subject(const char *text)
{
    return text[0] != '\0' && text[strcspn(text, " \t\r\n")] == '\0';
}

/* With the lock. */
static enum err
publish(struct bus *bus, const char *subject, const char *reply, const struct bus_headers *headers,
        struct bytes data)
{
    natsStatus status;

    if (!bus_is_subject(subject) || (reply != NULL && !bus_is_subject(reply)) ||
        data.len > INT32_MAX)
        return ERR_BUG;
    if (bus->nats == NULL || natsConnection_Buffered(bus->nats) > GATHERED_MAX)
        return ERR_UNAVAILABLE;
    bus_gathering = true;
    status = headers != NULL ? publish_with_headers(bus, subject, reply, headers, data)
                             : publish_plain(bus->nats, subject, reply, data);
    bus_gathering = false;
    if (status == NATS_MAX_PAYLOAD)
        return ERR_BUG;
    return status == NATS_OK ? OK : ERR_UNAVAILABLE;
}

enum err
bus_publish(struct bus *bus, const char *subject, const char *reply,
            const struct bus_headers *headers, struct bytes data)
{
    pthread_mutex_lock(&bus->lock);
    enum err err = publish(bus, subject, reply, headers, data);
    pthread_mutex_unlock(&bus->lock);
    return err;
}

/* With the lock, so that the loop cannot answer a request that was not sent. */
static enum err
ask_locked(struct bus *bus, const char *subject, const struct bus_headers *headers,
           struct bytes data, int64_t deadline_ms, struct ask ask)
{
    char reply[sizeof bus->inbox];
    enum err err;

    if (bus->nats == NULL)
        return ERR_UNAVAILABLE;
    memcpy(reply, bus->inbox, bus->inbox_len);
    if (!asks_add(bus->asks, ask, deadline_ms, reply + bus->inbox_len))
        return ERR_OVERLOADED;
    err = publish(bus, subject, reply, headers, data);
    if (err)
        must(asks_take(bus->asks, reply + bus->inbox_len, &ask));
    return err;
}

enum err
bus_ask(struct bus *bus, const char *subject, const struct bus_headers *headers, struct bytes data,
        int64_t deadline_ms, bus_answered *answered, void *arg)
{
    const struct ask ask = {.answered = answered, .arg = arg};
    bool sooner = false;
    enum err err;

    pthread_mutex_lock(&bus->lock);
    err = ask_locked(bus, subject, headers, data, deadline_ms, ask);
    if (!err && deadline_ms < bus->horizon) {
        bus->horizon = deadline_ms;
        sooner = bus_turned_here != bus;
    }
    pthread_mutex_unlock(&bus->lock);
    if (sooner)
        bus_wake(bus);
    return err;
}
