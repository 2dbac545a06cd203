#include "shared/bus/bus_link.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/monitor.h"
#include "shared/base/must.h"
#include "shared/base/random.h"

#include <pthread.h>
#include <stdlib.h>

enum { WAIT_MIN_MS = 50, WAIT_MAX_MS = 2000, STEADY_MS = 5000 };

struct bus_link {
    natsOptions *options;
    void (*ready)(void *arg);
    void (*refused)(void *arg, const char *why);
    void *arg;
    pthread_t thread;
    int64_t made_at, wait; /* of the thread; milliseconds */

    struct monitor monitor; /* of what follows */
    bool wanted, stopping;
    natsConnection *made;
};

/* Up to half of the wait is random, so that a restarted server is not met by all processes at once.
 */
static void
pause_before_next(struct bus_link *link)
{
    int64_t until_ms;
    uint16_t dice;

    random_bytes((uint8_t *)&dice, sizeof dice);
    until_ms = monotonic_ms() + link->wait / 2 + dice % (link->wait / 2);
    while (!link->stopping && monitor_wait_until(&link->monitor, until_ms))
        ;
    link->wait = link->wait * 2 < WAIT_MAX_MS ? link->wait * 2 : WAIT_MAX_MS;
}

/* The first failure of a row is worth a look; the others say nothing new. */
static void
log_failure(natsStatus status, bool first)
{
    log_event(first ? LOG_WARN : LOG_DEBUG, "bus.connect.failed", "why=%s",
              log_quote(natsStatus_GetText(status)));
}

/* Without the lock.  Answers NULL when it was told to stop. */
static natsConnection *
connect_once(struct bus_link *link, bool first)
{
    natsConnection *nats = NULL;
    natsStatus status = natsConnection_Connect(&nats, link->options);

    if (status == NATS_OK)
        return nats;
    log_failure(status, first);
    if (status == NATS_CONNECTION_AUTH_FAILED)
        link->refused(link->arg, natsStatus_GetText(status));
    return NULL;
}

static void
connect_until_made(struct bus_link *link)
{
    bool first = true;

    /* One that fell at once, as when the login is refused, does not reset the back-off. */
    if (link->made_at != 0 && monotonic_ms() - link->made_at > STEADY_MS)
        link->wait = WAIT_MIN_MS;
    while (!link->stopping && link->made == NULL) {
        if (link->made_at != 0 || !first)
            pause_before_next(link);
        if (link->stopping)
            return;
        monitor_leave(&link->monitor);
        natsConnection *nats = connect_once(link, first);
        monitor_enter(&link->monitor);
        link->made = nats;
        first = false;
    }
    link->made_at = monotonic_ms();
}

static void *
bus_link_run(void *arg)
{
    struct bus_link *link = arg;

    monitor_enter(&link->monitor);
    while (!link->stopping) {
        if (!link->wanted) {
            monitor_wait(&link->monitor);
            continue;
        }
        link->wanted = false;
        connect_until_made(link);
        if (link->made != NULL)
            link->ready(link->arg);
    }
    monitor_leave(&link->monitor);
    return NULL;
}

struct bus_link *
link_start(natsOptions *options, void (*ready)(void *arg),
           void (*refused)(void *arg, const char *why), void *arg)
{
    struct bus_link *link = calloc(1, sizeof *link);

    must(link != NULL);
    *link = (struct bus_link){
        .options = options, .ready = ready, .refused = refused, .arg = arg, .wait = WAIT_MIN_MS};
    monitor_init(&link->monitor);
    must(pthread_create(&link->thread, NULL, bus_link_run, link) == 0);
    return link;
}

void
link_stop(struct bus_link **stopped)
{
    struct bus_link *link = *stopped;

    monitor_enter(&link->monitor);
    link->stopping = true;
    monitor_wake(&link->monitor);
    monitor_leave(&link->monitor);
    pthread_join(link->thread, NULL);
    natsConnection_Destroy(link->made);
    natsOptions_Destroy(link->options);
    monitor_fini(&link->monitor);
    free(link);
    *stopped = NULL;
}

void
link_want(struct bus_link *link)
{
    monitor_enter(&link->monitor);
    link->wanted = true;
    monitor_wake(&link->monitor);
    monitor_leave(&link->monitor);
}

natsConnection *
link_taken(struct bus_link *link)
{
    monitor_enter(&link->monitor);
    natsConnection *nats = link->made;
    link->made = NULL;
    monitor_leave(&link->monitor);
    return nats;
}
