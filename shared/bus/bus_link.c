#include "shared/bus/bus_link.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/base/random.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { WAIT_MIN_MS = 50, WAIT_MAX_MS = 2000, STEADY_MS = 5000 };

struct bus_link {
    natsOptions *options;
    void (*ready)(void *arg);
    void *arg;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool wanted, stopping; /* under the lock, as the next one */
    natsConnection *made;
    int64_t made_at, wait; /* of the thread; milliseconds */
};

/* Up to half of the wait is random, so that a restarted server is not met by all processes at once.
 */
static void
pause_before_next(struct bus_link *link)
{
    struct timespec until;
    uint16_t dice;
    int64_t ms;

    random_bytes((uint8_t *)&dice, sizeof dice);
    ms = link->wait / 2 + dice % (link->wait / 2);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    while (!link->stopping &&
           pthread_cond_timedwait(&link->changed, &link->lock, &until) != ETIMEDOUT)
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
        pthread_mutex_unlock(&link->lock);
        natsConnection *nats = connect_once(link, first);
        pthread_mutex_lock(&link->lock);
        link->made = nats;
        first = false;
    }
    link->made_at = monotonic_ms();
}

static void *
bus_link_run(void *arg)
{
    struct bus_link *link = arg;

    pthread_mutex_lock(&link->lock);
    while (!link->stopping) {
        if (!link->wanted) {
            pthread_cond_wait(&link->changed, &link->lock);
            continue;
        }
        link->wanted = false;
        connect_until_made(link);
        if (link->made != NULL)
            link->ready(link->arg);
    }
    pthread_mutex_unlock(&link->lock);
    return NULL;
}

struct bus_link *
link_start(natsOptions *options, void (*ready)(void *arg), void *arg)
{
    struct bus_link *link = calloc(1, sizeof *link);
    pthread_condattr_t clock;

    must(link != NULL);
    *link = (struct bus_link){.options = options, .ready = ready, .arg = arg, .wait = WAIT_MIN_MS};
    must(pthread_mutex_init(&link->lock, NULL) == 0);
    must(pthread_condattr_init(&clock) == 0);
    must(pthread_condattr_setclock(&clock, CLOCK_MONOTONIC) == 0);
    must(pthread_cond_init(&link->changed, &clock) == 0);
    pthread_condattr_destroy(&clock);
    must(pthread_create(&link->thread, NULL, bus_link_run, link) == 0);
    return link;
}

void
link_stop(struct bus_link **stopped)
{
    struct bus_link *link = *stopped;

    pthread_mutex_lock(&link->lock);
    link->stopping = true;
    pthread_cond_signal(&link->changed);
    pthread_mutex_unlock(&link->lock);
    pthread_join(link->thread, NULL);
    natsConnection_Destroy(link->made);
    natsOptions_Destroy(link->options);
    pthread_mutex_destroy(&link->lock);
    pthread_cond_destroy(&link->changed);
    free(link);
    *stopped = NULL;
}

void
link_want(struct bus_link *link)
{
    pthread_mutex_lock(&link->lock);
    link->wanted = true;
    pthread_cond_signal(&link->changed);
    pthread_mutex_unlock(&link->lock);
}

natsConnection *
link_taken(struct bus_link *link)
{
    pthread_mutex_lock(&link->lock);
    natsConnection *nats = link->made;
    link->made = NULL;
    pthread_mutex_unlock(&link->lock);
    return nats;
}
