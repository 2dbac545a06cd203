#include "gateway/identity/heartbeat.h"
#include "gateway/identity/refusals.h"
#include "gateway/identity/scopes.h"
#include "gateway/identity/sessions.h"
#include "shared/base/check.h"
#include "shared/base/clock.h"
#include "shared/request/envelope.h"

/*
 * The seam is the bus: bus_ask keeps the question, reply() answers it when the test wants, and
 * on_known() notes the outcome.
 */
enum { ASKS_MAX = 16 };

static struct {
    bus_answered *answered;
    void *arg;
} asks[ASKS_MAX];
static unsigned asked, known, last_zone_len;
static struct caller last_caller;
static uint32_t last_scopes;
static enum err last;
static bool asks_of_key;
static struct gateway gateway;

enum err
bus_ask(struct bus *bus, const char *subject, const struct bus_headers *headers, struct bytes data,
        int64_t deadline_ms, bus_answered *answered, void *arg)
{
    (void)bus;
    (void)headers;
    (void)data;
    (void)deadline_ms;
    assert_string_equal(subject, asks_of_key ? "svc.auth.api_key" : "svc.auth.session");
    assert_true(asked < ASKS_MAX);
    asks[asked].answered = answered;
    asks[asked++].arg = arg;
    return OK;
}

static int64_t later_ms; /* than it is */

int64_t
monotonic_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000 + later_ms;
}

static unsigned failures;
static bool no_tries;

static bool
may_try(struct asker *asker)
{
    (void)asker;
    return !no_tries;
}

static void
on_failed(struct asker *asker)
{
    (void)asker;
    failures++;
}

static void
on_known(struct asker *asker, enum err err)
{
    known++;
    last = err;
    last_zone_len = (unsigned)strlen(asker->caller.zone);
    last_caller = asker->caller;
    last_scopes = asker->scopes;
    free(asker);
}

static unsigned revoked, doubted;

static void
on_revoked(void *arg, const struct revocation *revocation)
{
    (void)revocation;
    assert_ptr_equal(arg, &gateway);
    revoked++;
}

static void
on_doubted(void *arg)
{
    assert_ptr_equal(arg, &gateway);
    doubted++;
}

static struct uuid
id(uint8_t n)
{
    return (struct uuid){{[0] = n, [15] = n}};
}

static const struct uuid user = {{0xaa}};

static void
check_as(enum caller_kind kind, struct uuid proof)
{
    struct asker *asker = malloc(sizeof *asker);

    assert_non_null(asker);
    asker_init(asker, &gateway, NULL);
    asker->done = on_known;
    asker->may_try = may_try;
    asker->failed = on_failed;
    asker->caller.kind = kind;
    asker->proof = proof;
    if (kind == CALLER_USER) {
        asker->caller.user_id = user;
        asker->caller.session_id = proof;
    }
    asks_of_key = kind == CALLER_KEY;
    sessions_check(gateway.sessions, asker);
}

static void
check(struct uuid session)
{
    check_as(CALLER_USER, session);
}

static void
answer(unsigned ask, const struct shape *shape, const void *state)
{
    struct buf out;

    buf_init(&out);
    envelope_answer(&out, shape, state, (struct answer_form){.rows = false});
    asks[ask].answered(asks[ask].arg, OK, (struct bytes){out.data, out.len});
    buf_fini(&out);
}

static void
reply(unsigned ask, bool active)
{
    answer(ask, &session_state_shape,
           &(struct session_state){.active = active, .user_id = user, .zone = "Europe/Vienna"});
}

/* Of a nil id: no such key is valid. */
static void
reply_key(unsigned ask, struct uuid key_id, int64_t keep_ms)
{
    static const char *const scopes[] = {"events:read", "unheard:of"};
    bool active = !uuid_is_nil(key_id);
    const struct key_state state = {
        .active = active,
        .has_key_id = active,
        .key_id = key_id,
        .has_user_id = active,
        .user_id = user,
        .zone = "Europe/Vienna",
        .scopes = {scopes, 2},
        .keep_ms = keep_ms,
    };

    answer(ask, &key_state_shape, &state);
}

static void
hear(int64_t number, const struct revocation *revocation)
{
    const struct heartbeat told = {.number = number, .recent = {revocation, revocation != NULL}};
    struct buf out;

    buf_init(&out);
    wire_encode(&out, &heartbeat_shape, &told);
    sessions_hear(gateway.sessions, (struct bytes){out.data, out.len}, monotonic_ms());
    buf_fini(&out);
}

static void
beat_of_key(int64_t number, struct uuid key)
{
    hear(number, &(struct revocation){
                     .number = number, .has_key_id = true, .key_id = key, .user_id = user});
}

/* A beat that lists the revocation of the session, or of all the user's, as its number; nil: none. */
static void
beat(int64_t number, struct uuid session, bool whole_user)
{
    const struct revocation r = {
        .number = number, .has_session_id = !whole_user, .session_id = session, .user_id = user};

    hear(number, whole_user || !uuid_is_nil(session) ? &r : NULL);
}

static int
begin(void **state)
{
    (void)state;
    asked = known = revoked = doubted = failures = 0;
    later_ms = 0;
    no_tries = false;
    gateway.scratch = arena_new(16 << 20);
    gateway.refusals = refusals_new();
    gateway.sessions = sessions_new(&gateway);
    sessions_listen(gateway.sessions,
                    &(struct sessions_listener){on_revoked, on_doubted, &gateway});
    beat(5, (struct uuid){{0}}, false);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    sessions_destroy(&gateway.sessions);
    refusals_destroy(&gateway.refusals);
    arena_destroy(gateway.scratch);
    return 0;
}

static void
learn(struct uuid session)
{
    check(session);
    reply(asked - 1, true);
}

static bool
is_cached(struct uuid session)
{
    unsigned before = asked;

    check(session);
    if (asked == before)
        return true;
    reply(asked - 1, true);
    return false;
}

static void
a_session_is_asked_for_once(void **state)
{
    (void)state;
    learn(id(1));
    assert_int_equal(last, OK);
    assert_int_equal(last_zone_len, strlen("Europe/Vienna"));
    assert_true(is_cached(id(1)));
    assert_int_equal(known, 2);
    assert_int_equal(last_zone_len, strlen("Europe/Vienna"));
}

static void
what_was_refused_costs_a_question_a_second(void **state)
{
    (void)state;
    check(id(1));
    check(id(1));
    reply(0, false);
    assert_int_equal(last, ERR_UNAUTHENTICATED);
    assert_int_equal(failures, 1);
    later_ms = REFUSAL_MS - 100;
    beat(5, (struct uuid){{0}}, false);
    check(id(1));
    assert_int_equal(last, ERR_UNAUTHENTICATED);
    assert_int_equal(asked, 1);
    assert_int_equal(known, 3);
    later_ms = REFUSAL_MS + 100;
    assert_false(is_cached(id(1)));
    assert_int_equal(last, OK);
}

/* A session of somebody else, or a key, with the same id is another question. */
static void
a_refusal_is_of_one_caller(void **state)
{
    (void)state;
    check(id(1));
    reply(0, false);
    assert_false(is_cached(id(2)));
    check_as(CALLER_KEY, id(1));
    assert_int_equal(asked, 3);
    reply_key(2, id(9), -1);
    assert_int_equal(last, OK);
}

/* What the cache knows goes on, and so do questions that are on their way. */
static void
who_may_not_try_asks_nothing(void **state)
{
    (void)state;
    learn(id(1));
    check(id(2));
    no_tries = true;
    assert_true(is_cached(id(1)));
    assert_int_equal(last, OK);
    check(id(3));
    assert_int_equal(last, ERR_RATE_LIMITED);
    assert_int_equal(asked, 2);
    check(id(2));
    reply(1, true);
    assert_int_equal(last, OK);
    assert_int_equal(failures, 0);
}

static void
no_answer_is_no_pass(void **state)
{
    (void)state;
    check(id(1));
    asks[0].answered(asks[0].arg, ERR_TIMEOUT, (struct bytes){NULL, 0});
    assert_int_equal(last, ERR_UNAVAILABLE);
    assert_false(is_cached(id(1)));
}

static void
questions_at_once_are_one(void **state)
{
    (void)state;
    check(id(1));
    check(id(1));
    check(id(2));
    assert_int_equal(asked, 2);
    reply(0, true);
    assert_int_equal(known, 2);
    reply(1, true);
    assert_int_equal(known, 3);
}

static void
a_revocation_forgets_its_session(void **state)
{
    (void)state;
    learn(id(1));
    learn(id(2));
    beat(6, id(1), false);
    assert_int_equal(revoked, 1);
    assert_int_equal(doubted, 0);
    assert_true(is_cached(id(2)));
    assert_false(is_cached(id(1)));
}

static void
a_revocation_of_all_forgets_the_user(void **state)
{
    (void)state;
    learn(id(1));
    learn(id(2));
    beat(6, id(0), true);
    assert_false(is_cached(id(1)));
    assert_false(is_cached(id(2)));
}

static void
a_gap_forgets_everything(void **state)
{
    (void)state;
    learn(id(1));
    beat(8, id(9), false);
    assert_int_equal(revoked, 0);
    assert_int_equal(doubted, 1);
    assert_false(is_cached(id(1)));
}

static void
a_revocation_on_the_way_is_not_lost(void **state)
{
    (void)state;
    check(id(1));
    beat(6, id(1), false);
    check(id(1)); /* must not join the question from before */
    assert_int_equal(asked, 2);
    reply(0, true);
    check(id(1)); /* the first answer is not kept: this waits for the second */
    assert_int_equal(known, 1);
    reply(1, false);
    assert_int_equal(known, 3);
    assert_int_equal(last, ERR_UNAUTHENTICATED);
}

static void
a_replica_behind_changes_nothing(void **state)
{
    (void)state;
    learn(id(1));
    beat(4, (struct uuid){{0}}, false);
    assert_true(is_cached(id(1)));
    beat(6, id(1), false);
    assert_false(is_cached(id(1)));
}

static void
silence_forgets_everything(void **state)
{
    (void)state;
    learn(id(1));
    sessions_tick(gateway.sessions, monotonic_ms() + 1001);
    assert_false(is_cached(id(1)));
    assert_false(is_cached(id(1))); /* and nothing is kept until the next beat */
    beat(3, (struct uuid){{0}}, false);
    learn(id(1));
    assert_true(is_cached(id(1)));
}

static void
a_reconnect_forgets_everything(void **state)
{
    (void)state;
    learn(id(1));
    sessions_reconnected(gateway.sessions);
    assert_false(is_cached(id(1)));
}

static bool
key_is_cached(struct uuid digest, struct uuid key_id)
{
    unsigned before = asked;

    check_as(CALLER_KEY, digest);
    if (asked == before)
        return true;
    reply_key(asked - 1, key_id, 60000);
    return false;
}

static void
a_key_brings_its_user_and_scopes(void **state)
{
    (void)state;
    assert_false(key_is_cached(id(1), id(7)));
    assert_true(key_is_cached(id(1), id(7)));
    assert_int_equal(last, OK);
    assert_true(uuid_equal(last_caller.user_id, user));
    assert_true(uuid_equal(last_caller.key_id, id(7)));
    assert_int_equal(last_scopes, scope_bit((struct bytes){(const uint8_t *)"events:read", 11}));
}

static void
a_key_that_does_not_stand_is_refused(void **state)
{
    (void)state;
    check_as(CALLER_KEY, id(1));
    reply_key(0, id(0), 0);
    assert_int_equal(last, ERR_UNAUTHENTICATED);
}

static void
a_revoked_key_is_forgotten_and_others_are_not(void **state)
{
    (void)state;
    key_is_cached(id(1), id(7));
    key_is_cached(id(2), id(8));
    beat_of_key(6, id(7));
    assert_true(key_is_cached(id(2), id(8)));
    assert_false(key_is_cached(id(1), id(7)));
    beat(7, id(0), true);
    assert_false(key_is_cached(id(2), id(8)));
}

static void
a_key_is_not_kept_beyond_its_end(void **state)
{
    (void)state;
    check_as(CALLER_KEY, id(1));
    reply_key(0, id(7), 0);
    assert_int_equal(last, OK);
    assert_false(key_is_cached(id(1), id(7)));
}

static void
a_key_is_no_session_and_a_session_no_key(void **state)
{
    (void)state;
    learn(id(1));
    assert_false(key_is_cached(id(1), id(7)));
    assert_false(is_cached(id(1)));
}

#define SESSIONS_TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SESSIONS_TEST(a_session_is_asked_for_once),
        SESSIONS_TEST(what_was_refused_costs_a_question_a_second),
        SESSIONS_TEST(a_refusal_is_of_one_caller),
        SESSIONS_TEST(who_may_not_try_asks_nothing),
        SESSIONS_TEST(no_answer_is_no_pass),
        SESSIONS_TEST(questions_at_once_are_one),
        SESSIONS_TEST(a_revocation_forgets_its_session),
        SESSIONS_TEST(a_revocation_of_all_forgets_the_user),
        SESSIONS_TEST(a_gap_forgets_everything),
        SESSIONS_TEST(a_revocation_on_the_way_is_not_lost),
        SESSIONS_TEST(a_replica_behind_changes_nothing),
        SESSIONS_TEST(silence_forgets_everything),
        SESSIONS_TEST(a_reconnect_forgets_everything),
        SESSIONS_TEST(a_key_brings_its_user_and_scopes),
        SESSIONS_TEST(a_key_that_does_not_stand_is_refused),
        SESSIONS_TEST(a_revoked_key_is_forgotten_and_others_are_not),
        SESSIONS_TEST(a_key_is_not_kept_beyond_its_end),
        SESSIONS_TEST(a_key_is_no_session_and_a_session_no_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
