#include "gateway/feed/feed_hub.h"
#include "gateway/edge/address_counts.h"
#include "gateway/feed/feed_batch.h"
#include "gateway/feed/feed_live.h"
#include "gateway/feed/feed_watch.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <stdlib.h>

enum { CHAINS = 16384, TEND_MS = 250 };

/* Somebody who has readers here. */
struct listener_user {
    struct uuid id;
    int64_t count;
    struct feed *first;
    struct listener_user *next;
};

struct feed_hub {
    struct gateway *gateway;
    struct address_counts *counts;
    int64_t live;    /* readers of the live end */
    int64_t tend_ms; /* when next */
    struct feed *first, *flushing;
    struct listener_user *chains[CHAINS];
};

struct feed_hub *
feed_hub_new(struct gateway *gateway)
{
    struct feed_hub *hub = calloc(1, sizeof *hub);

    must(hub != NULL);
    hub->gateway = gateway;
    hub->counts = address_counts_new();
    return hub;
}

void
feed_hub_destroy(struct feed_hub **hub)
{
    address_counts_destroy(&(*hub)->counts);
    free(*hub);
    *hub = NULL;
}

/* The end of a version 7 UUID is random. */
static struct listener_user **
feed_hub_find(struct feed_hub *hub, struct uuid id)
{
    struct listener_user **at = &hub->chains[((size_t)id.b[14] << 8 | id.b[15]) % CHAINS];

    while (*at != NULL && !uuid_equal((*at)->id, id))
        at = &(*at)->next;
    return at;
}

/* ---------------------------------------------------------------- coming and going */

static void
link_feed(struct feed_hub *hub, struct listener_user *user, struct feed *feed)
{
    user->count++;
    feed->next_of_user = user->first;
    user->first = feed;
    feed->link = &hub->first;
    feed->next = hub->first;
    if (hub->first != NULL)
        hub->first->link = &feed->next;
    hub->first = feed;
    hub->live += !feed->stored_only;
}

bool
feed_hub_enter(struct feed_hub *hub, struct feed *feed)
{
    const struct gateway_conf *conf = &hub->gateway->conf;
    struct listener_user **at = feed_hub_find(hub, feed->user);

    if (*at != NULL && (*at)->count >= conf->feeds_per_user)
        return false;
    if (!address_counts_add(hub->counts, feed->address, conf->feeds_per_address))
        return false;
    if (*at == NULL) {
        *at = calloc(1, sizeof **at);
        must(*at != NULL);
        (*at)->id = feed->user;
    }
    link_feed(hub, *at, feed);
    return true;
}

static void
unlink_flush(struct feed_hub *hub, const struct feed *feed)
{
    struct feed **at = &hub->flushing;

    if (!feed->flushing)
        return;
    while (*at != feed)
        at = &(*at)->next_flush;
    *at = feed->next_flush;
}

void
feed_hub_leave(struct feed_hub *hub, struct feed *feed)
{
    struct listener_user **at = feed_hub_find(hub, feed->user), *user = *at;
    struct feed **of_user;

    if (feed->link == NULL)
        return; /* it had not entered */
    must(user != NULL);
    for (of_user = &user->first; *of_user != feed; of_user = &(*of_user)->next_of_user)
        ;
    *of_user = feed->next_of_user;
    *feed->link = feed->next;
    if (feed->next != NULL)
        feed->next->link = feed->link;
    feed->link = NULL;
    hub->live -= !feed->stored_only;
    unlink_flush(hub, feed);
    address_counts_remove(hub->counts, feed->address);
    if (--user->count > 0)
        return;
    *at = user->next;
    free(user);
}

/*
 * Does something to every reader, of whom it may end any: so each holds on to its successor, and a
 * successor that has left ends the walk, to be continued in the next turn.
 */
static void
for_each(struct feed_hub *hub, void (*does)(struct feed *feed, const void *arg), const void *arg)
{
    struct feed *feed = hub->first, *next;

    if (feed != NULL)
        feed_keep(feed);
    for (; feed != NULL; feed = next) {
        bool left = feed->left;

        next = left ? NULL : feed->next;
        if (next != NULL)
            feed_keep(next);
        if (!left)
            does(feed, arg);
        feed_release(feed);
    }
}

/* ---------------------------------------------------------------- the live end */

static void
mark_flush(struct feed_hub *hub, struct feed *feed)
{
    if (feed->flushing)
        return;
    feed->flushing = true;
    feed->next_flush = hub->flushing;
    hub->flushing = feed;
}

/* What a reader does not hear now it will find in the stream. */
static void
offer(struct feed_hub *hub, struct feed *feed, struct feed_message *m)
{
    if (feed->stage == FEED_LIVE && feed->doubted_ms == 0 && feed->noted <= feed->position &&
        !feed->ways->is_full(feed)) {
        if (m->sequence <= feed->position)
            return;
        mark_flush(hub, feed);
        feed_take(feed, m);
        return;
    }
    if (feed->stage == FEED_LIVE && feed->noted <= feed->position &&
        feed->position < m->sequence - 1)
        feed->position = m->sequence - 1; /* it had heard all that was its before */
    if (feed->noted < m->sequence)
        feed->noted = m->sequence;
}

void
feed_hub_hear(struct feed_hub *hub, const char *subject, uint64_t sequence, struct bytes json)
{
    struct feed_message m = {.sequence = sequence};
    struct feed *feed, *next;
    struct listener_user *user;

    if (!feed_message_address(subject, &m))
        return;
    user = *feed_hub_find(hub, m.user);
    if (user == NULL)
        return;
    if (!feed_message_read(&m, json)) {
        log_event(LOG_ERROR, "feed.message.broken", "sequence=%llu", (unsigned long long)sequence);
        return;
    }
    for (feed = user->first; feed != NULL; feed = next) {
        next = feed->next_of_user; /* a reader may end itself, and nobody else */
        offer(hub, feed, &m);
    }
    feed_message_fini(&m);
}

static void
wake(struct feed *feed, const void *arg)
{
    (void)arg;
    if (feed->retry_ms == 0)
        feed_go_on(feed);
}

void
feed_hub_up(struct feed_hub *hub)
{
    for_each(hub, wake, NULL);
}

struct jump {
    uint64_t position, last;
};

/* At least one further than it is, so that it looks, also into a stream that was made anew. */
static void
fall_behind(struct feed *feed, const void *arg)
{
    const struct jump *jump = arg;

    if (feed->stage == FEED_LIVE) {
        if (feed->noted <= feed->position && feed->position < jump->position)
            feed->position = jump->position;
        feed_fall_behind(feed);
        feed->noted = jump->last > feed->position ? jump->last : feed->position + 1;
    }
    feed->noting = 0; /* what came between was not heard */
}

/* They go on when the live end is up again. */
void
feed_hub_jumped(struct feed_hub *hub, uint64_t position, uint64_t last)
{
    for_each(hub, fall_behind, &(struct jump){position, last});
}

void
feed_hub_flush(struct feed_hub *hub)
{
    struct feed *feed;

    while ((feed = hub->flushing) != NULL) {
        hub->flushing = feed->next_flush;
        feed->flushing = false;
        feed->ways->flush(feed);
    }
}

/* ---------------------------------------------------------------- credentials */

void
feed_hub_revoked(struct feed_hub *hub, const struct revocation *revocation)
{
    struct listener_user *user = hub == NULL ? NULL : *feed_hub_find(hub, revocation->user_id);
    struct feed *feed, *next;

    for (feed = user == NULL ? NULL : user->first; feed != NULL; feed = next) {
        next = feed->next_of_user;
        feed_watch_revoked(feed, revocation);
    }
}

static void
doubt(struct feed *feed, const void *arg)
{
    (void)arg;
    feed_watch_doubt(feed);
}

void
feed_hub_doubt(struct feed_hub *hub)
{
    if (hub != NULL)
        for_each(hub, doubt, NULL);
}

/* ---------------------------------------------------------------- time */

static void
tend(struct feed *feed, const void *arg)
{
    const int64_t *now_ms = arg;

    feed_watch_tick(feed, *now_ms);
    if (!feed->left && feed->retry_ms != 0 && *now_ms >= feed->retry_ms)
        feed_go_on(feed);
    else if (!feed->left && feed->stage == FEED_NEW)
        feed_go_on(feed);
    if (!feed->left && feed->ways->tick != NULL)
        feed->ways->tick(feed, *now_ms);
}

void
feed_hub_tick(struct feed_hub *hub, int64_t now_ms)
{
    feed_live_tick(hub->gateway->feed_live, hub->live > 0, now_ms);
    if (now_ms < hub->tend_ms)
        return;
    hub->tend_ms = now_ms + TEND_MS;
    feed_batches_tick(hub->gateway->feed_batches, now_ms);
    for_each(hub, tend, &now_ms);
}

static void
shut(struct feed *feed, const void *arg)
{
    (void)arg;
    feed_end(feed, FEED_END_SHUTDOWN);
}

void
feed_hub_shut(struct feed_hub *hub)
{
    for_each(hub, shut, NULL);
}
