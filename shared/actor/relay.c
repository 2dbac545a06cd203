/*
 * One pass of the relay's thread, after each wake and twice a second without one:
 *
 *   lock      pg_try_advisory_lock; where another process has it there is nothing to do
 *   unmark    once after the bus returned, if it is another server or was started anew: the last
 *             five minutes that were published
 *   send      256 unmarked rows by seq go to relay_send.c, and those that were stored are marked;
 *             until there are none, or one could not be stored
 *   unlock
 *
 * The lock is held for one pass only: a process whose bus or database goes away does not keep the
 * others from publishing.  A process that does not get it may rest, because the one that has it
 * hears the same wakes and looks once more after each.
 *
 * After a failure the next pass begins when the back-off is over, 50 ms to 2 s, whatever wakes it.
 * The last pass comes after the order to stop, so that what was committed before it goes out.
 */
#include "shared/actor/relay.h"

#include "shared/actor/outbox.h"
#include "shared/actor/relay_send.h"
#include "shared/actor/service.h"
#include "shared/actor/task.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/monitor.h"
#include "shared/base/must.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POLL_MS = 500, PATIENCE_MS = 200 };
/* For statements: as a rule, in the last pass, and for the one that may touch very many rows. */
enum { SQL_MS = 5000, LAST_SQL_MS = 1000, AGAIN_SQL_MS = 60000 };
enum { WAIT_MIN_MS = 50, WAIT_MAX_MS = 2000 };
enum { MEASURE_MS = 2000, MEASURE_SHARE = 20, BEHIND_MS = 10000, BEHIND_AGAIN_MS = 60000 };
static const int64_t LEADER_LOCK = 0x72656c6179; /* "relay" */

struct relay {
    pthread_t thread;
    atomic_bool ended;

    struct monitor monitor; /* of what follows */
    bool woken, stopping, again;

    /* Of the thread. */
    struct relay_sender *sender;
    struct uuid stored[RELAY_BATCH];
    int64_t wait;   /* ms; 0: nothing is wrong */
    int64_t sql_ms; /* SQL_MS or LAST_SQL_MS */
    int64_t measure_at, complain_at;

    atomic_int_least64_t waiting, oldest_ms;
};

/* What the process's relay measured last. */
static atomic_int_least64_t measured_oldest_ms, measured_at_ms;

static enum err
send_batch(struct relay *relay, struct request *rq, bool *more)
{
    struct sql_outbox_mark stored = {.ids = {relay->stored, 0}};
    struct sql_outbox_unsent_row *rows;
    size_t count;
    enum err marked = OK, err;

    err = sql_outbox_unsent(rq, &(struct sql_outbox_unsent){.most = RELAY_BATCH}, &rows, &count);
    if (err)
        return err;
    err = relay_send(relay->sender, rq, rows, count, relay->stored, &stored.ids.count);
    if (stored.ids.count > 0)
        marked = sql_outbox_mark(rq, &stored, NULL);
    *more = stored.ids.count > 0 && (count == RELAY_BATCH || stored.ids.count < count);
    return err ? err : marked;
}

static bool
take_again(struct relay *relay)
{
    monitor_enter(&relay->monitor);
    bool again = relay->again;
    relay->again = false;
    monitor_leave(&relay->monitor);
    return again;
}

/* All that is marked as published unless this server is known to have it. */
static enum err
unmark(struct relay *relay, struct request *rq)
{
    char server[BUS_SERVER_TEXT];
    struct sql_relay_server_row known;
    enum err err;

    bus_server(the_service.bus, server);
    if (server[0] == '\0' || !task_begin(rq, AGAIN_SQL_MS, PATIENCE_MS))
        return ERR_UNAVAILABLE;
    err = sql_relay_server(rq, &known);
    if (err || strcmp(known.id, server) == 0)
        return err;
    relay_sender_careful(relay->sender);
    return sql_outbox_again(rq, &(struct sql_outbox_again){.server = server}, NULL);
}

/* Remembered until it is done: a process without the lock does it when it gets the lock. */
static enum err
send_again(struct relay *relay, struct request *rq)
{
    enum err err;

    if (relay->sql_ms == LAST_SQL_MS || !take_again(relay))
        return OK;
    err = unmark(relay, rq);
    if (err)
        relay_bus_returned(relay);
    return err;
}

/* All that waits. */
static enum err
send_all(struct relay *relay, struct request *rq)
{
    enum err err = send_again(relay, rq);
    bool more = true;

    while (!err && more)
        err = task_begin(rq, relay->sql_ms, PATIENCE_MS) ? send_batch(relay, rq, &more)
                                                         : ERR_UNAVAILABLE;
    return err;
}

static enum err
publish(struct relay *relay, struct request *rq)
{
    struct sql_relay_lead_row mine;
    struct sql_unlead_row ignored;
    enum err err;

    if (!bus_is_up(the_service.bus))
        return OK;
    if (!task_begin(rq, relay->sql_ms, PATIENCE_MS))
        return ERR_UNAVAILABLE;
    err = sql_relay_lead(rq, &(struct sql_relay_lead){.key = LEADER_LOCK}, &mine);
    if (err || !mine.leads)
        return err;
    err = send_all(relay, rq);
    /* Failing means that the connection is gone, and the lock with it. */
    if (task_begin(rq, relay->sql_ms, PATIENCE_MS) &&
        sql_unlead(rq, &(struct sql_unlead){.key = LEADER_LOCK}, &ignored) != OK)
        return ERR_UNAVAILABLE;
    return err;
}

/* False: told to stop. */
static bool
rest(struct relay *relay)
{
    int64_t until_ms = monotonic_ms() + (relay->wait > 0 ? relay->wait : POLL_MS);
    bool stopping;

    monitor_enter(&relay->monitor);
    while (!relay->stopping && (relay->wait > 0 || !relay->woken) &&
           monitor_wait_until(&relay->monitor, until_ms))
        ;
    relay->woken = false;
    stopping = relay->stopping;
    monitor_leave(&relay->monitor);
    return !stopping;
}

static void
back_off(struct relay *relay, enum err err)
{
    if (err && relay->wait == 0)
        log_event(LOG_WARN, "relay.paused", "err=%s", err_code(err));
    if (!err && relay->wait > 0)
        log_event(LOG_INFO, "relay.resumed", NULL);
    relay->wait = err == OK                       ? 0
                  : relay->wait == 0              ? WAIT_MIN_MS
                  : relay->wait * 2 < WAIT_MAX_MS ? relay->wait * 2
                                                  : WAIT_MAX_MS;
}

static void
complain(struct relay *relay, const struct sql_outbox_waiting_row *row)
{
    int64_t now = monotonic_ms(), stored, failed;

    if (row->oldest_ms < BEHIND_MS || now < relay->complain_at)
        return;
    relay->complain_at = now + BEHIND_AGAIN_MS;
    relay_sender_count(relay->sender, &stored, &failed);
    log_event(LOG_WARN, "relay.behind", "waiting=%lld oldest_ms=%lld failed=%lld",
              (long long)row->number, (long long)row->oldest_ms, (long long)failed);
}

/* Takes a twentieth of the time at most.  Also while the bus is away.  That the database is away is
 * logged by its connections. */
static void
measure(struct relay *relay, struct request *rq)
{
    const struct sql_outbox_waiting most = {.most = OUTBOX_COUNTED};
    struct sql_outbox_waiting_row row;
    int64_t began = monotonic_ms(), took;

    if (began < relay->measure_at || !task_begin(rq, relay->sql_ms, PATIENCE_MS) ||
        sql_outbox_waiting(rq, &most, &row) != OK)
        return;
    took = monotonic_ms() - began;
    relay->measure_at =
        began + (took * MEASURE_SHARE > MEASURE_MS ? took * MEASURE_SHARE : MEASURE_MS);
    outbox_measured(row.number, row.bytes);
    atomic_store(&relay->waiting, row.number);
    atomic_store(&relay->oldest_ms, row.oldest_ms);
    atomic_store(&measured_oldest_ms, row.oldest_ms);
    atomic_store(&measured_at_ms, monotonic_ms());
    complain(relay, &row);
}

bool
relay_is_late(void)
{
    return atomic_load(&measured_oldest_ms) >= BEHIND_MS ||
           monotonic_ms() - atomic_load(&measured_at_ms) > BEHIND_MS + MEASURE_MS;
}

void
relay_describe(void *arg, json_t *data)
{
    struct relay *relay = arg;
    int64_t stored, failed;

    relay_sender_count(relay->sender, &stored, &failed);
    json_object_set_new(data, "outbox_stored", json_integer(stored));
    json_object_set_new(data, "outbox_failed", json_integer(failed));
    json_object_set_new(data, "outbox_waiting", json_integer(atomic_load(&relay->waiting)));
    json_object_set_new(data, "outbox_oldest_ms", json_integer(atomic_load(&relay->oldest_ms)));
}

static void *
relay_run(void *arg)
{
    struct relay *relay = arg;
    struct request *rq = task_new("relay", CONNECTION_ALONE);
    bool more;

    do {
        more = rest(relay);
        relay->sql_ms = more ? SQL_MS : LAST_SQL_MS;
        back_off(relay, publish(relay, rq));
        if (more)
            measure(relay, rq);
    } while (more);
    task_destroy(&rq);
    atomic_store(&relay->ended, true);
    return NULL;
}

static void
relay_tell(struct relay *relay, bool *what)
{
    monitor_enter(&relay->monitor);
    *what = true;
    monitor_wake(&relay->monitor);
    monitor_leave(&relay->monitor);
}

static void
on_wake(void *arg, struct bus_message *message)
{
    struct relay *relay = arg;

    bus_message_free(message);
    relay_tell(relay, &relay->woken);
}

struct relay *
relay_start(void)
{
    struct relay *relay = calloc(1, sizeof *relay);
    char subject[80];

    must(relay != NULL);
    relay->sender = relay_sender_new();
    atomic_store(&measured_at_ms, monotonic_ms());
    monitor_init(&relay->monitor);
    snprintf(subject, sizeof subject, "wake.%s", the_service.name);
    bus_subscribe(the_service.bus, subject, NULL, on_wake, relay);
    must(pthread_create(&relay->thread, NULL, relay_run, relay) == 0);
    return relay;
}

void
relay_bus_returned(struct relay *relay)
{
    relay_tell(relay, &relay->again);
    relay_tell(relay, &relay->woken);
}

void
relay_stop(struct relay **stopped)
{
    struct relay *relay = *stopped;

    relay_tell(relay, &relay->stopping);
    while (!atomic_load(&relay->ended)) {
        struct pollfd ready = {.fd = bus_fd(the_service.bus), .events = POLLIN};

        poll(&ready, 1, 10);
        bus_turn(the_service.bus);
    }
    pthread_join(relay->thread, NULL);
    monitor_fini(&relay->monitor);
    relay_sender_destroy(&relay->sender);
    free(relay);
    *stopped = NULL;
}
