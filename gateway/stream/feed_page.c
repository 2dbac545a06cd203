/*
 * {"data":[<event>,...],"next_after":<sequence>}
 *
 * A page ends with the stored messages; or before that, when it has `limit` messages, or BYTES_MAX,
 * or has any message and half of the route's time is over.  The next page begins after
 * `next_after`, which has FEED_WALK added to it on a walk that has not reached its end (feed_open.h).
 * When all of the time is over, the answer is 503.
 */
#include "gateway/stream/feed_page.h"
#include "gateway/http/answer.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { BYTES_MAX = 512 * 1024 };

struct page {
    struct exchange *x; /* own reference */
    struct feed *feed;  /* own */
    int64_t limit;      /* messages */
    int64_t count;      /* of messages in `data` */
    struct buf data;    /* the answer so far */
};

static void
destroy(struct page *page)
{
    feed_leave(page->feed);
    buf_fini(&page->data);
    exchange_release(page->x);
    free(page);
}

static void
answer(struct page *page)
{
    uint64_t next = feed_position(page->feed) + (feed_walks(page->feed) ? FEED_WALK : 0);
    char tail[64];

    snprintf(tail, sizeof tail, "],\"next_after\":%" PRIu64 "}", next);
    buf_add_text(&page->data, tail);
    answer_send(page->x,
                &(struct answer){.status = 200, .body = {page->data.data, page->data.len}});
    destroy(page);
}

/* More than 1/part of the time of its route is over. */
static bool
is_late(const struct page *page, int part)
{
    return monotonic_ms() - page->x->began_ms > page->x->route->timeout_ms / part;
}

static bool
feed_page_has_room(void *arg)
{
    const struct page *page = arg;

    return page->count < page->limit && page->data.len < BYTES_MAX &&
           !(page->count > 0 && is_late(page, 2));
}

static void
feed_page_message(void *arg, struct feed_message *m)
{
    struct page *page = arg;

    if (page->count++ > 0)
        buf_add_text(&page->data, ",");
    buf_add(&page->data, m->json.data, m->json.len);
}

static bool
feed_page_is_full(void *arg)
{
    return !feed_page_has_room(arg);
}

static void
feed_page_caught_up(void *arg)
{
    answer(arg);
}

static void
feed_page_end(void *arg, enum feed_end why)
{
    struct page *page = arg;

    feed_refuse(page->x, why);
    destroy(page);
}

static void
feed_page_tick(void *arg, int64_t now_ms)
{
    (void)now_ms;
    if (is_late(arg, 1))
        feed_page_end(arg, FEED_END_AWAY);
}

static const struct feed_transport transport = {
    .stored_only = true,
    .caught_up = feed_page_caught_up,
    .message = feed_page_message,
    .has_room = feed_page_has_room,
    .is_full = feed_page_is_full,
    .end = feed_page_end,
    .tick = feed_page_tick,
};

void
feed_page_begin(struct exchange *x, struct feed_ask *ask)
{
    struct page *page = calloc(1, sizeof *page);

    must(page != NULL);
    page->x = x;
    page->limit = ask->limit;
    page->feed = feed_open(x, ask, &transport, page);
    if (page->feed == NULL) {
        free(page);
        return;
    }
    exchange_keep(x);
    buf_init(&page->data);
    buf_add_text(&page->data, "{\"data\":[");
    if (!ask->start.has_since)
        ask->start.has_after = true; /* without a place: from the oldest that is kept */
    feed_begin(page->feed, &ask->start);
}
