/*
 * What login decides.  The sql_*() functions and the transaction are this file's: they answer from
 * `world` and count what was done.
 */
#include "gen/auth/api.h"
#include "gen/auth/sql.h"
#include "services/auth/password.h"
#include "services/auth/session.h"
#include "services/auth/settings.h"
#include "services/auth/test_keys.h"
#include "shared/actor/outbox.h"
#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const char right[] = "correct horse 7 battery";

static struct world {
    bool known, deactivated, stale_hash; /* the account of the address */
    bool gone_meanwhile;                 /* no session can be opened */
    bool too_many;                       /* attempts have failed */
    enum err database;
} world;

static struct {
    int rehashed, opened, failures, trusted, noted;
} done;

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
    assert_string_equal(q->action, "session.opened");
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
    assert_true(password_match(rq->arena, right, q->fresh).is_right);
    assert_null(password_match(rq->arena, right, q->fresh).anew);
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
    row->issued_at = (struct instant){0};
    return OK;
}

enum err
pause_transaction(struct request *rq)
{
    (void)rq;
    return OK;
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(login_opens_a_session_or_says_no_more_than_no),
    };
    char folder[] = "/tmp/almanac-auth-test-XXXXXX";

    with_keys(folder);
    password_init(5);
    settings.network_failures = 100;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
