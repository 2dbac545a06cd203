/*
 * What a refresh and the heartbeat decide.  The sql_*() functions and the transaction are this
 * file's: they answer from `world` and count what was done.
 */
#include "services/auth/session.h"

#include "gen/auth/sql.h"
#include "services/auth/settings.h"
#include "services/auth/test_keys.h"
#include "shared/actor/after.h"
#include "shared/actor/outbox.h"
#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static struct world {
    bool known;           /* the refresh token */
    int reuses;           /* since it was replaced */
    bool recent;          /* that was a moment ago */
    bool ended_meanwhile; /* its session */
    enum err database;
} world;

static struct {
    int tokens, reissued, reused, revoked, committed;
} done;

static struct heartbeat told;
static struct revocation told_recent[64];
static const struct instant database_now = {INT64_C(4102444800000000)}; /* 2100 */

enum err
sql_refresh_token_use(struct request *rq, const struct sql_refresh_token_use *q,
                      struct sql_refresh_token_use_row *row)
{
    (void)rq, (void)q;
    *row = (struct sql_refresh_token_use_row){.reuses = world.reuses, .is_recent = world.recent};
    return world.database ? world.database : world.known ? OK : ERR_NOT_FOUND;
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
sql_user_find(struct request *rq, const struct sql_user_find *q, struct user *row)
{
    (void)rq;
    *row = (struct user){.id = q->id, .version = 1};
    return OK;
}

enum err
sql_audit_insert(struct request *rq, const struct sql_audit_insert *q, int64_t *affected)
{
    (void)rq, (void)affected;
    done.reissued += strcmp(q->action, "session.reissued") == 0;
    done.reused += strcmp(q->action, "session.reused") == 0;
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
    const char *name;
    struct world world;
    enum err want;
    int tokens, reissued, revoked, committed;
} refreshes[] = {
    {"a token that holds", {.known = true}, OK, 1, 0, 0, 0},
    {"a token that nobody was given", {.known = false}, ERR_UNAUTHENTICATED, 0, 0, 0, 0},
    {"one replaced a moment ago", {.known = true, .reuses = 1, .recent = true}, OK, 1, 1, 0, 0},
    {"for the third time", {.known = true, .reuses = 3, .recent = true}, OK, 1, 1, 0, 0},
    {"for the fourth time",
     {.known = true, .reuses = 4, .recent = true},
     ERR_UNAUTHENTICATED,
     0,
     0,
     0,
     0},
    {"one replaced before that ends the session for good",
     {.known = true, .reuses = 1},
     ERR_UNAUTHENTICATED,
     0,
     0,
     1,
     1},
    {"the same after uses that were answered",
     {.known = true, .reuses = 4},
     ERR_UNAUTHENTICATED,
     0,
     0,
     1,
     1},
    {"one replaced before, of a session that ends just now",
     {.known = true, .reuses = 1, .ended_meanwhile = true},
     ERR_UNAUTHENTICATED,
     0,
     0,
     0,
     1},
    {"a session that ends just now",
     {.known = true, .ended_meanwhile = true},
     ERR_UNAUTHENTICATED,
     0,
     0,
     0,
     0},
    {"a database that is away", {.database = ERR_UNAVAILABLE}, ERR_UNAVAILABLE, 0, 0, 0, 0},
};

static void
a_refresh_token_serves_once_and_a_moment_longer(void **state)
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
        assert_int_equal(done.reissued, refreshes[i].reissued);
        assert_int_equal(done.revoked, refreshes[i].revoked);
        assert_int_equal(done.reused, refreshes[i].revoked);
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refresh_token_serves_once_and_a_moment_longer),
        cmocka_unit_test(the_heartbeat_has_the_latest_number_and_what_is_recent),
    };
    char folder[] = "/tmp/almanac-session-test-XXXXXX";

    with_keys(folder);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
