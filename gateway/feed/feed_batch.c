/*
 * A batch is a consumer of the stream FEED that is fetched from once and then deleted.
 *
 *   FREE ---- feed_batch_read ----> MAKING ---- made ----> FETCHING ---- its end ----> FREE
 *
 *   gateway:  CONSUMER.CREATE  gateway_<instance>_batch_<number>   filter: the user's messages
 *   gateway:  CONSUMER.MSG.NEXT, reply to _INBOX_gateway.batch.<instance>.<number>
 *   server:   the messages, each with the reply subject of a delivery (shared/bus/stream.h)
 *   server:   a status, without a reply subject, if it has to say one
 *   gateway:  CONSUMER.DELETE
 *
 * What ends a batch, and whether there may be more in the stream:
 *
 *   a message with nothing pending behind it         no
 *   status 404: nothing is stored                    no
 *   FEED_BATCH_MESSAGES have come                    yes
 *   the feed wants no more                           yes
 *   status 409: the next message is larger than      yes, if any has come: if none has, the next
 *     the bytes that are left                          one must be read without a batch
 *   FETCH_MS are over                                yes; an error if none has come: nats-server
 *                                                      2.9 is silent when the bytes are used up
 *   a delivery was lost on the way: a number misses  an error
 *
 * All batches share one subscription.  A message names its consumer in its reply subject; a status
 * has only the subject to which it was sent.  Both end in the number, which no two batches of a
 * process have in common.  The server ends a consumer that a dead gateway has left.
 */
#include "gateway/feed/feed_batch.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"
#include "shared/base/number.h"
#include "shared/base/random.h"
#include "shared/bus/stream.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FETCH_MS = 2000 };

enum stage { FREE, MAKING, FETCHING };

struct batch {
    struct feed_batches *all;
    enum stage stage;
    uint64_t number;           /* in its name and its inbox */
    struct feed_batch_of what; /* valid unless FREE */
    uint64_t delivered;        /* number of the last delivery; 0: none yet */
    int64_t until_ms;          /* monotonic; valid when FETCHING */
};

struct feed_batches {
    struct gateway *gateway;
    uint64_t instance; /* random, of this process */
    uint64_t last;     /* the number that was last given */
    struct batch batches[FEED_BATCHES_MAX];
};

struct feed_batches *
feed_batches_new(struct gateway *gateway)
{
    struct feed_batches *all = calloc(1, sizeof *all);

    must(all != NULL);
    all->gateway = gateway;
    random_bytes((uint8_t *)&all->instance, sizeof all->instance);
    for (unsigned i = 0; i < FEED_BATCHES_MAX; i++)
        all->batches[i].all = all;
    return all;
}

void
feed_batches_destroy(struct feed_batches **all)
{
    free(*all);
    *all = NULL;
}

static void
name_of(const struct batch *batch, char out[FEED_CONSUMER_TEXT])
{
    snprintf(out, FEED_CONSUMER_TEXT, "gateway_%016" PRIx64 "_batch_%" PRIu64, batch->all->instance,
             batch->number);
}

static void
inbox_of(const struct feed_batches *all, const char *last, char out[FEED_CONSUMER_TEXT])
{
    snprintf(out, FEED_CONSUMER_TEXT, "_INBOX_gateway.batch.%016" PRIx64 ".%s", all->instance,
             last);
}

static void
feed_batch_end(struct batch *batch, enum err err, bool more)
{
    const struct feed_batch_of what = batch->what;
    char name[FEED_CONSUMER_TEXT];

    name_of(batch, name);
    feed_stream_release(batch->all->gateway, name);
    batch->stage = FREE;
    what.ended(what.arg, err, more);
}

/* ---------------------------------------------------------------- its messages */

/* The batch whose number stands in `name`, behind the last `mark`; NULL: it has ended. */
static struct batch *
feed_batch_find(struct feed_batches *all, const char *name, char mark)
{
    const char *text = strrchr(name, mark);
    int64_t number;

    if (text == NULL || !number_parse(text + 1, strlen(text + 1), &number))
        return NULL;
    for (unsigned i = 0; i < FEED_BATCHES_MAX; i++)
        if (all->batches[i].stage == FETCHING && all->batches[i].number == (uint64_t)number)
            return &all->batches[i];
    return NULL;
}

static void
feed_batch_take(struct batch *batch, struct bus_message *message, const struct stream_delivery *d)
{
    const struct feed_stored stored = {.sequence = d->sequence,
                                       .subject = bus_message_subject(message),
                                       .data = bus_message_data(message)};

    if (d->number != batch->delivered + 1) {
        feed_batch_end(batch, ERR_UNAVAILABLE, true);
        return;
    }
    batch->delivered = d->number;
    if (!batch->what.took(batch->what.arg, &stored) || d->number == FEED_BATCH_MESSAGES)
        feed_batch_end(batch, OK, true);
    else if (d->pending == 0)
        feed_batch_end(batch, OK, false);
}

static void
feed_batch_conclude(struct batch *batch, const char *status)
{
    if (status != NULL && strcmp(status, "404") == 0)
        feed_batch_end(batch, OK, false);
    else if (status != NULL && strcmp(status, "409") == 0)
        feed_batch_end(batch, OK, batch->delivered > 0);
    else
        feed_batch_end(batch, ERR_UNAVAILABLE, true);
}

static void
on_message(void *arg, struct bus_message *message)
{
    struct feed_batches *all = arg;
    const char *reply = bus_message_reply(message);
    struct stream_delivery d;
    struct batch *batch;

    if (reply == NULL) {
        batch = feed_batch_find(all, bus_message_subject(message), '.');
        if (batch != NULL)
            feed_batch_conclude(batch, bus_message_header(message, "Status"));
    } else if (stream_read_delivery(reply, &d)) {
        batch = feed_batch_find(all, d.consumer, '_');
        if (batch != NULL)
            feed_batch_take(batch, message, &d);
    }
    bus_message_free(message);
}

void
feed_batches_subscribe(struct feed_batches *all)
{
    char subject[FEED_CONSUMER_TEXT];

    inbox_of(all, "*", subject);
    bus_subscribe(all->gateway->bus, subject, NULL, on_message, all);
}

/* ---------------------------------------------------------------- from asking to its end */

static void
on_made(void *arg, enum err err, const char *consumer)
{
    struct batch *batch = arg;
    char number[24], inbox[FEED_CONSUMER_TEXT];

    must(batch->stage == MAKING);
    batch->stage = FETCHING;
    batch->until_ms = monotonic_ms() + FETCH_MS;
    snprintf(number, sizeof number, "%" PRIu64, batch->number);
    inbox_of(batch->all, number, inbox);
    if (!err)
        err = feed_stream_fetch(batch->all->gateway, consumer, inbox, FEED_BATCH_MESSAGES,
                                batch->what.bytes);
    if (err)
        feed_batch_end(batch, err, true);
}

enum err
feed_batch_read(struct feed_batches *all, const struct feed_batch_of *what)
{
    char name[FEED_CONSUMER_TEXT], filter[FEED_FILTER_TEXT];
    struct feed_consumer consumer = {.name = name, .filter = filter, .sequence = what->sequence};
    struct batch *batch = all->batches;
    enum err err;

    while (batch->stage != FREE)
        if (++batch == all->batches + FEED_BATCHES_MAX)
            return ERR_UNAVAILABLE;
    batch->number = ++all->last;
    batch->what = *what;
    batch->delivered = 0;
    name_of(batch, name);
    feed_filter_of(what->user, filter);
    err = feed_stream_consume(all->gateway, &consumer, on_made, batch);
    if (!err)
        batch->stage = MAKING;
    return err;
}

void
feed_batches_tick(struct feed_batches *all, int64_t now_ms)
{
    for (unsigned i = 0; i < FEED_BATCHES_MAX; i++) {
        struct batch *batch = &all->batches[i];

        if (batch->stage == FETCHING && now_ms >= batch->until_ms)
            feed_batch_end(batch, batch->delivered > 0 ? OK : ERR_TIMEOUT, true);
    }
}
