#include "gateway/feed/feed_hub.h"
#include "gateway/feed/feed_batch.h"
#include "gateway/feed/feed_live.h"
#include "gateway/feed/feed_private.h"
#include "gateway/feed/feed_watch.h"
#include "gateway/http/address_counts.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <stdlib.h>

/* Its own choice falls through cases in a way that clang warns of. */
#define HASH_FUNCTION(key, len, hash) HASH_OAT(key, len, hash)
#include <uthash.h>

enum { TEND_MS = 250 };

/* A user who has feeds here. */
struct user_feeds {
    struct uuid id;
    int64_t count;
    struct feed_list feeds; /* linked by hub.of_user */
    UT_hash_handle hh;
};

/* One run over all feeds; feed_hub_leave moves it past a feed that leaves. */
struct walk {
    struct feed *next;
    struct walk *outer; /* the run during which this one began; NULL: none */
};

struct feed_hub {
    struct gateway *gateway;
    struct address_counts *counts;
    struct user_feeds *users;  /* uthash, by id */
    struct feed_list all;      /* linked by hub.all */
    struct feed_list flushing; /* linked by hub.flush */
    struct walk *walks;        /* on the stack of feed_hub_each */
    int64_t live;              /* feeds that are not stored_only */
    int64_t tend_ms;           /* monotonic: when feeds have their next turn */
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

static struct user_feeds *
user_of(const struct feed_hub *hub, struct uuid id)
{
    struct user_feeds *user;

    HASH_FIND(hh, hub->users, &id, sizeof id, user);
    return user;
}

/* ---------------------------------------------------------------- coming and going */

static struct user_feeds *
add_user(struct feed_hub *hub, struct uuid id)
{
    struct user_feeds *user = calloc(1, sizeof *user);

    must(user != NULL);
    user->id = id;
    HASH_ADD(hh, hub->users, id, sizeof user->id, user);
    return user;
}

bool
feed_hub_enter(struct feed_hub *hub, struct feed *feed)
{
    const struct gateway_conf *conf = &hub->gateway->conf;
    struct user_feeds *user = user_of(hub, feed->user);

    if (user != NULL && user->count >= conf->feeds_per_user)
        return false;
    if (!address_counts_add(hub->counts, feed->address, 1, conf->feeds_per_address))
        return false;
    if (user == NULL)
        user = add_user(hub, feed->user);
    user->count++;
    LIST_INSERT_HEAD(&user->feeds, feed, hub.of_user);
    LIST_INSERT_HEAD(&hub->all, feed, hub.all);
    hub->live += !feed->transport->stored_only;
    return true;
}

void
feed_hub_leave(struct feed_hub *hub, struct feed *feed)
{
    struct user_feeds *user = user_of(hub, feed->user);

    must(user != NULL);
    for (struct walk *walk = hub->walks; walk != NULL; walk = walk->outer)
        if (walk->next == feed)
            walk->next = LIST_NEXT(feed, hub.all);
    LIST_REMOVE(feed, hub.of_user);
    LIST_REMOVE(feed, hub.all);
    if (feed->hub.flushing)
        LIST_REMOVE(feed, hub.flush);
    hub->live -= !feed->transport->stored_only;
    address_counts_remove(hub->counts, feed->address, 1);
    if (--user->count > 0)
        return;
    HASH_DEL(hub->users, user);
    free(user);
}

/* Calls `does` for every feed.  It may end any of them. */
static void
feed_hub_each(struct feed_hub *hub, void (*does)(struct feed *feed, const void *arg),
              const void *arg)
{
    struct walk walk = {.next = LIST_FIRST(&hub->all), .outer = hub->walks};
    struct feed *feed;

    hub->walks = &walk;
    while ((feed = walk.next) != NULL) {
        walk.next = LIST_NEXT(feed, hub.all);
        feed_keep(feed);
        does(feed, arg);
        feed_release(feed);
    }
    hub->walks = walk.outer;
}

/* ---------------------------------------------------------------- the live end */

static void
mark_flush(struct feed_hub *hub, struct feed *feed)
{
    if (feed->hub.flushing)
        return;
    feed->hub.flushing = true;
    LIST_INSERT_HEAD(&hub->flushing, feed, hub.flush);
}

/* A feed that is LIVE and has missed nothing. */
static bool
is_level(const struct feed *feed)
{
    return feed->stage == FEED_LIVE && feed->replay.noted <= feed->position;
}

/* A message that the feed does not hear now it will find in the stream. */
static void
offer(struct feed_hub *hub, struct feed *feed, struct feed_message *m)
{
    if (is_level(feed) && !feed_is_doubted(feed) && !feed->transport->is_full(feed->arg)) {
        if (m->sequence <= feed->position)
            return;
        mark_flush(hub, feed);
        feed_take(feed, m);
        return;
    }
    if (is_level(feed) && feed->position < m->sequence - 1)
        feed->position = m->sequence - 1; /* between them nothing came for this user */
    if (feed->replay.noted < m->sequence)
        feed->replay.noted = m->sequence;
}

void
feed_hub_hear(struct feed_hub *hub, const char *subject, uint64_t sequence, struct bytes json)
{
    struct feed_message m = {.sequence = sequence};
    struct feed *feed, *next;
    struct user_feeds *user;

    if (!feed_message_address(subject, &m))
        return;
    user = user_of(hub, m.user);
    if (user == NULL)
        return;
    if (!feed_message_read(&m, json)) {
        log_event(LOG_ERROR, "feed.message.broken", "sequence=%llu", (unsigned long long)sequence);
        return;
    }
    for (feed = LIST_FIRST(&user->feeds); feed != NULL; feed = next) {
        next = LIST_NEXT(feed, hub.of_user); /* a feed may end itself, and no other */
        offer(hub, feed, &m);
    }
    feed_message_fini(&m);
}

static void
wake(struct feed *feed, const void *arg)
{
    (void)arg;
    if (feed->retry.next_ms == 0)
        feed_go_on(feed);
}

void
feed_hub_up(struct feed_hub *hub)
{
    feed_hub_each(hub, wake, NULL);
}

struct jump {
    uint64_t position, last;
};

/*
 * A LIVE feed notes at least one message behind its position, even if the stream has none: so it
 * reads on, and proves that it has missed nothing, also in a stream that was made anew.
 */
static void
fall_behind(struct feed *feed, const void *arg)
{
    const struct jump *jump = arg;

    if (feed->stage == FEED_LIVE) {
        if (is_level(feed) && feed->position < jump->position)
            feed->position = jump->position;
        feed_fall_behind(feed);
        feed->replay.noted = jump->last > feed->position ? jump->last : feed->position + 1;
    }
    feed->replay.noting = 0;
}

void
feed_hub_jumped(struct feed_hub *hub, uint64_t position, uint64_t last)
{
    feed_hub_each(hub, fall_behind, &(struct jump){position, last});
}

void
feed_hub_flush(struct feed_hub *hub)
{
    struct feed *feed;

    while ((feed = LIST_FIRST(&hub->flushing)) != NULL) {
        LIST_REMOVE(feed, hub.flush);
        feed->hub.flushing = false;
        feed_flush(feed);
    }
}

/* ---------------------------------------------------------------- credentials */

void
feed_hub_revoked(struct feed_hub *hub, const struct revocation *revocation)
{
    struct user_feeds *user = user_of(hub, revocation->user_id);
    struct feed *feed, *next;

    for (feed = user == NULL ? NULL : LIST_FIRST(&user->feeds); feed != NULL; feed = next) {
        next = LIST_NEXT(feed, hub.of_user);
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
    feed_hub_each(hub, doubt, NULL);
}

/* ---------------------------------------------------------------- time */

static void
tend(struct feed *feed, const void *arg)
{
    const int64_t *now_ms = arg;

    feed_watch_tick(feed, *now_ms);
    if (feed->stage == FEED_STARTING ||
        (feed->retry.next_ms != 0 && *now_ms >= feed->retry.next_ms))
        feed_go_on(feed);
    if (!feed->left && feed->transport->tick != NULL)
        feed->transport->tick(feed->arg, *now_ms);
}

void
feed_hub_tick(struct feed_hub *hub, int64_t now_ms)
{
    feed_live_tick(hub->gateway->feed_live, hub->live > 0, now_ms);
    if (now_ms < hub->tend_ms)
        return;
    hub->tend_ms = now_ms + TEND_MS;
    feed_batches_tick(hub->gateway->feed_batches, now_ms);
    feed_hub_each(hub, tend, &now_ms);
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
    feed_hub_each(hub, shut, NULL);
}
