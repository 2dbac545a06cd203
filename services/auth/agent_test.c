/*
 * What the server is told of an agent, and what becomes of its row.  The sql_*() functions, the
 * transaction and the connection to the server are this file's: they answer from `world` and count
 * what was done.
 */
#include "services/auth/agent.h"

#include "gen/auth/api.h"
#include "gen/auth/sql.h"
#include "services/auth/agent_bus.h"
#include "services/auth/agent_claims.h"
#include "services/auth/api_key.h"
#include "services/auth/audit.h"
#include "services/auth/settings.h"
#include "shared/actor/outbox.h"
#include "shared/base/check.h"
#include "shared/base/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct world {
    bool forgotten;  /* there is no row */
    bool ended;      /* the key, or its user, is no more */
    bool inactive;   /* the user is deactivated */
    bool changed;    /* the row, while the server is told */
    enum err server; /* what it answers */
    int standing;    /* other keys that have credentials */
} world;

static struct {
    bool in_transaction;
    int accounts, durables, dropped, deleted; /* told */
    int settled, forgot, due_now, later;      /* of the row */
} done;

static const struct uuid key_id = {{1, 2, 3}};

/* ---------------------------------------------------------------- the database */

static enum err
in_transaction(void)
{
    done.in_transaction = true;
    return OK;
}

enum err
pause_transaction(struct request *rq)
{
    (void)rq;
    done.in_transaction = false;
    return OK;
}

/* Due once. */
enum err
sql_agents_due(struct request *rq, struct sql_agents_due_row **rows, size_t *count)
{
    static struct sql_agents_due_row row;
    const bool first =
        done.settled + done.forgot + done.due_now + done.later == 0 && !done.in_transaction;

    (void)rq;
    row.key_id = key_id;
    *rows = &row;
    *count = first && !world.forgotten;
    return in_transaction();
}

enum err
sql_agent_find(struct request *rq, const struct sql_agent_find *q, struct sql_agent_find_row *row)
{
    static const char *former[] = {"AFORMER"};

    (void)rq;
    assert_true(uuid_equal(q->key_id, key_id));
    *row = (struct sql_agent_find_row){
        .user_id = {{9}}, .account = "ANOW", .former = {former, 1}, .version = 7};
    return world.forgotten ? ERR_NOT_FOUND : in_transaction();
}

enum err
sql_agent_wanted(struct request *rq, const struct sql_agent_wanted *q,
                 struct sql_agent_wanted_row *row)
{
    static const char *scopes[] = {"contacts:read"};

    (void)rq, (void)q;
    *row = (struct sql_agent_wanted_row){.scopes = {scopes, 1}, .is_active = !world.inactive};
    return world.ended ? ERR_NOT_FOUND : in_transaction();
}

enum err
sql_agent_settled(struct request *rq, const struct sql_agent_settled *q, int64_t *affected)
{
    (void)rq;
    assert_int_equal(q->version, 7);
    *affected = !world.changed;
    done.settled += !world.changed;
    return in_transaction();
}

enum err
sql_agent_forget(struct request *rq, const struct sql_agent_forget *q, int64_t *affected)
{
    (void)rq;
    assert_int_equal(q->version, 7);
    *affected = !world.changed;
    done.forgot += !world.changed;
    return in_transaction();
}

enum err
sql_agent_postpone(struct request *rq, const struct sql_agent_postpone *q, int64_t *affected)
{
    (void)rq, (void)affected;
    done.due_now += q->seconds == 0;
    done.later += q->seconds > 0;
    return in_transaction();
}

enum err
sql_agent_account(struct request *rq, const struct sql_agent_account *q, int64_t *affected)
{
    (void)rq, (void)q, (void)affected;
    return in_transaction();
}

enum err
audit_note(struct request *rq, struct uuid user_id, const char *action, struct uuid object)
{
    (void)rq, (void)user_id, (void)action, (void)object;
    return in_transaction();
}

enum err
sql_user_lock(struct request *rq, const struct sql_user_lock *q, struct user *user)
{
    (void)rq, (void)q;
    *user = (struct user){.version = 1};
    return in_transaction();
}

enum err
sql_agents_standing(struct request *rq, const struct sql_agents_standing *q,
                    struct sql_agents_standing_row *row)
{
    (void)rq;
    assert_true(uuid_equal(q->key_id, key_id));
    row->number = world.standing;
    return in_transaction();
}

enum err
api_key_lock(struct request *rq, struct uuid id, struct sql_api_key_found *row)
{
    (void)rq, (void)id;
    *row = (struct sql_api_key_found){.granted = {NULL, 0}};
    return in_transaction();
}

/* ---------------------------------------------------------------- the server */

static struct bus *
connection(void)
{
    static char nothing;

    return (struct bus *)&nothing;
}

struct bus *
agent_bus_open(const char *url, const char *creds)
{
    (void)url, (void)creds;
    return connection();
}

bool
bus_is_up(const struct bus *bus)
{
    assert_ptr_equal(bus, connection());
    return true;
}

void
bus_close(struct bus **bus)
{
    *bus = NULL;
}

/* It may take as long as it likes: nothing waits for it. */
static enum err
told(int *count)
{
    assert_false(done.in_transaction);
    ++*count;
    return world.server;
}

enum err
agent_bus_update(struct request *rq, struct bus *sys, const char *account)
{
    (void)rq, (void)sys, (void)account;
    return told(&done.accounts);
}

enum err
agent_bus_delete(struct request *rq, struct bus *sys, const char *farewell)
{
    (void)rq, (void)sys, (void)farewell;
    return told(&done.deleted);
}

enum err
agent_bus_make_durable(struct request *rq, struct stream_consumer consumer)
{
    (void)rq, (void)consumer;
    return told(&done.durables);
}

enum err
agent_bus_drop_durable(struct request *rq, const char *durable)
{
    (void)rq, (void)durable;
    return told(&done.dropped);
}

/* ---------------------------------------------------------------- cases */

/* Of the nouns that keys may hear; the test's key has one scope. */
enum dropped { NONE, OTHERS, ALL };

static const struct {
    const char *name;
    struct world world;
    int accounts, durables;
    enum dropped dropped;
    int deleted, settled, forgot, due_now, later;
} cases[] = {
    {"a key that is valid", {.server = OK}, 1, 1, OTHERS, 1, 1, 0, 0, 0},
    {"a user who is deactivated", {.inactive = true}, 0, 0, NONE, 1, 1, 0, 0, 0},
    {"a key that has ended", {.ended = true}, 0, 0, ALL, 1, 0, 1, 0, 0},
    {"a row that is no more", {.forgotten = true}, 0, 0, NONE, 0, 0, 0, 0, 0},
    {"a server that is away", {.server = ERR_UNAVAILABLE}, 1, 0, NONE, 0, 0, 0, 0, 1},
    {"a server that refuses", {.server = ERR_BUG}, 1, 0, NONE, 0, 0, 0, 0, 1},
    {"a key that changes meanwhile", {.changed = true}, 1, 1, OTHERS, 1, 0, 0, 1, 0},
    {"a key that has ended, and changes",
     {.ended = true, .changed = true},
     0,
     0,
     ALL,
     1,
     0,
     0,
     1,
     0},
};

static struct request
request_of(const struct world *of)
{
    memset(&done, 0, sizeof done);
    world = *of;
    return (struct request){.arena = arena_new(1 << 20)};
}

static int
nouns_of(enum dropped dropped)
{
    int open = 0;

    for (int noun = 0; noun < AGENT_NOUNS; noun++)
        open += agent_noun_is_open(noun);
    return dropped == NONE ? 0 : dropped == OTHERS ? open - 1 : open;
}

static void
the_server_is_told_and_the_row_noted(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct request rq = request_of(&cases[i].world);

        CHECK(cases[i].name, agent_tell(&rq) == OK);
        CHECK(cases[i].name, done.accounts == cases[i].accounts);
        CHECK(cases[i].name, done.durables == cases[i].durables);
        CHECK(cases[i].name, done.dropped == nouns_of(cases[i].dropped));
        CHECK(cases[i].name, done.deleted == cases[i].deleted);
        CHECK(cases[i].name, done.settled == cases[i].settled);
        CHECK(cases[i].name, done.forgot == cases[i].forgot);
        CHECK(cases[i].name, done.due_now == cases[i].due_now);
        CHECK(cases[i].name, done.later == cases[i].later);
        arena_destroy(rq.arena);
    }
}

/* Until the server has agreed the answer is that it has not; the job goes on by itself. */
static void
credentials_are_shown_when_the_server_knows_them(void **state)
{
    const struct auth_agent_create_in in = {.id = key_id};
    struct nats_credentials out = {.creds = NULL};
    struct request rq = request_of(&(struct world){.server = OK});

    (void)state;
    assert_int_equal(auth_agent_create(&rq, &in, &out), OK);
    assert_non_null(strstr(out.creds, "BEGIN NATS USER JWT"));
    assert_int_equal(done.settled, 1);
    arena_destroy(rq.arena);

    rq = request_of(&(struct world){.server = ERR_UNAVAILABLE});
    assert_int_equal(auth_agent_create(&rq, &in, &out), ERR_INCOMPLETE);
    assert_int_equal(done.later, 1);
    assert_false(done.in_transaction);
    arena_destroy(rq.arena);
}

static void
the_sixth_key_of_a_user_gets_no_credentials(void **state)
{
    const struct auth_agent_create_in in = {.id = key_id};
    struct nats_credentials out = {.creds = NULL};
    struct request rq = request_of(&(struct world){.standing = 4});

    (void)state;
    assert_int_equal(auth_agent_create(&rq, &in, &out), OK);
    arena_destroy(rq.arena);
    rq = request_of(&(struct world){.standing = 5});
    assert_int_equal(auth_agent_create(&rq, &in, &out), ERR_CONFLICT);
    assert_int_equal(done.accounts, 0);
    arena_destroy(rq.arena);
}

/* ---------------------------------------------------------------- the keys */

static char folder[] = "/tmp/agent_test.XXXXXX";

static void
write_file(const char *name, const char *text)
{
    char path[128];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static int
make_keys(void **state)
{
    char seed[NKEY_SEED_TEXT];
    struct nkey operator, app;

    (void)state;
    assert_non_null(mkdtemp(folder));
    nkey_new(NKEY_OPERATOR, &operator);
    nkey_new(NKEY_ACCOUNT, &app);
    nkey_seed(&operator, seed);
    write_file("signer.seed", seed);
    write_file("app.account", app.name);
    write_file("sys.creds", "");
    settings.agents = folder;
    settings.nats_public_url = "nats://bus.example.org:4222";
    agent_load();
    return 0;
}

static int
remove_keys(void **state)
{
    static const char *const names[] = {"signer.seed", "app.account", "sys.creds"};
    char path[128];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_server_is_told_and_the_row_noted),
        cmocka_unit_test(credentials_are_shown_when_the_server_knows_them),
        cmocka_unit_test(the_sixth_key_of_a_user_gets_no_credentials),
    };

    return cmocka_run_group_tests(tests, make_keys, remove_keys);
}
