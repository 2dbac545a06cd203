#include "gateway/limit/limits.h"
#include "gateway/http/answer.h"
#include "gateway/limit/bucket_script.h"
#include "gateway/limit/limit_table.h"
#include "gateway/limit/redis.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ANSWER_MS = 250, STALL_MS = 150, RETRY_MS = 1000, REPORT_MS = 60000 };

struct limits {
    struct gateway *gateway;
    struct limit_policies policies;
    struct limit_table *table;
    struct bucket_script script;
    unsigned asked; /* without an answer yet */
    int64_t silent_since_ms, ticked_ms;
    bool away, probing;
    int64_t probe_ms, report_ms; /* when next */
    int64_t alone;               /* requests that were counted without Redis */
};

static void write_texts(const struct limits *limits, struct address address,
                        struct limit_texts *out);

struct limits *
limits_new(struct gateway *gateway, const char *setting)
{
    struct limits *limits = calloc(1, sizeof *limits);

    must(limits != NULL);
    limits->gateway = gateway;
    limits->ticked_ms = monotonic_ms();
    if (!limit_policies_parse(setting, &limits->policies))
        die("ALMANAC_LIMITS is %s but must be on, off, or name=amount/seconds[/burst],...",
            setting);
    for (unsigned i = 0; i < route_count; i++)
        if (routes[i].limit != NULL && limit_kind_of(routes[i].limit) == LIMIT_COUNT)
            die("%s has the limit %s, which no policy is named", routes[i].operation,
                routes[i].limit);
    limits->table = limit_table_new();
    bucket_script_init(&limits->script);
    gateway->limit_texts = write_texts;
    return limits;
}

void
limits_destroy(struct limits **limits)
{
    limit_table_destroy(&(*limits)->table);
    free(*limits);
    *limits = NULL;
}

static const struct limit_policy *
policy_of(const struct limits *limits, const struct limit_entry *e)
{
    return &limits->policies.row[e->key.kind];
}

/* ---------------------------------------------------------------- who asks */

static struct limit_key
key_of_address(enum limit_kind kind, struct address address)
{
    struct address place = address_network(address);
    struct limit_key key = {.kind = kind};

    memcpy(key.id, place.b, sizeof key.id);
    return key;
}

static struct limit_key
key_of_id(enum limit_kind kind, struct uuid id)
{
    struct limit_key key = {.kind = kind};

    memcpy(key.id, id.b, sizeof key.id);
    return key;
}

static struct limit_key
limits_key_of(const struct exchange *x)
{
    if (x->route != NULL && x->route->limit != NULL)
        return key_of_address(limit_kind_of(x->route->limit), x->address);
    switch (x->asker.caller.kind) {
    case CALLER_USER:
        return key_of_id(LIMIT_USER, x->asker.caller.user_id);
    case CALLER_KEY:
        return key_of_id(LIMIT_KEY, x->asker.caller.key_id);
    case CALLER_ANYBODY:
    case CALLER_SERVICE:
        break;
    }
    return key_of_address(LIMIT_ADDRESS, x->address);
}

/* Of somebody who is not known, for the answers to whom there is no verdict. */
static void
write_texts(const struct limits *limits, struct address address, struct limit_texts *out)
{
    const struct limit_key key = key_of_address(LIMIT_ADDRESS, address);
    const struct limit_policy *p = &limits->policies.row[LIMIT_ADDRESS];
    const struct limit_entry *e;

    if (!limits->policies.on)
        return;
    e = limit_table_find(limits->table, &key);
    limit_texts_write(p, e == NULL ? p->burst : lease_left(&e->lease, p, monotonic_ms()), out);
}

/* ---------------------------------------------------------------- what they get */

static void
refuse_more(struct exchange *x, int64_t retry_s)
{
    char why[96];

    snprintf(why, sizeof why, "too many requests; the next one is taken in %" PRId64 " s", retry_s);
    answer_later(x, ERR_RATE_LIMITED, why, retry_s);
}

static void
decide(struct limits *limits, struct limit_entry *e, struct exchange *x, enum take take)
{
    const struct limit_policy *p = policy_of(limits, e);
    int64_t now_ms = monotonic_ms();

    limit_texts_write(p, lease_left(&e->lease, p, now_ms), &x->limits);
    if (take == TAKE_GOT)
        x->allowed(x);
    else
        refuse_more(x, lease_retry_s(&e->lease, p, now_ms));
}

static void
wait_in(struct limit_entry *e, struct exchange *x)
{
    exchange_keep(x);
    x->next = NULL;
    *(e->last != NULL ? &e->last->next : &e->first) = x;
    e->last = x;
    e->waiting++;
}

static struct exchange *
next_of(struct limit_entry *e)
{
    struct exchange *x = e->first;

    if (x == NULL)
        return NULL;
    e->first = x->next;
    if (e->first == NULL)
        e->last = NULL;
    e->waiting--;
    return x;
}

static enum take
limits_take(struct limits *limits, struct limit_entry *e)
{
    int64_t now_ms = monotonic_ms();

    if (!limits->away)
        return lease_take(&e->lease, now_ms);
    limits->alone++;
    return lease_take_alone(&e->lease, policy_of(limits, e), now_ms);
}

/* Those who waited for an answer that has come, or that will not. */
static void
serve(struct limits *limits, struct limit_entry *e)
{
    struct exchange *x;
    enum take got;

    while (e->first != NULL) {
        got = limits_take(limits, e);
        if (got == TAKE_ASK)
            return;
        x = next_of(e);
        if (x->req != NULL)
            decide(limits, e, x, got);
        exchange_release(x);
    }
}

/* ---------------------------------------------------------------- Redis */

struct ask {
    struct limits *limits;
    struct limit_entry *entry;
    int64_t want;
};

static void ask_more(struct limits *limits, struct limit_entry *e);

static void
went_away(struct limits *limits)
{
    int64_t now_ms = monotonic_ms();

    if (limits->away)
        return;
    limits->away = true;
    limits->alone = 0;
    limits->probe_ms = now_ms + RETRY_MS;
    limits->report_ms = now_ms + REPORT_MS;
    log_event(LOG_WARN, "limits.redis.away", "counting=alone");
}

static void
heard(struct limits *limits)
{
    limits->asked--;
    limits->silent_since_ms = monotonic_ms();
}

static void
failed(struct limits *limits, struct limit_entry *e)
{
    e->lease.asking = false;
    went_away(limits);
    serve(limits, e);
}

static void on_tokens(redisAsyncContext *redis, void *reply, void *arg);

/* The entry stays where it is, for one that asks is not given up. */
static bool
send_ask(struct ask *a, bool with_source)
{
    const struct limit_policy *p = policy_of(a->limits, a->entry);
    struct bucket_command words;

    bucket_script_command(&a->limits->script, with_source, p, a->entry->key.id, a->want, &words);
    if (a->limits->asked == 0)
        a->limits->silent_since_ms = monotonic_ms();
    if (!redis_ask(a->limits->gateway->redis, on_tokens, a, BUCKET_WORDS, words.argv, words.lens))
        return false;
    a->limits->asked++;
    return true;
}

static void
took(struct limits *limits, struct limit_entry *e, const struct tokens_given *given)
{
    lease_came(&e->lease, policy_of(limits, e), given->given, given->left, given->wait_ms,
               monotonic_ms());
    serve(limits, e);
    if (e->first != NULL)
        ask_more(limits, e);
}

static void
on_tokens(redisAsyncContext *redis, void *reply, void *arg)
{
    struct ask *a = arg;
    struct tokens_given given;

    (void)redis;
    heard(a->limits);
    switch (bucket_script_read(reply, &given)) {
    case TOKENS_GIVEN:
        took(a->limits, a->entry, &given);
        break;
    case TOKENS_UNKNOWN_SCRIPT:
        if (send_ask(a, true))
            return;
        failed(a->limits, a->entry);
        break;
    case TOKENS_FAILED:
        failed(a->limits, a->entry);
        break;
    }
    free(a);
}

static void
ask_more(struct limits *limits, struct limit_entry *e)
{
    int64_t want =
        limits->away ? 0 : lease_wants(&e->lease, policy_of(limits, e), e->waiting, monotonic_ms());
    struct ask *a;

    if (want == 0)
        return;
    a = calloc(1, sizeof *a);
    must(a != NULL);
    *a = (struct ask){.limits = limits, .entry = e, .want = want};
    if (send_ask(a, false))
        return;
    free(a);
    failed(limits, e);
}

void
limits_check(struct exchange *x, void (*allowed)(struct exchange *x))
{
    struct limits *limits = x->gateway->limits;
    struct limit_key key = limits_key_of(x);
    struct limit_entry *e;
    enum take got;
    bool fresh;

    e = limits->policies.on ? limit_table_get(limits->table, &key, &fresh) : NULL;
    if (e == NULL) {
        allowed(x);
        return;
    }
    x->allowed = allowed;
    if (fresh)
        lease_init(&e->lease, policy_of(limits, e), monotonic_ms());
    got = e->first != NULL ? TAKE_ASK : limits_take(limits, e);
    if (got == TAKE_ASK)
        wait_in(e, x);
    else
        decide(limits, e, x, got);
    ask_more(limits, e);
}

/* ---------------------------------------------------------------- away and back */

static void
on_probed(redisAsyncContext *redis, void *reply, void *arg)
{
    struct limits *limits = arg;
    struct tokens_given given;

    (void)redis;
    heard(limits);
    limits->probing = false;
    if (bucket_script_read(reply, &given) != TOKENS_GIVEN)
        return;
    limits->away = false;
    log_event(LOG_WARN, "limits.redis.back", "alone=%" PRId64, limits->alone);
}

/* With the script itself: a Redis that answers PING may still be full or loading. */
static void
probe(struct limits *limits, int64_t now_ms)
{
    static const uint8_t nobody[16];
    struct bucket_command words;

    limits->probe_ms = now_ms + RETRY_MS;
    if (limits->probing)
        return;
    if (limits->asked == 0)
        limits->silent_since_ms = now_ms;
    bucket_script_command(&limits->script, true, &limits->policies.row[LIMIT_ADDRESS], nobody, 0,
                          &words);
    limits->probing =
        redis_ask(limits->gateway->redis, on_probed, limits, BUCKET_WORDS, words.argv, words.lens);
    limits->asked += limits->probing;
}

/* While this process stood still it heard nobody, and Redis may have stood still with it.  Of each
 * turn STALL_MS count all the same, so that a busy loop finds out too. */
static void
forgive_stall(struct limits *limits, int64_t now_ms)
{
    int64_t gap_ms = now_ms - limits->ticked_ms;

    limits->ticked_ms = now_ms;
    if (gap_ms > STALL_MS)
        limits->silent_since_ms += gap_ms - STALL_MS;
}

void
limits_tick(struct limits *limits, int64_t now_ms)
{
    forgive_stall(limits, now_ms);
    if (limits->asked > 0 && now_ms - limits->silent_since_ms > ANSWER_MS) {
        went_away(limits);
        redis_give_up(limits->gateway->redis);
    }
    if (!limits->away)
        return;
    if (now_ms >= limits->probe_ms)
        probe(limits, now_ms);
    if (now_ms < limits->report_ms)
        return;
    limits->report_ms = now_ms + REPORT_MS;
    log_event(LOG_WARN, "limits.redis.missed", "alone=%" PRId64, limits->alone);
}
