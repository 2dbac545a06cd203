#include "gateway/limit/limits.h"
#include "gateway/http/answer.h"
#include "gateway/limit/bucket_source.h"
#include "shared/base/clock.h"
#include "shared/base/must.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct limits {
    struct limit_policies policies;
    struct limit_table *table;
    struct bucket_source *source;
};

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
refuse_more(struct exchange *x, const char *what, int64_t retry_s)
{
    char why[96];

    snprintf(why, sizeof why, "too many %s; the next one is taken in %" PRId64 " s", what, retry_s);
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
        refuse_more(x, "requests", lease_retry_s(&e->lease, p, now_ms));
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

    if (!bucket_source_is_away(limits->source))
        return lease_take(&e->lease, now_ms);
    bucket_source_count_alone(limits->source);
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

static void
ask_more(struct limits *limits, struct limit_entry *e)
{
    const struct limit_policy *p = policy_of(limits, e);
    int64_t want;

    if (bucket_source_is_away(limits->source))
        return;
    want = lease_wants(&e->lease, p, e->waiting, monotonic_ms());
    if (want > 0)
        bucket_source_ask(limits->source, p, e, want);
}

static void
on_answered(void *arg, struct limit_entry *e, const struct tokens_given *given)
{
    struct limits *limits = arg;

    if (given == NULL) {
        e->lease.asking = false;
        serve(limits, e);
        return;
    }
    lease_came(&e->lease, policy_of(limits, e), given->given, given->left, given->wait_ms,
               monotonic_ms());
    serve(limits, e);
    if (e->first != NULL)
        ask_more(limits, e);
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

/* ---------------------------------------------------------------- credentials that do not hold */

/* Of nobody else's bucket: it is spent without waiting, as buckets are while Redis is away. */
bool
limits_may_try(struct exchange *x)
{
    const struct limits *limits = x->gateway->limits;
    const struct limit_key key = key_of_address(LIMIT_REFUSED, x->address);
    const struct limit_entry *e = limit_table_find(limits->table, &key);

    return e == NULL || lease_left(&e->lease, policy_of(limits, e), monotonic_ms()) > 0;
}

void
limits_failed(struct exchange *x)
{
    struct limits *limits = x->gateway->limits;
    const struct limit_key key = key_of_address(LIMIT_REFUSED, x->address);
    int64_t now_ms = monotonic_ms();
    struct limit_entry *e;
    bool fresh;

    e = limits->policies.on ? limit_table_get(limits->table, &key, &fresh) : NULL;
    if (e == NULL)
        return;
    if (fresh)
        lease_init(&e->lease, policy_of(limits, e), now_ms);
    (void)lease_take_alone(&e->lease, policy_of(limits, e), now_ms);
}

/* The entry is there: limits_may_try has just found it empty. */
void
limits_refuse_try(struct exchange *x)
{
    const struct limits *limits = x->gateway->limits;
    const struct limit_key key = key_of_address(LIMIT_REFUSED, x->address);
    const struct limit_entry *e = limit_table_find(limits->table, &key);

    must(e != NULL);
    limit_texts_write(policy_of(limits, e), 0, &x->limits);
    refuse_more(x, "credentials that do not hold",
                lease_retry_s(&e->lease, policy_of(limits, e), monotonic_ms()));
}

void
limits_tick(struct limits *limits, int64_t now_ms)
{
    bucket_source_tick(limits->source, now_ms);
}

/* ---------------------------------------------------------------- beginning and end */

/* A class in the contract has a policy of its name. */
static void
check_routes(void)
{
    for (unsigned i = 0; i < route_count; i++)
        if (routes[i].limit != NULL && limit_kind_of(routes[i].limit) == LIMIT_COUNT)
            die("%s has the limit %s, which no policy is named", routes[i].operation,
                routes[i].limit);
}

struct limits *
limits_new(struct gateway *gateway, const char *setting)
{
    struct limits *limits = calloc(1, sizeof *limits);

    must(limits != NULL);
    if (!limit_policies_parse(setting, &limits->policies))
        die("ALMANAC_LIMITS is %s but must be on, off, or name=amount/seconds[/burst],...",
            setting);
    check_routes();
    limits->table = limit_table_new();
    limits->source = bucket_source_new(gateway->redis, &limits->policies.row[LIMIT_ADDRESS],
                                       on_answered, limits);
    gateway->limit_texts = write_texts;
    return limits;
}
