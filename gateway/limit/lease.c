#include "gateway/limit/lease.h"

enum { VALID_MS = 1000, QUICK_MS = 100 };

static int64_t
unit(const struct limit_policy *p)
{
    return p->seconds * 1000;
}

static int64_t
least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t
most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Full again after at most an hour times the burst: kept from overflowing by the first look. */
static int64_t
level_at(const struct lease *l, const struct limit_policy *p, int64_t now_ms)
{
    int64_t full = p->burst * unit(p), passed_ms = now_ms - l->level_ms;

    if (passed_ms >= (full - l->level) / p->amount + 1)
        return full;
    return least(full, l->level + passed_ms * p->amount);
}

void
lease_init(struct lease *l, const struct limit_policy *p, int64_t now_ms)
{
    *l = (struct lease){.level = p->burst * unit(p), .level_ms = now_ms, .batch = 1};
}

static int64_t
held_now(const struct lease *l, int64_t now_ms)
{
    return now_ms - l->leased_ms < VALID_MS ? l->held : 0;
}

enum take
lease_take(struct lease *l, int64_t now_ms)
{
    l->held = held_now(l, now_ms);
    if (l->held > 0) {
        l->held--;
        return TAKE_GOT;
    }
    return now_ms < l->none_until_ms ? TAKE_NONE : TAKE_ASK;
}

enum take
lease_take_alone(struct lease *l, const struct limit_policy *p, int64_t now_ms)
{
    l->held = held_now(l, now_ms);
    if (l->held > 0) {
        l->held--;
        return TAKE_GOT;
    }
    l->level = level_at(l, p, now_ms);
    l->level_ms = now_ms;
    if (l->level < unit(p))
        return TAKE_NONE;
    l->level -= unit(p);
    return TAKE_GOT;
}

int64_t
lease_wants(struct lease *l, const struct limit_policy *p, int64_t waiting, int64_t now_ms)
{
    int64_t tenth = most(1, p->amount / p->seconds / 10);

    /* The next batch is fetched while the rest of this one is spent. */
    if (l->asking || now_ms < l->none_until_ms || (waiting == 0 && l->held >= l->batch / 2))
        return 0;
    if (now_ms - l->leased_ms <= QUICK_MS)
        l->batch = least(2 * l->batch, tenth);
    else
        l->batch = most(l->batch / 2, 1);
    l->asking = true;
    return least(most(l->batch, waiting), p->burst);
}

void
lease_came(struct lease *l, const struct limit_policy *p, int64_t given, int64_t left,
           int64_t wait_ms, int64_t now_ms)
{
    l->asking = false;
    l->held = held_now(l, now_ms) + given;
    l->leased_ms = now_ms;
    l->level = least(left, p->burst) * unit(p);
    l->level_ms = now_ms;
    l->none_until_ms = given == 0 ? now_ms + wait_ms : 0;
}

int64_t
lease_left(const struct lease *l, const struct limit_policy *p, int64_t now_ms)
{
    return least(p->burst, held_now(l, now_ms) + level_at(l, p, now_ms) / unit(p));
}

int64_t
lease_retry_s(const struct lease *l, const struct limit_policy *p, int64_t now_ms)
{
    int64_t lacking = unit(p) - level_at(l, p, now_ms);
    int64_t wait_ms = most(l->none_until_ms - now_ms, lacking / p->amount);

    return most(1, (wait_ms + 999) / 1000);
}
