#include "gateway/identity/sessions.h"

#include "gateway/identity/credential_state.h"
#include "gateway/identity/session_table.h"
#include "shared/base/clock.h"
#include "shared/base/log.h"
#include "shared/base/must.h"

#include <stdlib.h>
#include <string.h>

enum { STANDS_MS = 60000, MISSED_MS = 1000, BUCKETS = 1024, HEARD_MAX = 16 << 20 };

/*
 * An answer of auth may be older than a revocation that was heard while it travelled.  So it goes
 * into the table only if nothing was forgotten since the question left: `generation` counts the
 * forgetting.
 *
 * The first who asks about credentials leads; those that come meanwhile follow it.  A
 * follower must not come after a revocation that the question may not have seen, so it joins only a
 * leader of its own generation.
 */
struct sessions {
    struct gateway *gateway;
    struct session_table *table;
    struct sessions_listener listener;
    struct arena *heard; /* the heartbeat that is being applied */
    unsigned generation;
    int64_t fresh_until_ms; /* 0: no heartbeat that counts */
    int64_t number;         /* of the latest revocation heard, while fresh */
    struct asker *leaders[BUCKETS];
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

static void
forget_all(struct sessions *s)
{
    s->generation++;
    session_table_clear(s->table);
    s->listener.doubted(s->listener.arg);
}

/* ---------------------------------------------------------------- asking auth */

static struct asker **
bucket_of(struct sessions *s, struct uuid proof)
{
    return &s->leaders[((unsigned)proof.b[14] << 8 | proof.b[15]) % BUCKETS];
}

static void
unlink_leader(struct sessions *s, const struct asker *leader)
{
    struct asker **at = bucket_of(s, leader->proof);

    while (*at != leader)
        at = &(*at)->next;
    *at = leader->next;
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
sessions_conclude(struct asker *asker, enum err err, const struct session *session)
{
    if (err == OK)
        sessions_take(asker, session);
    asker->done(asker, err);
}

static void
conclude_all(struct asker *leader, enum err err, const struct session *session)
{
    struct asker *asker, *followers = leader->followers;

    leader->followers = NULL;
    sessions_conclude(leader, err, session);
    while ((asker = followers) != NULL) {
        followers = asker->next;
        sessions_conclude(asker, err, session);
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
set_until(struct session *session, const struct asker *leader,
          const struct credential_state *standing)
{
    session->until_is_end = standing->keep_ms >= 0 && standing->keep_ms < STANDS_MS;
    session->until_ms = leader->asked_ms + (session->until_is_end ? standing->keep_ms : STANDS_MS);
}

static void
sessions_on_state(void *arg, enum err err, struct bytes message)
{
    struct asker *leader = arg;
    struct sessions *s = leader->gateway->sessions;
    struct session session = {.id = leader->proof, .zone = "UTC"};
    struct credential_state standing;

    unlink_leader(s, leader);
    err = err == OK ? sessions_judge(leader, message, &standing) : ERR_UNAVAILABLE;
    if (err == OK) {
        session.user_id = standing.user_id;
        session.key_id = standing.key_id;
        session.scopes = standing.scopes;
        set_until(&session, leader, &standing);
        memcpy(session.zone, standing.zone, ZONE_TEXT);
    }
    if (err == OK && is_fresh(s, monotonic_ms()) && leader->generation == s->generation)
        session_table_put(s->table, &session);
    conclude_all(leader, err, &session);
}

static enum err
send_question(struct asker *asker)
{
    const struct operation *op = credential_state_operation(asker->caller.kind);
    int64_t now_ms = monotonic_ms(), deadline_ms = now_ms + op->timeout_ms;
    struct bus_headers headers = {.traceparent = asker->traceparent};
    struct buf message;
    enum err err;

    if (deadline_ms > asker->deadline_ms)
        deadline_ms = asker->deadline_ms;
    headers.deadline = instant_now().us / 1000 + deadline_ms - now_ms;
    asker->asked_ms = now_ms;
    buf_init(&message);
    credential_state_ask(&message, &asker->caller, asker->key_digest);
    err = bus_ask(asker->gateway->bus, op->subject, &headers,
                  (struct bytes){message.data, message.len}, deadline_ms, sessions_on_state, asker);
    buf_fini(&message);
    return err;
}

static struct asker *
find_leader(struct sessions *s, const struct asker *asker)
{
    struct asker *leader = *bucket_of(s, asker->proof);

    for (; leader != NULL; leader = leader->next)
        if (leader->generation == s->generation && leader->caller.kind == asker->caller.kind &&
            uuid_equal(leader->proof, asker->proof) &&
            uuid_equal(leader->caller.user_id, asker->caller.user_id))
            return leader;
    return NULL;
}

static void
follow(struct asker *leader, struct asker *asker)
{
    asker->next = leader->followers;
    leader->followers = asker;
}

static void
lead(struct sessions *s, struct asker *asker)
{
    struct asker **bucket = bucket_of(s, asker->proof);
    enum err err = send_question(asker);

    if (err) {
        asker->done(asker, ERR_UNAVAILABLE);
        return;
    }
    asker->generation = s->generation;
    asker->next = *bucket;
    *bucket = asker;
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
    int64_t now_ms = monotonic_ms();
    const struct session *known = NULL;
    struct asker *leader;

    if (is_fresh(s, now_ms))
        known = session_table_find(s->table, asker->proof, now_ms);
    if (known != NULL && is_of(known, asker)) {
        sessions_take(asker, known);
        asker->done(asker, OK);
        return;
    }
    leader = find_leader(s, asker);
    if (leader != NULL)
        follow(leader, asker);
    else
        lead(s, asker);
}

/* ---------------------------------------------------------------- hearing of revocations */

static void
apply(struct sessions *s, const struct revocation *r)
{
    s->generation++;
    if (revocation_is_of_all(r))
        session_table_drop_user(s->table, r->user_id);
    else if (!uuid_is_nil(r->key_id))
        session_table_drop_key(s->table, r->key_id);
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

/*
 * Every replica of auth beats, so a number may be a little behind what another one said: such a
 * beat is not counted.  When all are behind (a restored database) the second runs out and all is
 * forgotten.
 */
void
sessions_hear(struct sessions *s, struct bytes message, int64_t now_ms)
{
    struct heartbeat h;

    if (!heartbeat_read(s->heard, message, &h)) {
        log_event(LOG_WARN, "heartbeat.read.failed", NULL);
        return;
    }
    sessions_tick(s, now_ms);
    if (s->fresh_until_ms != 0 && h.number < s->number)
        return;
    if (s->fresh_until_ms != 0)
        apply_after(s, &h);
    s->number = h.number;
    s->fresh_until_ms = now_ms + MISSED_MS;
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
