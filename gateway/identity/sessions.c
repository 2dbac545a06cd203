/*
 * Whether the table may be believed:
 *
 *   fresh   heartbeats come.  The table serves, and a revocation takes out what it names; one beat
 *           that skips numbers which it does not list empties it
 *     -> deaf when no beat came for MISSED_MS, and when the bus was connected anew
 *   deaf    the table is empty and stays so: every question goes to auth
 *     -> fresh with the next beat, whatever its number
 *
 * An answer of auth may be older than a revocation that was heard while it travelled.  So it goes
 * into the table only if nothing was forgotten since the question left: `generation` counts how
 * often something was.
 *
 * Whoever asks about the same credentials meanwhile waits for the same answer, but never for that
 * to a question that left before a revocation was heard: so the generation is part of the key.
 */
#include "gateway/identity/sessions.h"
#include "gateway/identity/credential_state.h"
#include "gateway/identity/refusals.h"
#include "gateway/identity/session_table.h"
#include "shared/base/clock.h"
#include "shared/base/least.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

/* uthash's own choice falls through cases in a way that clang warns of. */
#define HASH_FUNCTION(key, len, hash) HASH_OAT(key, len, hash)
#include <uthash.h>

enum { VALID_MS = 60000, MISSED_MS = 1000, HEARD_MAX = 16 << 20 };

struct sessions {
    struct gateway *gateway;
    struct session_table *table;
    struct sessions_listener listener;
    struct arena *heard; /* the heartbeat that is being applied */
    unsigned generation;
    int64_t fresh_until_ms;  /* 0: no heartbeat that counts */
    int64_t number;          /* of the latest revocation heard, while fresh */
    struct least difference; /* our monotonic clock less the database's */
    int64_t difference_ms;   /* the least of them */
    bool knows_time;
    struct question *questions; /* on their way */
};

struct sessions *
sessions_new(struct gateway *gateway)
{
    struct sessions *s = calloc(1, sizeof *s);

    must(s != NULL);
    s->gateway = gateway;
    s->table = session_table_new();
    s->heard = arena_new(HEARD_MAX);
    return s;
}

void
sessions_destroy(struct sessions **sessions)
{
    session_table_destroy(&(*sessions)->table);
    arena_destroy((*sessions)->heard);
    free(*sessions);
    *sessions = NULL;
}

void
sessions_listen(struct sessions *s, const struct sessions_listener *listener)
{
    s->listener = *listener;
}

static bool
is_fresh(const struct sessions *s, int64_t now_ms)
{
    return now_ms < s->fresh_until_ms;
}

bool
sessions_are_fresh(const struct sessions *s)
{
    return is_fresh(s, monotonic_ms());
}

bool
sessions_know_time(const struct sessions *s)
{
    return s->knows_time;
}

int64_t
sessions_unix_ms(const struct sessions *s, int64_t now_ms)
{
    return s->knows_time ? now_ms - s->difference_ms : instant_now().us / 1000;
}

static void
forget_all(struct sessions *s)
{
    s->generation++;
    session_table_clear(s->table);
    s->listener.doubted(s->listener.arg);
}

/* ---------------------------------------------------------------- asking auth */

/* What makes two questions the same; without gaps, for it is hashed as it lies. */
struct question_key {
    struct uuid proof, user_id;
    uint32_t kind; /* of the caller */
    uint32_t generation;
};

struct question {
    struct question_key key;
    struct sessions *sessions;
    int64_t asked_ms;
    struct asker *waiting, *last; /* at least one, in their order; all are the same caller */
    UT_hash_handle hh;
};

static struct question_key
key_of(const struct sessions *s, const struct asker *asker)
{
    return (struct question_key){
        .proof = asker->proof,
        .user_id = asker->caller.user_id,
        .kind = asker->caller.kind,
        .generation = s->generation,
    };
}

static struct question *
find_question(const struct sessions *s, const struct question_key *key)
{
    struct question *q;

    HASH_FIND(hh, s->questions, key, sizeof *key, q);
    return q;
}

static struct refusal
refusal_of(const struct asker *asker)
{
    return (struct refusal){
        .proof = asker->proof,
        .user_id = asker->caller.user_id,
        .kind = asker->caller.kind,
    };
}

/* All who wait for an answer are the same caller, who had one check. */
static void
remember_refused(struct asker *asker)
{
    const struct refusal refusal = refusal_of(asker);

    refusals_put(asker->gateway->refusals, &refusal, monotonic_ms() + REFUSAL_MS);
    asker_failed(asker);
}

static void
sessions_take(struct asker *asker, const struct session *session)
{
    memcpy(asker->zone, session->zone, ZONE_TEXT);
    asker->caller.zone = asker->zone;
    asker->caller.user_id = session->user_id;
    asker->caller.key_id = session->key_id;
    asker->scopes = session->scopes;
    asker->until_ms = session->until_ms;
    asker->until_is_end = session->until_is_end;
}

static void
conclude_all(struct asker *waiting, enum err err, const struct session *session)
{
    struct asker *asker;

    while ((asker = waiting) != NULL) {
        waiting = asker->next;
        if (err == OK)
            sessions_take(asker, session);
        asker->done(asker, err);
    }
}

/* Not to know is never to pass. */
static enum err
sessions_judge(const struct asker *asker, struct bytes message, struct credential_state *out)
{
    if (!credential_state_read(asker->gateway->scratch, asker->caller.kind, message, out)) {
        log_event(LOG_WARN, "session.check.failed", NULL);
        return ERR_UNAVAILABLE;
    }
    if (!out->active || uuid_is_nil(out->user_id))
        return ERR_UNAUTHENTICATED;
    if (asker->caller.kind == CALLER_KEY)
        return uuid_is_nil(out->key_id) ? ERR_UNAUTHENTICATED : OK;
    return uuid_equal(out->user_id, asker->caller.user_id) ? OK : ERR_UNAUTHENTICATED;
}

/* Counted from before the question left, so that no key outlives its end here. */
static void
set_until(struct session *session, int64_t asked_ms, const struct credential_state *state)
{
    session->until_is_end = state->keep_ms >= 0 && state->keep_ms < VALID_MS;
    session->until_ms = asked_ms + (session->until_is_end ? state->keep_ms : VALID_MS);
}

static void
sessions_on_state(void *arg, enum err err, struct bytes message)
{
    struct question *q = arg;
    struct sessions *s = q->sessions;
    struct session session = {.id = q->key.proof, .zone = "UTC"};
    struct credential_state state;

    HASH_DEL(s->questions, q);
    err = err == OK ? sessions_judge(q->waiting, message, &state) : ERR_UNAVAILABLE;
    if (err == OK) {
        session.user_id = state.user_id;
        session.key_id = state.key_id;
        session.scopes = state.scopes;
        set_until(&session, q->asked_ms, &state);
        memcpy(session.zone, state.zone, ZONE_TEXT);
    }
    if (err == OK && is_fresh(s, monotonic_ms()) && q->key.generation == s->generation)
        session_table_put(s->table, &session);
    if (err == ERR_UNAUTHENTICATED)
        remember_refused(q->waiting);
    conclude_all(q->waiting, err, &session);
    free(q);
}

static enum err
send_question(struct question *q)
{
    const struct asker *asker = q->waiting;
    const struct operation *op = credential_state_operation(asker->caller.kind);
    int64_t now_ms = monotonic_ms(), deadline_ms = now_ms + op->timeout_ms;
    struct bus_headers headers = {.traceparent = asker->traceparent};
    struct buf message;
    enum err err;

    if (deadline_ms > asker->deadline_ms)
        deadline_ms = asker->deadline_ms;
    headers.deadline_ms = deadline_ms;
    q->asked_ms = now_ms;
    buf_init(&message);
    credential_state_ask(&message, &asker->caller, asker->key_digest);
    err = bus_ask(asker->gateway->bus, op->subject, &headers,
                  (struct bytes){message.data, message.len}, deadline_ms, sessions_on_state, q);
    buf_fini(&message);
    return err;
}

static void
ask_auth(struct sessions *s, struct asker *asker, const struct question_key *key)
{
    struct question *q;

    if (!asker_may_try(asker)) {
        asker->done(asker, ERR_RATE_LIMITED);
        return;
    }
    q = calloc(1, sizeof *q);
    must(q != NULL);
    *q = (struct question){.key = *key, .sessions = s, .waiting = asker, .last = asker};
    asker->next = NULL;
    if (send_question(q) == OK) {
        HASH_ADD(hh, s->questions, key, sizeof q->key, q);
        return;
    }
    free(q);
    asker->done(asker, ERR_UNAVAILABLE);
}

/* A session's id comes from a signed token, but the token may name another user. */
static bool
is_of(const struct session *known, const struct asker *asker)
{
    if (asker->caller.kind == CALLER_KEY)
        return !uuid_is_nil(known->key_id);
    return uuid_is_nil(known->key_id) && uuid_equal(known->user_id, asker->caller.user_id);
}

void
sessions_check(struct sessions *s, struct asker *asker)
{
    const struct question_key key = key_of(s, asker);
    const struct refusal refusal = refusal_of(asker);
    int64_t now_ms = monotonic_ms();
    const struct session *known = NULL;
    struct question *q;

    if (is_fresh(s, now_ms))
        known = session_table_find(s->table, asker->proof, now_ms);
    if (known != NULL && is_of(known, asker)) {
        sessions_take(asker, known);
        asker->done(asker, OK);
        return;
    }
    if (refusals_have(s->gateway->refusals, &refusal, now_ms)) {
        asker->done(asker, ERR_UNAUTHENTICATED);
        return;
    }
    q = find_question(s, &key);
    if (q == NULL) {
        ask_auth(s, asker, &key);
        return;
    }
    asker->next = NULL;
    q->last = q->last->next = asker;
}

void
sessions_check_claims(struct sessions *s, struct asker *asker, const struct claims *claims)
{
    asker->caller.kind = CALLER_USER;
    asker->caller.user_id = claims->user_id;
    asker->caller.session_id = claims->session_id;
    asker->proof = claims->session_id;
    asker->expires_s = claims->exp_s;
    sessions_check(s, asker);
}

/* ---------------------------------------------------------------- hearing of revocations */

static void
apply(struct sessions *s, const struct revocation *r)
{
    s->generation++;
    if (revocation_is_of_all(r))
        (void)session_table_drop_user(s->table, r->user_id);
    else if (!uuid_is_nil(r->key_id))
        (void)session_table_drop_key(s->table, r->key_id);
    else
        session_table_drop(s->table, r->session_id);
    s->listener.revoked(s->listener.arg, r);
}

static void
apply_after(struct sessions *s, const struct heartbeat *h)
{
    if (!heartbeat_covers(h, s->number)) {
        forget_all(s);
        return;
    }
    for (size_t i = 0; i < h->recent.count; i++)
        if (h->recent.items[i].number > s->number)
            apply(s, &h->recent.items[i]);
}

/* Answers the age of a beat: how much longer it was on its way than others lately. */
static int64_t
set_time(struct sessions *s, struct instant at, int64_t now_ms)
{
    int64_t difference_ms = now_ms - at.us / 1000;

    s->difference_ms = least_add(&s->difference, difference_ms, now_ms);
    s->knows_time = true;
    return difference_ms - s->difference_ms;
}

/*
 * Every replica of auth beats, so a number may be a little behind what another one said: such a
 * beat is not counted.  When all are behind (a restored database) the second runs out and all is
 * forgotten.  The second begins when the database was read: what lay in a socket proves nothing
 * about now.
 */
void
sessions_hear(struct sessions *s, struct bytes message, int64_t now_ms)
{
    struct heartbeat h;
    int64_t until_ms;

    if (!heartbeat_read(s->heard, message, &h)) {
        log_event(LOG_WARN, "heartbeat.read.failed", NULL);
        return;
    }
    until_ms = now_ms + MISSED_MS - set_time(s, h.now, now_ms);
    sessions_tick(s, now_ms);
    if (s->fresh_until_ms != 0 ? h.number < s->number : until_ms <= now_ms)
        return;
    if (s->fresh_until_ms != 0)
        apply_after(s, &h);
    s->number = h.number;
    if (until_ms > s->fresh_until_ms)
        s->fresh_until_ms = until_ms;
}

void
sessions_reconnected(struct sessions *s)
{
    s->fresh_until_ms = 0;
    forget_all(s);
}

void
sessions_tick(struct sessions *s, int64_t now_ms)
{
    if (s->fresh_until_ms == 0 || is_fresh(s, now_ms))
        return;
    log_event(LOG_WARN, "heartbeat.missed", NULL);
    sessions_reconnected(s);
}
