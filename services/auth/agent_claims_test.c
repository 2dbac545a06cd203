/*
 * What an agent is let hear follows from its scopes, and it is never let say anything.
 */
#include "services/auth/agent_claims.h"
#include "shared/base/arena.h"
#include "shared/base/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <string.h>

static struct arena *arena;
static struct agent_signer signer;

static const struct instant now = {.us = 1800000000999999};

static int
begin(void **state)
{
    struct nkey app;

    (void)state;
    arena = arena_new(1 << 20);
    nkey_new(NKEY_OPERATOR, &signer.key);
    nkey_new(NKEY_ACCOUNT, &app);
    memcpy(signer.app, app.name, sizeof signer.app);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct agent
agent_with(const char *const *scopes, size_t count)
{
    return (struct agent){
        .key_id = {{1}},
        .user_id = {{2}},
        .scopes = {scopes, count},
        .version = 7,
        .changed_at = now,
    };
}

#define KEY  "01000000-0000-0000-0000-000000000000"
#define USER "02000000-0000-0000-0000-000000000000"

static json_t *
claims_of(const char *token)
{
    char *text = nkey_token_claims(arena, token);
    json_t *claims;

    assert_non_null(text);
    claims = json_loads(text, 0, NULL);
    assert_non_null(claims);
    return claims;
}

/* The subjects of its imports, each with a space behind it. */
static const char *
imports_of(const char *token)
{
    json_t *claims = claims_of(token), *import;
    const char *text = "";
    size_t i;

    json_array_foreach(json_object_get(json_object_get(claims, "nats"), "imports"), i, import)
    {
        assert_string_equal(json_string_value(json_object_get(import, "account")), signer.app);
        assert_string_equal(json_string_value(json_object_get(import, "type")), "stream");
        text = arena_printf(arena, "%s%s ", text,
                            json_string_value(json_object_get(import, "subject")));
    }
    json_decref(claims);
    return text;
}

static void
its_account_imports_the_nouns_that_its_key_may_read(void **state)
{
    static const struct {
        const char *name;
        const char *scopes[3];
        size_t count;
        const char *imports;
    } cases[] = {
        {"no scope, nothing", {NULL}, 0, ""},
        {"one noun, live and its backlog",
         {"events:read"},
         1,
         "feed." USER ".event.> push." KEY ".event feed." USER ".attendee.> push." KEY
         ".attendee "},
        {"to write is not to read", {"contacts:write", "events:write"}, 2, ""},
        {"what has no feed gives none", {"posts:read", "bookings:read"}, 2, ""},
        {"all of them",
         {"contacts:read", "calendars:read", "events:read"},
         3,
         "feed." USER ".calendar.> push." KEY ".calendar feed." USER ".calendar_display.> push." KEY
         ".calendar_display feed." USER ".event.> push." KEY ".event feed." USER
         ".attendee.> push." KEY ".attendee feed." USER ".contact.> push." KEY ".contact "},
        {"the beginning of a scope is none", {"events:rea", "event", "events:reader"}, 3, ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct agent agent = agent_with(cases[i].scopes, cases[i].count);

        print_message("  %s\n", cases[i].name);
        assert_string_equal(imports_of(agent_account(arena, &signer, &agent, "A1")),
                            cases[i].imports);
    }
}

static void
its_account_has_no_store_and_exports_nothing(void **state)
{
    static const char *const absent[] = {"mem_storage", "disk_storage", "streams", "consumer"};
    struct agent agent = agent_with(NULL, 0);
    json_t *claims = claims_of(agent_account(arena, &signer, &agent, "A1"));
    json_t *limits = json_object_get(json_object_get(claims, "nats"), "limits");

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(absent); i++)
        assert_null(json_object_get(limits, absent[i]));
    assert_int_equal(json_integer_value(json_object_get(limits, "exports")), 0);
    assert_int_equal(json_integer_value(json_object_get(limits, "leaf")), 0);
    assert_int_equal(json_integer_value(json_object_get(limits, "conn")), 2);
    assert_null(json_object_get(json_object_get(claims, "nats"), "exports"));
    json_decref(claims);
}

static void
its_account_is_the_same_text_until_its_version_changes(void **state)
{
    struct agent agent = agent_with(NULL, 0);
    const char *first = agent_account(arena, &signer, &agent, "A1");

    (void)state;
    assert_string_equal(agent_account(arena, &signer, &agent, "A1"), first);
    agent.version++;
    assert_string_not_equal(agent_account(arena, &signer, &agent, "A1"), first);
}

static void
its_account_ends_not_later_than_its_key(void **state)
{
    struct agent agent = agent_with(NULL, 0);
    json_t *claims = claims_of(agent_account(arena, &signer, &agent, "A1"));

    (void)state;
    assert_null(json_object_get(claims, "exp"));
    json_decref(claims);
    agent.has_expires_at = true;
    agent.expires_at = (struct instant){.us = 1800000100999999};
    claims = claims_of(agent_account(arena, &signer, &agent, "A1"));
    assert_int_equal(json_integer_value(json_object_get(claims, "exp")), 1800000100);
    json_decref(claims);
}

static int
open_nouns(void)
{
    int count = 0;

    for (int noun = 0; noun < AGENT_NOUNS; noun++)
        count += agent_noun_is_open(noun);
    return count;
}

static void
it_may_say_nothing_and_hear_only_what_is_its_own(void **state)
{
    static const char *const scopes[] = {"contacts:read", "contacts:write", "events:write"};
    struct agent agent = agent_with(scopes, 3);
    const char *file, *token;
    struct nkey account;
    json_t *claims, *nats, *wanted;

    (void)state;
    nkey_new(NKEY_ACCOUNT, &account);
    file = agent_creds(arena, &account, &agent, now);
    token = strchr(file, '\n') + 1;
    claims = claims_of(arena_strndup(arena, token, strcspn(token, "\n")));
    nats = json_object_get(claims, "nats");
    wanted = json_pack("{s:{s:[s]}, s:{s:[s, s]}}", "pub", "deny", ">", "sub", "allow",
                       "feed." USER ".>", "push." KEY ".*");
    assert_int_equal(json_integer_value(json_object_get(nats, "subs")), 2 * open_nouns());
    assert_true(json_equal(json_object_get(nats, "pub"), json_object_get(wanted, "pub")));
    assert_true(json_equal(json_object_get(nats, "sub"), json_object_get(wanted, "sub")));
    assert_null(json_object_get(nats, "resp"));
    assert_string_equal(json_string_value(json_object_get(claims, "iss")), account.name);
    assert_non_null(strstr(file, "-----BEGIN USER NKEY SEED-----\nSU"));
    json_decref(wanted);
    json_decref(claims);
}

/* The server takes a farewell only when its issuer is its subject. */
static void
a_farewell_names_the_accounts_that_go(void **state)
{
    static const char *const names[] = {"A1", "A2"};
    json_t *claims = claims_of(agent_farewell(arena, &signer, (struct texts){names, 2}, now));
    json_t *wanted = json_pack("[s, s]", "A1", "A2");

    (void)state;
    assert_string_equal(json_string_value(json_object_get(claims, "iss")), signer.key.name);
    assert_string_equal(json_string_value(json_object_get(claims, "sub")), signer.key.name);
    assert_true(json_equal(json_object_get(json_object_get(claims, "nats"), "accounts"), wanted));
    json_decref(wanted);
    json_decref(claims);
}

static int
noun_of(const char *name)
{
    int noun = 0;

    while (strcmp(agent_noun(noun), name) != 0)
        noun++;
    return noun;
}

static void
its_durable_delivers_its_user_s_changes_to_it_alone(void **state)
{
    struct agent agent = agent_with(NULL, 0);
    const struct stream_consumer durable = agent_consumer(arena, &agent, noun_of("event"));
    struct stream_request request;
    json_t *body, *wanted;

    (void)state;
    stream_request_consumer(&request, &durable);
    body = json_loads(request.body, 0, NULL);
    wanted =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:i}", "durable_name", KEY "_event", "filter_subject",
                  "in.feed." USER ".event.>", "deliver_subject", "push." KEY ".event", "ack_policy",
                  "none", "deliver_policy", "all", "rate_limit_bps", 16000000);
    assert_true(json_equal(json_object_get(body, "config"), wanted));
    json_decref(wanted);
    json_decref(body);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(its_account_imports_the_nouns_that_its_key_may_read, begin,
                                        end),
        cmocka_unit_test_setup_teardown(its_account_has_no_store_and_exports_nothing, begin, end),
        cmocka_unit_test_setup_teardown(its_account_is_the_same_text_until_its_version_changes,
                                        begin, end),
        cmocka_unit_test_setup_teardown(its_account_ends_not_later_than_its_key, begin, end),
        cmocka_unit_test_setup_teardown(it_may_say_nothing_and_hear_only_what_is_its_own, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_farewell_names_the_accounts_that_go, begin, end),
        cmocka_unit_test_setup_teardown(its_durable_delivers_its_user_s_changes_to_it_alone, begin,
                                        end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
