#include "gateway/identity/jwks.h"
#include "gateway/identity/jwk.h"
#include "gateway/identity/refusals.h"
#include "gateway/identity/tokens.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"
#include "shared/request/envelope.h"

#include <stdlib.h>
#include <string.h>

enum { REFRESH_MS = 20000, AGAIN_MS = 1000, RETRY_MS = 100 };

struct jwks_cache {
    struct gateway *gateway;
    struct jwk_set set;
    bool asking;
    int64_t asked_ms;
    enum err last; /* how the last ask ended */
    struct asker *waiting;
};

struct jwks_cache *
jwks_new(struct gateway *gateway)
{
    struct jwks_cache *jwks = calloc(1, sizeof *jwks);

    must(jwks != NULL);
    jwks->gateway = gateway;
    jwks->asked_ms = monotonic_ms() - REFRESH_MS;
    jwks->last = ERR_UNAVAILABLE;
    return jwks;
}

static EVP_PKEY *
find_in(const struct jwk_set *set, const char *kid)
{
    for (unsigned i = 0; i < set->count; i++)
        if (strcmp(set->items[i].kid, kid) == 0)
            return set->items[i].key;
    return NULL;
}

EVP_PKEY *
jwks_find(const struct jwks_cache *jwks, const char *kid)
{
    return find_in(&jwks->set, kid);
}

/*
 * What a withdrawn key verified must not live on in the cache, nor what it refused: another key may
 * have its id now.
 */
static void
take_set(struct jwks_cache *jwks, const struct jwk_set *fresh)
{
    bool withdrawn = false;

    for (unsigned i = 0; i < jwks->set.count; i++) {
        const EVP_PKEY *key = find_in(fresh, jwks->set.items[i].kid);

        withdrawn = withdrawn || key == NULL || EVP_PKEY_eq(key, jwks->set.items[i].key) != 1;
    }
    jwk_set_fini(&jwks->set);
    jwks->set = *fresh;
    if (!withdrawn)
        return;
    tokens_forget(jwks->gateway->tokens);
    refusals_forget(jwks->gateway->refusals);
}

static enum err
read_answer(struct jwks_cache *jwks, struct bytes message)
{
    struct jwk_set fresh;

    if (!jwk_read(jwks->gateway->scratch, message, &fresh))
        return ERR_UNAVAILABLE;
    take_set(jwks, &fresh);
    return OK;
}

static void
on_keys(void *arg, enum err err, struct bytes message)
{
    struct jwks_cache *jwks = arg;
    struct asker *asker, *waiting = jwks->waiting;
    enum err before = jwks->last;

    jwks->asking = false;
    jwks->waiting = NULL;
    jwks->last = err == OK ? read_answer(jwks, message) : ERR_UNAVAILABLE;
    if (jwks->last != before)
        log_event(jwks->last == OK ? LOG_INFO : LOG_WARN,
                  jwks->last == OK ? "keys.fetched" : "keys.fetch.failed", "keys=%u",
                  jwks->set.count);
    while ((asker = waiting) != NULL) {
        waiting = asker->next;
        asker->resume(asker, jwks->last);
    }
}

static enum err
ask_auth(struct jwks_cache *jwks)
{
    struct buf message;
    enum err err;

    buf_init(&message);
    envelope_ask(&message, jwk_operation, NULL);
    jwks->asked_ms = monotonic_ms();
    err = bus_ask(jwks->gateway->bus, jwk_operation->subject, &(struct bus_headers){0},
                  (struct bytes){message.data, message.len},
                  jwks->asked_ms + jwk_operation->timeout_ms, on_keys, jwks);
    jwks->asking = err == OK;
    if (err)
        jwks->last = ERR_UNAVAILABLE;
    buf_fini(&message);
    return err;
}

void
jwks_wait(struct jwks_cache *jwks, struct asker *asker,
          void (*came)(struct asker *asker, enum err err))
{
    int64_t pause = jwks->last == OK ? AGAIN_MS : RETRY_MS;

    if (!jwks->asking && (monotonic_ms() - jwks->asked_ms < pause || ask_auth(jwks) != OK)) {
        came(asker, jwks->last);
        return;
    }
    asker->resume = came;
    asker->next = jwks->waiting;
    jwks->waiting = asker;
}

void
jwks_refresh(struct jwks_cache *jwks)
{
    if (!jwks->asking)
        (void)ask_auth(jwks);
}

/* Without an answer it is tried again soon: nobody can be let in before. */
void
jwks_tick(struct jwks_cache *jwks, int64_t now_ms)
{
    int64_t pause = jwks->last == OK ? REFRESH_MS : RETRY_MS;

    if (!jwks->asking && now_ms - jwks->asked_ms >= pause && bus_is_up(jwks->gateway->bus))
        (void)ask_auth(jwks);
}
