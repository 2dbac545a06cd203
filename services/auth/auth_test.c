/*
 * What login, refresh and the heartbeat decide.  The sql_*() functions and the transaction are this
 * file's: they answer from `world` and count what was done.
 */
#include "gen/auth/api.h"
#include "gen/auth/sql.h"
#include "services/auth/keys.h"
#include "services/auth/password.h"
#include "services/auth/session.h"
#include "services/auth/settings.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char right[] = "correct horse 7 battery";

static struct world {
    bool known, deactivated, stale_hash;       /* the account of the address */
    bool replaced, lost_race, ended_meanwhile; /* the refresh token and its session */
    bool gone_meanwhile;                       /* no session can be opened */
    bool too_many;                             /* attempts have failed */
    enum err database;
} world;

static struct {
    int ended, revoked, committed, rehashed, opened, tokens, failures, trusted, noted;
} done;

static struct heartbeat told;
static const struct instant database_now = {INT64_C(4102444800000000)}; /* 2100 */
static struct revocation told_recent[64];

enum err
sql_credentials_find(struct request *rq, const struct sql_credentials_find *q,
                     struct sql_credentials_find_row *row)
{
    static const char cost_4[] = "$2b$04$abcdefghijklmnopqrstuuxdHMWXqoHNsTNDwLuQb/2kOU4V8v6pW";

    assert_string_equal(q->email, "ada@example.org");
    if (world.database || !world.known)
        return world.database ? world.database : ERR_NOT_FOUND;
    *row = (struct sql_credentials_find_row){
        .password_hash = world.stale_hash ? cost_4 : password_hash(rq->arena, right),
        .is_active = !world.deactivated,
    };
    return OK;
}

enum err
sql_login_failures_find(struct request *rq, const struct sql_login_failures_find *q,
                        struct sql_login_failures_find_row *row)
{
    (void)rq;
    assert_int_equal(q->name.len, 32);
    *row = (struct sql_login_failures_find_row){.thousandths = world.too_many ? 5000 : 0};
    return world.database;
}

enum err
sql_login_failure_note(struct request *rq, const struct sql_login_failure_note *q,
                       int64_t *affected)
{
    (void)rq, (void)q, (void)affected;
    done.failures++;
    return OK;
}

enum err
sql_login_trust(struct request *rq, const struct sql_login_trust *q, int64_t *affected)
{
    (void)rq, (void)q, (void)affected;
    done.trusted++;
    return OK;
}

enum err
sql_audit_insert(struct request *rq, const struct sql_audit_insert *q, int64_t *affected)
{
    (void)rq, (void)affected;
    assert_non_null(q->action);
    return OK;
}

enum err
sql_audit_refusal_insert(struct request *rq, const struct sql_audit_refusal_insert *q,
                         int64_t *affected)
{
    (void)rq, (void)affected;
    assert_string_equal(q->action, "session.refused");
    assert_true(world.known || uuid_is_nil(q->user_id));
    done.noted++;
    return OK;
}

enum err
sql_password_rehash(struct request *rq, const struct sql_password_rehash *q, int64_t *affected)
{
    (void)affected;
    assert_true(password_matches(rq->arena, right, q->fresh));
    assert_false(password_is_stale(q->fresh));
    done.rehashed++;
    return OK;
}

enum err
sql_session_open(struct request *rq, const struct sql_session_open *q, int64_t *affected)
{
    (void)rq, (void)q;
    *affected = !world.gone_meanwhile;
    done.opened += !world.gone_meanwhile;
    return OK;
}

enum err
sql_user_find(struct request *rq, const struct sql_user_find *q, struct user *row)
{
    (void)rq;
    *row = (struct user){.id = q->id, .version = 1};
    return OK;
}

enum err
sql_refresh_token_insert(struct request *rq, const struct sql_refresh_token_insert *q,
                         struct sql_refresh_token_insert_row *row)
{
    (void)rq;
    assert_int_equal(q->token_hash.len, 32);
    row->issued_at = database_now;
    done.tokens++;
    return OK;
}

enum err
sql_refresh_token_find(struct request *rq, const struct sql_refresh_token_find *q,
                       struct sql_refresh_token_find_row *row)
{
    (void)rq, (void)q;
    *row = (struct sql_refresh_token_find_row){.is_replaced = world.replaced};
    return world.database ? world.database : world.known ? OK : ERR_NOT_FOUND;
}

enum err
sql_refresh_token_replace(struct request *rq, const struct sql_refresh_token_replace *q,
                          int64_t *affected)
{
    (void)rq, (void)q;
    *affected = !world.lost_race;
    return OK;
}

enum err
sql_session_extend(struct request *rq, const struct sql_session_extend *q, int64_t *affected)
{
    (void)rq, (void)q;
    *affected = !world.ended_meanwhile;
    return OK;
}

enum err
sql_session_end(struct request *rq, const struct sql_session_end *q, int64_t *affected)
{
    (void)rq, (void)q;
    *affected = !world.ended_meanwhile;
    done.ended++;
    return OK;
}

enum err
sql_revoke(struct request *rq, const struct sql_revoke *q, struct sql_revoke_row *row)
{
    (void)rq;
    assert_true(q->has_session_id);
    row->number = ++done.revoked;
    return OK;
}

/* Seventy were made; the five newest within the last minute. */
enum err
sql_revocations_newest(struct request *rq, struct sql_revocations_newest_row **rows, size_t *count)
{
    *count = world.known ? 5 : 1;
    *rows = arena_array(rq->arena, struct sql_revocations_newest_row, 5);
    for (int i = 0; world.known && i < 5; i++)
        (*rows)[i] = (struct sql_revocations_newest_row){
            .latest = 70, .now = database_now, .has_number = true, .number = 70 - i};
    return OK;
}

enum err
pause_transaction(struct request *rq)
{
    (void)rq;
    done.committed++;
    return OK;
}

void
broadcast(struct request *rq, const char *subject, const struct shape *shape, const void *object)
{
    (void)rq;
    assert_string_equal(subject, "auth.heartbeat");
    assert_ptr_equal(shape, &heartbeat_shape);
    told = *(const struct heartbeat *)object;
    must(told.recent.count <= ARRAY_LEN(told_recent));
    for (size_t i = 0; i < told.recent.count; i++)
        told_recent[i] = told.recent.items[i];
}

static struct request
fresh_request(void)
{
    struct request rq = {.arena = arena_new(1 << 20)};

    problems_init(&rq.problems, rq.arena);
    memset(&done, 0, sizeof done);
    return rq;
}

static const struct {
    const char *name, *password;
    struct world world;
    enum err want;
    int opened, rehashed;
} logins[] = {
    {"the right password", right, {.known = true}, OK, 1, 0},
    {"a wrong password", "correct horse 8 battery", {.known = true}, ERR_INVALID_CREDENTIALS, 0, 0},
    {"an unknown address", right, {.known = false}, ERR_INVALID_CREDENTIALS, 0, 0},
    {"a deactivated account",
     right,
     {.known = true, .deactivated = true},
     ERR_INVALID_CREDENTIALS,
     0,
     0},
    {"an account that ends while the password is hashed",
     right,
     {.known = true, .gone_meanwhile = true},
     ERR_INVALID_CREDENTIALS,
     0,
     0},
    {"a hash of a smaller cost", right, {.known = true, .stale_hash = true}, OK, 1, 1},
    {"a wrong password and a hash of a smaller cost",
     "correct horse 8 battery",
     {.known = true, .stale_hash = true},
     ERR_INVALID_CREDENTIALS,
     0,
     0},
    {"a database that is away", right, {.database = ERR_UNAVAILABLE}, ERR_UNAVAILABLE, 0, 0},
    {"the right password after too many wrong ones",
     right,
     {.known = true, .too_many = true},
     ERR_TOO_MANY_ATTEMPTS,
     0,
     0},
};

static void
login_opens_a_session_or_says_no_more_than_no(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(logins); i++) {
        const struct auth_login_in in = {{" Ada@Example.org", logins[i].password}};
        struct request rq = fresh_request();
        struct signed_in out;

        print_message("  %s\n", logins[i].name);
        world = logins[i].world;
        assert_int_equal(auth_login(&rq, &in, &out), logins[i].want);
        assert_int_equal(done.opened, logins[i].opened);
        assert_int_equal(done.rehashed, logins[i].rehashed);
        assert_int_equal(done.failures > 0,
                         logins[i].want == ERR_INVALID_CREDENTIALS && !world.gone_meanwhile);
        assert_int_equal(done.noted, done.failures > 0);
        if (logins[i].want == ERR_INVALID_CREDENTIALS)
            assert_string_equal(rq.why, "the e-mail address or the password is wrong");
        arena_destroy(rq.arena);
    }
}

static const struct {
    const char *name;
    struct world world;
    enum err want;
    int tokens, revoked, committed;
} refreshes[] = {
    {"a token that holds", {.known = true}, OK, 1, 0, 0},
    {"a token that nobody was given", {.known = false}, ERR_UNAUTHENTICATED, 0, 0, 0},
    {"one used before ends the session for good",
     {.known = true, .replaced = true},
     ERR_UNAUTHENTICATED,
     0,
     1,
     1},
    {"one used before, of a session that ends just now",
     {.known = true, .replaced = true, .ended_meanwhile = true},
     ERR_UNAUTHENTICATED,
     0,
     0,
     1},
    {"the slower of two at the same moment",
     {.known = true, .lost_race = true},
     ERR_UNAUTHENTICATED,
     0,
     0,
     0},
    {"a session that ends just now",
     {.known = true, .ended_meanwhile = true},
     ERR_UNAUTHENTICATED,
     0,
     0,
     0},
    {"a database that is away", {.database = ERR_UNAVAILABLE}, ERR_UNAVAILABLE, 0, 0, 0},
};

static void
a_refresh_token_serves_once(void **state)
{
    const struct auth_refresh_in in = {{"a token"}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refreshes); i++) {
        struct request rq = fresh_request();
        struct signed_in out;

        print_message("  %s\n", refreshes[i].name);
        world = refreshes[i].world;
        assert_int_equal(auth_refresh(&rq, &in, &out), refreshes[i].want);
        assert_int_equal(done.tokens, refreshes[i].tokens);
        assert_int_equal(done.revoked, refreshes[i].revoked);
        assert_int_equal(done.committed, refreshes[i].committed);
        arena_destroy(rq.arena);
    }
}

static void
the_heartbeat_has_the_latest_number_and_what_is_recent(void **state)
{
    struct request rq = fresh_request();

    (void)state;
    world = (struct world){.known = true};
    assert_int_equal(session_heartbeat(&rq), OK);
    assert_int_equal(told.number, 70);
    assert_int_equal(told.now.us, database_now.us);
    assert_int_equal(told.recent.count, 5);
    for (int i = 0; i < 5; i++)
        assert_int_equal(told_recent[i].number, 66 + i);

    world.known = false;
    assert_int_equal(session_heartbeat(&rq), OK);
    assert_int_equal(told.number, 0);
    assert_int_equal(told.recent.count, 0);
    arena_destroy(rq.arena);
}

static void
with_keys(char folder[])
{
    struct arena *a = arena_new(1 << 20);
    struct jwks keys;

    must(mkdtemp(folder) != NULL);
    keys_load(folder);
    keys_public(a, &keys);
    must(unlink(arena_printf(a, "%s/%s.pem", folder, keys.keys.items[0].kid)) == 0);
    must(rmdir(folder) == 0);
    arena_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(login_opens_a_session_or_says_no_more_than_no),
        cmocka_unit_test(a_refresh_token_serves_once),
        cmocka_unit_test(the_heartbeat_has_the_latest_number_and_what_is_recent),
    };
    char folder[] = "/tmp/almanac-auth-test-XXXXXX";

    with_keys(folder);
    password_init(5);
    settings.network_failures = 100;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
