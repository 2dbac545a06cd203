/*
 * A pull asks for `count` messages and waits for them for PULL_S.  They come to an inbox of this
 * process's own:
 *
 *     with a reply subject       a message, to be acknowledged there
 *     with the header Status     no more come of this pull: 404, 408, 409 ...
 *
 * `asked` counts what the pull may still bring.  After PULL_S and a margin without a word it is lost.
 */
#include "services/delivery/feed_in.h"

#include "services/delivery/feed_batch.h"
#include "shared/actor/service.h"
#include "shared/actor/workers.h"
#include "shared/base/clock.h"
#include "shared/base/monitor.h"
#include "shared/base/must.h"
#include "shared/bus/feed.h"
#include "shared/bus/stream.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { PULL_S = 2, PULL_LOST_MS = 3000, PULL_LEAST = FEED_BATCH / 4 };

static struct {
    pthread_mutex_t lock; /* of what follows */
    char inbox[80];       /* empty: not begun */
    size_t asked;
    int64_t asked_until_ms;
    struct feed_batch *gathered; /* NULL: nothing */
    size_t working;              /* messages that a worker has */
} in = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void feed_in_go(void);

static void
feed_in_work(const struct work *work, struct request *rq)
{
    struct feed_batch *batch = (struct feed_batch *)(uintptr_t)work->context;

    feed_batch_run(rq, batch);
    feed_batch_destroy(&batch);
    must(pthread_mutex_lock(&in.lock) == 0);
    in.working = 0;
    feed_in_go();
    must(pthread_mutex_unlock(&in.lock) == 0);
}

/*
 * One batch at a time, so that what comes meanwhile is the next one.  Once it is posted it may be
 * gone, before the worker waits for the lock.
 */
static void
post(void)
{
    const struct work work = {.run = feed_in_work, .context = in.gathered};
    size_t count = in.gathered != NULL ? in.gathered->count : 0;

    if (count == 0 || in.working > 0 || !workers_post(DB_WRITE, &work))
        return;
    in.working = count;
    in.gathered = NULL;
}

static void
pull(void)
{
    size_t held = in.working + (in.gathered != NULL ? in.gathered->count : 0);
    struct stream_request request;

    if (in.asked > 0 || FEED_BATCH - held < PULL_LEAST)
        return;
    stream_request_pull(&request, FEED_STREAM, FEED_READER, (unsigned)(FEED_BATCH - held), PULL_S);
    if (stream_send(the_service.bus, &request, in.inbox) != OK)
        return;
    in.asked = FEED_BATCH - held;
    in.asked_until_ms = monotonic_ms() + PULL_LOST_MS;
}

/* Under the lock. */
static void
feed_in_go(void)
{
    post();
    pull();
}

static void
gather(struct bus_message *message)
{
    if (in.gathered == NULL)
        in.gathered = feed_batch_new();
    if (!feed_batch_add(in.gathered, message))
        bus_message_free(message); /* of a pull that counted as lost: it comes again */
}

static void
feed_in_on_message(void *arg, struct bus_message *message)
{
    (void)arg;
    must(pthread_mutex_lock(&in.lock) == 0);
    if (bus_message_reply(message) == NULL) {
        in.asked = 0;
        bus_message_free(message);
    } else {
        in.asked -= in.asked > 0;
        gather(message);
    }
    feed_in_go();
    must(pthread_mutex_unlock(&in.lock) == 0);
}

static void
feed_in_begin(void)
{
    char name[UUID_TEXT];

    uuid_format(uuid_new(), name);
    snprintf(in.inbox, sizeof in.inbox, "_INBOX_%s.feed.%s", the_service.name, name);
    bus_subscribe(the_service.bus, in.inbox, NULL, feed_in_on_message, NULL);
}

enum err
feed_in_tend(struct request *rq)
{
    (void)rq;
    must(pthread_mutex_lock(&in.lock) == 0);
    if (in.inbox[0] == '\0')
        feed_in_begin();
    if (in.asked > 0 && monotonic_ms() > in.asked_until_ms)
        in.asked = 0;
    feed_in_go();
    must(pthread_mutex_unlock(&in.lock) == 0);
    bus_flush(the_service.bus);
    return OK;
}
