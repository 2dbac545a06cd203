#include "gateway/keys.h"
#include "gateway/ask_envelope.h"
#include "gateway/auth.h"
#include "gateway/jwk.h"
#include "gateway/pack.h"
#include "gateway/reply.h"
#include "gateway/tokens.h"
#include "shared/clock.h"
#include "shared/log.h"
#include "shared/must.h"

#include <stdlib.h>
#include <string.h>

enum { REFRESH_MS = 20000, AGAIN_MS = 1000, RETRY_MS = 100, ANSWER_MS = 2000 };

struct keys {
    struct gateway *gateway;
    struct jwk_set set;
    bool asking;
    int64_t asked_ms;
    enum err last; /* how the last ask ended */
    struct exchange *waiting;
};

struct keys *
keys_new(struct gateway *gateway)
{
    struct keys *keys = calloc(1, sizeof *keys);

    must(keys != NULL);
    keys->gateway = gateway;
    keys->asked_ms = monotonic_ms() - REFRESH_MS;
    keys->last = ERR_UNAVAILABLE;
    return keys;
}

void
keys_destroy(struct keys **keys)
{
    free(*keys);
    *keys = NULL;
}

static const char *
find_in(const struct jwk_set *set, const char *kid)
{
    for (unsigned i = 0; i < set->count; i++)
        if (strcmp(set->items[i].kid, kid) == 0)
            return set->items[i].pem;
    return NULL;
}

const char *
keys_find(const struct keys *keys, const char *kid)
{
    return find_in(&keys->set, kid);
}

/* Tokens that a withdrawn key verified must not live on in the cache. */
static void
take_set(struct keys *keys, const struct jwk_set *fresh)
{
    bool withdrawn = false;

    for (unsigned i = 0; i < keys->set.count; i++) {
        const char *pem = find_in(fresh, keys->set.items[i].kid);

        withdrawn = withdrawn || pem == NULL || strcmp(pem, keys->set.items[i].pem) != 0;
    }
    keys->set = *fresh;
    if (withdrawn)
        tokens_forget(keys->gateway->tokens);
}

static enum err
read_answer(struct keys *keys, struct bytes message)
{
    struct jwk_set fresh;
    struct reply reply;

    arena_reset(keys->gateway->scratch);
    if (!reply_read(message, &reply) || reply.err != OK ||
        !jwk_read(keys->gateway->scratch, reply.body, &fresh))
        return ERR_UNAVAILABLE;
    take_set(keys, &fresh);
    return OK;
}

static void
on_keys(void *arg, enum err err, struct bytes message)
{
    struct keys *keys = arg;
    struct exchange *x, *waiting = keys->waiting;
    enum err before = keys->last;

    keys->asking = false;
    keys->waiting = NULL;
    keys->last = err == OK ? read_answer(keys, message) : ERR_UNAVAILABLE;
    if (keys->last != before)
        log_event(keys->last == OK ? LOG_INFO : LOG_WARN,
                  keys->last == OK ? "keys.fetched" : "keys.fetch.failed", "keys=%u",
                  keys->set.count);
    while ((x = waiting) != NULL) {
        waiting = x->next;
        if (exchange_is_wanted(x))
            auth_keys_came(x, keys->last);
        exchange_release(x);
    }
}

static enum err
ask_auth(struct keys *keys)
{
    struct buf message;
    enum err err;

    buf_init(&message);
    ask_envelope_own(&message);
    pack_map(&message, 0);
    keys->asked_ms = monotonic_ms();
    err = bus_ask(keys->gateway->bus, "svc.auth.keys", &(struct bus_headers){0},
                  (struct bytes){message.data, message.len}, keys->asked_ms + ANSWER_MS, on_keys,
                  keys);
    keys->asking = err == OK;
    if (err != OK)
        keys->last = ERR_UNAVAILABLE;
    buf_fini(&message);
    return err;
}

void
keys_wait(struct keys *keys, struct exchange *x)
{
    int64_t pause = keys->last == OK ? AGAIN_MS : RETRY_MS;

    if (!keys->asking && (monotonic_ms() - keys->asked_ms < pause || ask_auth(keys) != OK)) {
        auth_keys_came(x, keys->last);
        return;
    }
    exchange_keep(x);
    x->next = keys->waiting;
    keys->waiting = x;
}

void
keys_refresh(struct keys *keys)
{
    if (!keys->asking)
        (void)ask_auth(keys);
}

/* Without an answer it is tried again soon: nobody can be let in before. */
void
keys_tick(struct keys *keys, int64_t now_ms)
{
    int64_t pause = keys->last == OK ? REFRESH_MS : RETRY_MS;

    if (!keys->asking && now_ms - keys->asked_ms >= pause && bus_is_up(keys->gateway->bus))
        (void)ask_auth(keys);
}
