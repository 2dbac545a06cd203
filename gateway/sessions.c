#include "gateway/sessions.h"
#include "gateway/ask_envelope.h"
#include "gateway/auth.h"
#include "gateway/heartbeat.h"
#include "gateway/pack.h"
#include "gateway/reply.h"
#include "gateway/session_table.h"
#include "shared/clock.h"
#include "shared/log.h"
#include "shared/must.h"

#include <stdlib.h>
#include <string.h>

enum { STANDS_MS = 60000, MISSED_MS = 1000, ANSWER_MS = 2000, BUCKETS = 1024 };

/*
 * An answer of auth may be older than a revocation that was heard while it travelled.  So it goes
 * into the table only if nothing was forgotten since the question left: `generation` counts the
 * forgetting.
 *
 * The first exchange that asks for a session leads; those that come meanwhile follow it.  A
 * follower must not come after a revocation that the question may not have seen, so it joins only a
 * leader of its own generation.
 */
struct sessions {
    struct gateway *gateway;
    struct session_table *table;
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
    return s;
}

void
sessions_destroy(struct sessions **sessions)
{
    session_table_destroy(&(*sessions)->table);
    free(*sessions);
    *sessions = NULL;
}

static bool
is_fresh(const struct sessions *s, int64_t now_ms)
{
    return now_ms < s->fresh_until_ms;
}

static void
forget_all(struct sessions *s)
{
    s->generation++;
    session_table_clear(s->table);
}

/* ---------------------------------------------------------------- asking auth */

static struct exchange **
bucket_of(struct sessions *s, struct uuid session_id)
{
    return &s->leaders[((unsigned)session_id.b[14] << 8 | session_id.b[15]) % BUCKETS];
}

static void
unlink_leader(struct sessions *s, const struct exchange *leader)
{
    struct exchange **at = bucket_of(s, leader->caller.session_id);

    while (*at != leader)
        at = &(*at)->next;
    *at = leader->next;
}

static void
conclude(struct exchange *x, enum err err, const char *zone)
{
    if (x->req != NULL) {
        if (err == OK) {
            memcpy(x->zone, zone, strlen(zone) + 1);
            x->caller.zone = x->zone;
        }
        auth_session_known(x, err);
    }
    exchange_release(x);
}

static void
conclude_all(struct exchange *leader, enum err err, const char *zone)
{
    struct exchange *x, *followers = leader->followers;

    leader->followers = NULL;
    conclude(leader, err, zone);
    while ((x = followers) != NULL) {
        followers = x->next;
        conclude(x, err, zone);
    }
}

static bool
read_state_member(struct span *s, struct bytes name, struct session *out, bool *active)
{
    struct bytes text;

    if (text_is(name, "active"))
        return span_bool(s, active);
    if (text_is(name, "user_id"))
        return span_uuid(s, &out->user_id);
    if (!text_is(name, "zone"))
        return span_skip(s, &text);
    if (!span_text(s, &text) || text.len >= ZONE_TEXT)
        return false;
    memcpy(out->zone, text.data, text.len);
    out->zone[text.len] = '\0';
    return true;
}

static bool
read_state(struct bytes body, struct session *out, bool *active)
{
    struct span s = span_of(body);
    struct bytes name;
    uint32_t members;

    *active = false;
    if (body.data == NULL || !span_map(&s, &members))
        return false;
    for (; members > 0; members--)
        if (!span_text(&s, &name) || !read_state_member(&s, name, out, active))
            return false;
    return true;
}

/* Not to know is never to pass. */
static enum err
judge(struct bytes message, struct uuid user_id, struct session *out)
{
    struct reply reply;
    bool active;

    if (!reply_read(message, &reply) || reply.err != OK || !read_state(reply.body, out, &active)) {
        log_event(LOG_WARN, "session.check.failed", NULL);
        return ERR_UNAVAILABLE;
    }
    return active && uuid_equal(out->user_id, user_id) ? OK : ERR_UNAUTHENTICATED;
}

static void
on_state(void *arg, enum err err, struct bytes message)
{
    struct exchange *leader = arg;
    struct sessions *s = leader->gateway->sessions;
    struct session session = {.id = leader->caller.session_id, .zone = "UTC"};

    unlink_leader(s, leader);
    err = err == OK ? judge(message, leader->caller.user_id, &session) : ERR_UNAVAILABLE;
    session.checked_ms = monotonic_ms();
    if (err == OK && is_fresh(s, session.checked_ms) && leader->generation == s->generation)
        session_table_put(s->table, &session);
    conclude_all(leader, err, session.zone);
}

/* Nor after the request itself has to be answered. */
static int64_t
deadline_of(const struct exchange *x, int64_t now_ms)
{
    int64_t of_request_ms = x->began_ms + x->route->timeout_ms;

    return of_request_ms < now_ms + ANSWER_MS ? of_request_ms : now_ms + ANSWER_MS;
}

static enum err
send_question(const struct exchange *x)
{
    int64_t now_ms = monotonic_ms(), deadline_ms = deadline_of(x, now_ms);
    struct bus_headers headers = {
        .traceparent = x->trace.parent,
        .deadline = instant_now().us / 1000 + deadline_ms - now_ms,
    };
    struct buf message;
    enum err err;

    buf_init(&message);
    ask_envelope_own(&message);
    pack_map(&message, 2);
    pack_word(&message, "session_id");
    pack_uuid(&message, x->caller.session_id);
    pack_word(&message, "user_id");
    pack_uuid(&message, x->caller.user_id);
    err = bus_ask(x->gateway->bus, "svc.auth.session", &headers,
                  (struct bytes){message.data, message.len}, deadline_ms, on_state,
                  (void *)(uintptr_t)x);
    buf_fini(&message);
    return err;
}

static struct exchange *
find_leader(struct sessions *s, const struct exchange *x)
{
    struct exchange *leader = *bucket_of(s, x->caller.session_id);

    for (; leader != NULL; leader = leader->next)
        if (leader->generation == s->generation &&
            uuid_equal(leader->caller.session_id, x->caller.session_id) &&
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
    struct exchange **bucket = bucket_of(s, x->caller.session_id);
    enum err err = send_question(x);

    if (err != OK) {
        auth_session_known(x, ERR_UNAVAILABLE);
        return;
    }
    exchange_keep(x);
    x->generation = s->generation;
    x->next = *bucket;
    *bucket = x;
}

void
sessions_check(struct sessions *s, struct exchange *x)
{
    int64_t now_ms = monotonic_ms();
    const struct session *known = NULL;
    struct exchange *leader;

    if (is_fresh(s, now_ms))
        known = session_table_find(s->table, x->caller.session_id, now_ms - STANDS_MS);
    if (known != NULL && uuid_equal(known->user_id, x->caller.user_id)) {
        memcpy(x->zone, known->zone, ZONE_TEXT);
        x->caller.zone = x->zone;
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
    if (r->whole_user)
        session_table_drop_user(s->table, r->user_id);
    else
        session_table_drop(s->table, r->session_id);
}

static void
apply_after(struct sessions *s, const struct heartbeat *h)
{
    if (!heartbeat_covers(h, s->number)) {
        forget_all(s);
        return;
    }
    for (unsigned i = 0; i < h->count; i++)
        if (h->recent[i].number > s->number)
            apply(s, &h->recent[i]);
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

    if (!heartbeat_read(message, &h)) {
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
