#include "gateway/identity/sessions.h"
#include "gateway/feed/feed_hub.h"
#include "gateway/identity/auth.h"
#include "gateway/identity/credential_state.h"
#include "gateway/identity/heartbeat.h"
#include "gateway/identity/session_table.h"
#include "shared/base/base64url.h"
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
 * The first exchange that asks about credentials leads; those that come meanwhile follow it.  A
 * follower must not come after a revocation that the question may not have seen, so it joins only a
 * leader of its own generation.
 */
struct sessions {
    struct gateway *gateway;
    struct session_table *table;
    struct arena *heard; /* the heartbeat that is being applied */
    unsigned generation;
    int64_t fresh_until_ms; /* 0: no heartbeat that counts */
    int64_t number;         /* of the latest revocation heard, while fresh */
    struct exchange *leaders[BUCKETS];
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
    feed_hub_doubt(s->gateway->feeds);
}

/* ---------------------------------------------------------------- asking auth */

static struct exchange **
bucket_of(struct sessions *s, struct uuid proof)
{
    return &s->leaders[((unsigned)proof.b[14] << 8 | proof.b[15]) % BUCKETS];
}

static void
unlink_leader(struct sessions *s, const struct exchange *leader)
{
    struct exchange **at = bucket_of(s, leader->proof);

    while (*at != leader)
        at = &(*at)->next;
    *at = leader->next;
}

static void
sessions_take(struct exchange *x, const struct session *session)
{
    memcpy(x->zone, session->zone, ZONE_TEXT);
    x->caller.zone = x->zone;
    x->caller.user_id = session->user_id;
    x->caller.key_id = session->key_id;
    x->scopes = session->scopes;
    x->until_ms = session->until_ms;
    x->until_is_end = session->until_is_end;
}

static void
sessions_conclude(struct exchange *x, enum err err, const struct session *session)
{
    if (exchange_is_wanted(x)) {
        if (err == OK)
            sessions_take(x, session);
        auth_session_known(x, err);
    }
    exchange_release(x);
}

static void
conclude_all(struct exchange *leader, enum err err, const struct session *session)
{
    struct exchange *x, *followers = leader->followers;

    leader->followers = NULL;
    sessions_conclude(leader, err, session);
    while ((x = followers) != NULL) {
        followers = x->next;
        sessions_conclude(x, err, session);
    }
}

/* Not to know is never to pass. */
static enum err
sessions_judge(const struct exchange *x, struct bytes message, struct credential_state *out)
{
    if (!credential_state_read(x->gateway->scratch, x->caller.kind, message, out)) {
        log_event(LOG_WARN, "session.check.failed", NULL);
        return ERR_UNAVAILABLE;
    }
    if (!out->active || uuid_is_nil(out->user_id))
        return ERR_UNAUTHENTICATED;
    if (x->caller.kind == CALLER_KEY)
        return uuid_is_nil(out->key_id) ? ERR_UNAUTHENTICATED : OK;
    return uuid_equal(out->user_id, x->caller.user_id) ? OK : ERR_UNAUTHENTICATED;
}

/* Counted from before the question left, so that no key outlives its end here. */
static void
set_until(struct session *session, const struct exchange *leader,
          const struct credential_state *standing)
{
    session->until_is_end = standing->keep_ms >= 0 && standing->keep_ms < STANDS_MS;
    session->until_ms = leader->began_ms + (session->until_is_end ? standing->keep_ms : STANDS_MS);
}

static void
sessions_on_state(void *arg, enum err err, struct bytes message)
{
    struct exchange *leader = arg;
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

/* Nor after the request itself has to be answered. */
static int64_t
deadline_of(const struct exchange *x, int64_t now_ms)
{
    int64_t of_request_ms = x->began_ms + x->route->timeout_ms;
    int64_t of_question_ms = now_ms + credential_state_operation(x->caller.kind)->timeout_ms;

    return of_request_ms < of_question_ms ? of_request_ms : of_question_ms;
}

static enum err
send_question(const struct exchange *x)
{
    const struct operation *op = credential_state_operation(x->caller.kind);
    int64_t now_ms = monotonic_ms(), deadline_ms = deadline_of(x, now_ms);
    struct bus_headers headers = {
        .traceparent = x->trace.parent,
        .deadline = instant_now().us / 1000 + deadline_ms - now_ms,
    };
    struct buf message;
    enum err err;

    buf_init(&message);
    credential_state_ask(&message, &x->caller, x->key_digest);
    err = bus_ask(x->gateway->bus, op->subject, &headers, (struct bytes){message.data, message.len},
                  deadline_ms, sessions_on_state, (void *)(uintptr_t)x);
    buf_fini(&message);
    return err;
}

static struct exchange *
find_leader(struct sessions *s, const struct exchange *x)
{
    struct exchange *leader = *bucket_of(s, x->proof);

    for (; leader != NULL; leader = leader->next)
        if (leader->generation == s->generation && leader->caller.kind == x->caller.kind &&
            uuid_equal(leader->proof, x->proof) &&
            uuid_equal(leader->caller.user_id, x->caller.user_id))
            return leader;
    return NULL;
}

static void
follow(struct exchange *leader, struct exchange *x)
{
    exchange_keep(x);
    x->next = leader->followers;
    leader->followers = x;
}

static void
lead(struct sessions *s, struct exchange *x)
{
    struct exchange **bucket = bucket_of(s, x->proof);
    enum err err = send_question(x);

    if (err) {
        auth_session_known(x, ERR_UNAVAILABLE);
        return;
    }
    exchange_keep(x);
    x->generation = s->generation;
    x->next = *bucket;
    *bucket = x;
}

/* A session's id comes from a signed token, but the token may name another user. */
static bool
is_of(const struct session *known, const struct exchange *x)
{
    if (x->caller.kind == CALLER_KEY)
        return !uuid_is_nil(known->key_id);
    return uuid_is_nil(known->key_id) && uuid_equal(known->user_id, x->caller.user_id);
}

void
sessions_check(struct sessions *s, struct exchange *x)
{
    int64_t now_ms = monotonic_ms();
    const struct session *known = NULL;
    struct exchange *leader;

    if (is_fresh(s, now_ms))
        known = session_table_find(s->table, x->proof, now_ms);
    if (known != NULL && is_of(known, x)) {
        sessions_take(x, known);
        auth_session_known(x, OK);
        return;
    }
    leader = find_leader(s, x);
    if (leader != NULL)
        follow(leader, x);
    else
        lead(s, x);
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
    feed_hub_revoked(s->gateway->feeds, r);
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
