#include "services/delivery/lane.h"

#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

enum { SECOND_MS = 1000, AGAIN_MS = 1000, AGAIN_MAX_MS = 60 * 1000, BUCKETS = 256 };

struct lane {
    const struct channel *channel;
    struct uuid receiver;         /* the webhook; nil: the channel has one for all */
    struct sending *first, *last; /* that wait */
    size_t waiting, running, limit;
    size_t ended;                /* within the second that began at second_ms */
    size_t rate;                 /* what ended within the second before */
    int64_t second_ms, until_ms; /* until_ms: put off */
    int64_t again_ms;            /* how long what is too much stays away while nothing ends */
    int64_t back_us;             /* when the last of what is too much comes again */
    bool gave;                   /* something was, within that second */
    uint64_t full_at; /* the channel had no room for the first of it when so much had ended */
    struct lane *bucket_next, *list_next, **list_here;
};

struct lanes {
    struct lane *buckets[BUCKETS];
    struct lane *all;
    struct lane *turn; /* whose turn it is; NULL: the first */
    uint64_t ended;    /* of all of them, and 1 */
    int64_t waited_ms; /* the clock that seconds are of */
};

struct lanes *
lanes_new(void)
{
    struct lanes *lanes = calloc(1, sizeof *lanes);

    must(lanes != NULL);
    lanes->ended = 1;
    return lanes;
}

void
lanes_waited(struct lanes *lanes, int64_t ms)
{
    lanes->waited_ms += ms;
}

static struct lane **
lane_bucket(struct lanes *lanes, struct uuid receiver)
{
    return &lanes->buckets[receiver.b[15] ^ receiver.b[7]];
}

static void
lane_free(struct lanes *lanes, struct lane *lane)
{
    struct lane **at = lane_bucket(lanes, lane->receiver);

    while (*at != lane)
        at = &(*at)->bucket_next;
    *at = lane->bucket_next;
    *lane->list_here = lane->list_next;
    if (lane->list_next != NULL)
        lane->list_next->list_here = lane->list_here;
    if (lanes->turn == lane)
        lanes->turn = lane->list_next;
    free(lane);
}

void
lanes_destroy(struct lanes **lanes)
{
    while ((*lanes)->all != NULL)
        lane_free(*lanes, (*lanes)->all);
    free(*lanes);
    *lanes = NULL;
}

static struct lane *
lane_new(struct lanes *lanes, const struct channel *channel, struct uuid receiver)
{
    struct lane *lane = calloc(1, sizeof *lane), **bucket = lane_bucket(lanes, receiver);

    must(lane != NULL);
    *lane = (struct lane){.channel = channel,
                          .receiver = receiver,
                          .limit = LANE_TRUST,
                          .again_ms = AGAIN_MS,
                          .second_ms = lanes->waited_ms,
                          .bucket_next = *bucket,
                          .list_next = lanes->all,
                          .list_here = &lanes->all};
    if (lanes->all != NULL)
        lanes->all->list_here = &lane->list_next;
    *bucket = lanes->all = lane;
    return lane;
}

static struct lane *
lane_of(struct lanes *lanes, const struct sending *s)
{
    const struct uuid receiver = s->row.has_webhook_id ? s->row.webhook_id : (struct uuid){{0}};
    struct lane *lane = *lane_bucket(lanes, receiver);

    while (lane != NULL && (lane->channel != s->channel || !uuid_equal(lane->receiver, receiver)))
        lane = lane->bucket_next;
    return lane != NULL ? lane : lane_new(lanes, s->channel, receiver);
}

void
lane_add(struct lanes *lanes, struct sending *s)
{
    struct lane *lane = lane_of(lanes, s);

    s->lane = lane;
    s->next = NULL;
    s->before = lane->last;
    *(lane->last != NULL ? &lane->last->next : &lane->first) = s;
    lane->last = s;
    lane->waiting++;
}

static struct sending *
lane_take(struct lane *lane, struct sending *s)
{
    *(s->before != NULL ? &s->before->next : &lane->first) = s->next;
    *(s->next != NULL ? &s->next->before : &lane->last) = s->before;
    lane->waiting--;
    s->next = s->before = NULL;
    return s;
}

/* Asks once until something has ended. */
static bool
lane_has_room(const struct lanes *lanes, struct lane *lane)
{
    if (lane->channel->has_room == NULL)
        return true;
    if (lane->full_at == lanes->ended)
        return false;
    lane->full_at = lane->channel->has_room(lane->first) ? 0 : lanes->ended;
    return lane->full_at == 0;
}

static bool
lane_is_ready(const struct lanes *lanes, struct lane *lane, int64_t now_ms)
{
    return lane->waiting > 0 && lane->running < (size_t)lane->channel->at_once &&
           lane->until_ms <= now_ms && lane_has_room(lanes, lane);
}

/* Lanes take turns. */
struct sending *
lane_next(struct lanes *lanes, int64_t now_ms)
{
    struct lane *begin = lanes->turn != NULL ? lanes->turn : lanes->all, *lane = begin;

    while (lane != NULL) {
        struct lane *after = lane->list_next != NULL ? lane->list_next : lanes->all;

        if (lane_is_ready(lanes, lane, now_ms)) {
            lane->running++;
            lanes->turn = after;
            return lane_take(lane, lane->first);
        }
        lane = after != begin ? after : NULL;
    }
    return NULL;
}

/* A second that is over says how fast the receiver is. */
static void
lane_measure(const struct lanes *lanes, struct lane *lane)
{
    if (lanes->waited_ms - lane->second_ms < SECOND_MS)
        return;
    lane->rate = lane->ended;
    lane->limit = lane->ended * 2 > LANE_LEAST ? lane->ended * 2 : LANE_LEAST;
    lane->again_ms = !lane->gave || lane->rate > 0       ? AGAIN_MS
                     : lane->again_ms * 2 < AGAIN_MAX_MS ? lane->again_ms * 2
                                                         : AGAIN_MAX_MS;
    lane->gave = false;
    lane->ended = 0;
    lane->second_ms = lanes->waited_ms;
}

static bool
lane_is_idle(const struct lane *lane, int64_t now_ms)
{
    return lane->waiting + lane->running == 0 && lane->until_ms <= now_ms;
}

void
lane_done(struct lanes *lanes, struct sending *s, int64_t now_ms)
{
    struct lane *lane = s->lane;

    lane->running--;
    lane->ended++;
    lanes->ended++;
    s->lane = NULL;
    if (lane_is_idle(lane, now_ms))
        lane_free(lanes, lane);
}

void
lane_put_off(struct sending *s, int64_t until_ms)
{
    if (until_ms > s->lane->until_ms)
        s->lane->until_ms = until_ms;
}

/* The last that came, so that the others keep their order. */
static struct sending *
lane_give(struct lane *lane)
{
    struct sending *s = lane_take(lane, lane->last);

    s->lane = NULL;
    lane->gave = true;
    return s;
}

/* One after the other as fast as the receiver takes them, behind what is in hand. */
static int64_t
lane_back_ms(struct lane *lane, int64_t now_ms)
{
    const int64_t now_us = now_ms * 1000, most_us = now_us + AGAIN_MAX_MS * 1000;
    int64_t each_us;

    if (lane->rate == 0)
        return lane->again_ms;
    each_us = SECOND_US / (int64_t)lane->rate;
    if (lane->back_us < now_us + (int64_t)lane->limit * each_us)
        lane->back_us = now_us + (int64_t)lane->limit * each_us;
    lane->back_us += each_us;
    if (lane->back_us > most_us)
        lane->back_us = most_us;
    return (lane->back_us - now_us) / 1000;
}

struct sending *
lane_excess(struct lanes *lanes, int64_t now_ms, int64_t *wait_ms)
{
    for (struct lane *lane = lanes->all, *after; lane != NULL; lane = after) {
        after = lane->list_next;
        lane_measure(lanes, lane);
        if (lane_is_idle(lane, now_ms)) {
            lane_free(lanes, lane);
            continue;
        }
        if (lane->waiting == 0 ||
            (lane->until_ms <= now_ms && lane->waiting + lane->running <= lane->limit))
            continue;
        *wait_ms = lane->until_ms > now_ms ? lane->until_ms - now_ms : lane_back_ms(lane, now_ms);
        return lane_give(lane);
    }
    return NULL;
}

struct sending *
lane_any(struct lanes *lanes)
{
    for (struct lane *lane = lanes->all; lane != NULL; lane = lane->list_next)
        if (lane->waiting > 0)
            return lane_give(lane);
    return NULL;
}
