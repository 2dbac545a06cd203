/*
 * What is decided of mails.  The sql_*() functions and the announcement are this file's: they answer
 * from `world` and count what was done.
 */
#include "services/auth/mail.h"

#include "gen/auth/events.h"
#include "gen/auth/sql.h"
#include "services/auth/mail_key.h"
#include "services/auth/token.h"
#include "shared/base/check.h"
#include "shared/base/hex.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct world {
    bool known, unwanted, held; /* the mail; held: by another transaction */
    const char *kind;
    int64_t recent, wait_s; /* mails within the hour */
    bool account_gone, used_meanwhile;
    enum err database;
} world;

static struct hashed {
    struct uuid id;
    const char *hash;
} put[16]; /* what was stored */
static size_t put_count;
static const struct instant in_half_an_hour = {INT64_C(4102444800000000)};

/* Of those that are asked for, each as its world has it. */
static struct world *world_of(struct uuid id);

enum err
sql_mail_contents(struct request *rq, const struct sql_mail_contents *q, struct mail_content **rows,
                  size_t *count)
{
    *rows = arena_array(rq->arena, struct mail_content, q->ids.count);
    *count = 0;
    for (size_t i = 0; i < q->ids.count; i++) {
        const struct world *w = world_of(q->ids.items[i]);

        if (w->known)
            (*rows)[(*count)++] = (struct mail_content){.id = q->ids.items[i],
                                                        .kind = w->kind,
                                                        .address = "ada@example.org",
                                                        .timezone = "UTC",
                                                        .wanted = !w->unwanted};
    }
    return world.database;
}

enum err
sql_mail_recipient(struct request *rq, const struct sql_mail_recipient *q,
                   struct sql_mail_recipient_row *row)
{
    (void)rq, (void)q;
    *row = (struct sql_mail_recipient_row){
        .email = "ada@example.org", .proved = true, .name = "Ada", .timezone = "Europe/Berlin"};
    return world.database ? world.database : world.account_gone ? ERR_NOT_FOUND : OK;
}

enum err
sql_mail_tokens_put(struct request *rq, const struct sql_mail_tokens_put *q,
                    struct sql_mail_tokens_put_row **rows, size_t *count)
{
    assert_int_equal(q->ids.count, q->hashes.count);
    *rows = arena_array(rq->arena, struct sql_mail_tokens_put_row, q->ids.count);
    *count = 0;
    for (size_t i = 0; i < q->ids.count; i++) {
        put[put_count++] = (struct hashed){q->ids.items[i], q->hashes.items[i]};
        if (!world_of(q->ids.items[i])->held)
            (*rows)[(*count)++] = (struct sql_mail_tokens_put_row){
                .id = q->ids.items[i], .has_expires_at = true, .expires_at = in_half_an_hour};
    }
    return OK;
}

enum err
sql_account_mails_recent(struct request *rq, const struct sql_account_mails_recent *q,
                         struct sql_account_mails_recent_row *row)
{
    (void)rq;
    assert_int_equal(q->most, MAILS_PER_HOUR);
    *row = (struct sql_account_mails_recent_row){.number = world.recent, .wait_s = world.wait_s};
    return world.database;
}

enum err
sql_mail_token_find(struct request *rq, const struct sql_mail_token_find *q,
                    struct sql_mail_token_find_row *row)
{
    (void)rq;
    assert_int_equal(q->token_hash.len, 32);
    *row = (struct sql_mail_token_find_row){.kind = world.kind, .address = "ada@example.org"};
    return world.database ? world.database : world.known ? OK : ERR_NOT_FOUND;
}

enum err
sql_user_lock(struct request *rq, const struct sql_user_lock *q, struct user *row)
{
    (void)rq;
    *row = (struct user){.id = q->id};
    return world.account_gone ? ERR_NOT_FOUND : OK;
}

enum err
sql_mail_token_use(struct request *rq, const struct sql_mail_token_use *q, int64_t *affected)
{
    (void)rq, (void)q;
    *affected = !world.used_meanwhile;
    return OK;
}

static struct request
mail_asked(struct world w)
{
    struct request rq = {.arena = arena};

    problems_init(&rq.problems, arena);
    world = w;
    put_count = 0;
    return rq;
}

static struct {
    const char *name;
    struct world world;
    bool answered, wanted, has_token;
} contents[] = {
    {"one with a token", {.known = true, .kind = MAIL_VERIFY_EMAIL}, true, true, true},
    {"one that only tells", {.known = true, .kind = MAIL_PASSWORD_CHANGED}, true, true, false},
    {"another that only tells", {.known = true, .kind = MAIL_EMAIL_CHANGED}, true, true, false},
    {"one that is not known", {.known = false}, true, false, false},
    {"one without a reason",
     {.known = true, .kind = MAIL_RESET_PASSWORD, .unwanted = true},
     true,
     false,
     false},
    {"one that is held",
     {.known = true, .kind = MAIL_RESET_PASSWORD, .held = true},
     false,
     false,
     false},
    {"another one with a token", {.known = true, .kind = MAIL_CHANGE_EMAIL_OLD}, true, true, true},
};

/* The id of row `i` of the table. */
static struct uuid
id_of(size_t i)
{
    return (struct uuid){.b = {[6] = 0x80, [8] = 0x80, [15] = (uint8_t)i}};
}

static struct world *
world_of(struct uuid id)
{
    assert_in_range(id.b[15], 0, ARRAY_LEN(contents) - 1);
    return &contents[id.b[15]].world;
}

static void
check_token(const struct mail_content *mail)
{
    char hash[2 * 32 + 1];

    hex_write(token_digest(arena, mail->token).data, 32, hash);
    for (size_t i = 0; i < put_count; i++)
        if (uuid_equal(put[i].id, mail->id)) {
            assert_string_equal(put[i].hash, hash);
            return;
        }
    fail_msg("the token is not stored");
}

static void
check_content(size_t row, const struct mail_content *mail)
{
    CHECK(contents[row].name, uuid_equal(mail->id, id_of(row)));
    CHECK(contents[row].name, mail->wanted == contents[row].wanted);
    CHECK(contents[row].name, (mail->token != NULL) == contents[row].has_token);
    CHECK(contents[row].name, mail->has_expires_at == contents[row].has_token);
    CHECK(contents[row].name, (mail->address != NULL) == contents[row].wanted);
    if (mail->token != NULL)
        check_token(mail);
}

static enum err
ask_contents(enum err database, size_t from, size_t count, struct mail_contents *out)
{
    struct uuid *ids = arena_array(arena, struct uuid, count);
    const struct auth_mail_contents_in in = {.body = {.ids = {ids, count}}};
    struct request rq = mail_asked((struct world){.database = database});

    for (size_t i = 0; i < count; i++)
        ids[i] = id_of(from + i);
    return auth_mail_contents(&rq, &in, out);
}

static void
content_has_a_token_when_the_mail_is_wanted_and_has_one(void **state)
{
    struct mail_contents out;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(contents); i++) {
        assert_int_equal(ask_contents(OK, i, 1, &out), OK);
        CHECK(contents[i].name, out.mails.count == contents[i].answered);
        if (out.mails.count == 1)
            check_content(i, &out.mails.items[0]);
    }
    assert_int_equal(ask_contents(ERR_UNAVAILABLE, 0, 1, &out), ERR_UNAVAILABLE);
}

static void
each_of_many_is_answered_as_if_it_were_alone(void **state)
{
    struct mail_contents out;
    size_t n = 0;

    (void)state;
    assert_int_equal(ask_contents(OK, 0, ARRAY_LEN(contents), &out), OK);
    for (size_t i = 0; i < ARRAY_LEN(contents); i++)
        if (contents[i].answered)
            check_content(i, &out.mails.items[n++]);
    assert_int_equal(n, out.mails.count);
    assert_int_equal(ask_contents(OK, 0, 0, &out), OK);
    assert_int_equal(out.mails.count, 0);
}

static void
a_recipient_is_who_has_an_account(void **state)
{
    const struct auth_mail_recipient_in in = {.body = {.user_id = uuid_new()}};
    struct mail_recipient out;
    struct request rq = mail_asked((struct world){.known = true});

    (void)state;
    assert_int_equal(auth_mail_recipient(&rq, &in, &out), OK);
    assert_true(out.wanted && out.proved);
    assert_string_equal(out.address, "ada@example.org");
    assert_string_equal(out.timezone, "Europe/Berlin");
    rq = mail_asked((struct world){.account_gone = true});
    assert_int_equal(auth_mail_recipient(&rq, &in, &out), OK);
    assert_true(!out.wanted && out.address == NULL);
    rq = mail_asked((struct world){.database = ERR_UNAVAILABLE});
    assert_int_equal(auth_mail_recipient(&rq, &in, &out), ERR_UNAVAILABLE);
}

static void
a_token_is_the_same_for_one_mail_and_another_for_each(void **state)
{
    struct uuid id = uuid_new();

    (void)state;
    assert_string_equal(mail_key_token(arena, id), mail_key_token(arena, id));
    assert_string_not_equal(mail_key_token(arena, id), mail_key_token(arena, uuid_new()));
    assert_int_equal(strlen(mail_key_token(arena, id)), 43);
}

static const struct {
    int64_t recent, wait_s, want;
} waits[] = {
    {0, 0, 0}, {4, 3600, 0}, {5, 3600, 3600}, {5, 1, 1}, {5, 0, 1}, {5, -1, 1}, {6, 7, 7},
};

static void
five_within_an_hour_are_enough(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(waits); i++) {
        struct request rq =
            mail_asked((struct world){.recent = waits[i].recent, .wait_s = waits[i].wait_s});
        enum err err = mail_may(&rq, uuid_new(), MAIL_VERIFY_EMAIL);

        assert_int_equal(err, waits[i].want ? ERR_TOO_MANY_ATTEMPTS : OK);
        assert_int_equal(rq.retry_after_s, waits[i].want);
    }
}

static const struct {
    const char *name, *asked;
    struct world world;
    enum err want;
} tokens[] = {
    {"of its kind", MAIL_VERIFY_EMAIL, {.known = true, .kind = MAIL_VERIFY_EMAIL}, OK},
    {"of the old address", MAIL_CHANGE_EMAIL, {.known = true, .kind = MAIL_CHANGE_EMAIL_OLD}, OK},
    {"of the new address", MAIL_CHANGE_EMAIL, {.known = true, .kind = MAIL_CHANGE_EMAIL_NEW}, OK},
    {"of another kind",
     MAIL_RESET_PASSWORD,
     {.known = true, .kind = MAIL_VERIFY_EMAIL},
     ERR_INVALID_TOKEN},
    {"of nobody", MAIL_RESET_PASSWORD, {.known = false}, ERR_INVALID_TOKEN},
    {"of an account that goes meanwhile",
     MAIL_RESET_PASSWORD,
     {.known = true, .kind = MAIL_RESET_PASSWORD, .account_gone = true},
     ERR_INVALID_TOKEN},
    {"that another uses meanwhile",
     MAIL_RESET_PASSWORD,
     {.known = true, .kind = MAIL_RESET_PASSWORD, .used_meanwhile = true},
     ERR_INVALID_TOKEN},
    {"while the database is away",
     MAIL_RESET_PASSWORD,
     {.database = ERR_UNAVAILABLE},
     ERR_UNAVAILABLE},
};

static void
a_token_serves_what_it_was_made_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(tokens); i++) {
        struct request rq = mail_asked(tokens[i].world);
        struct mail_found found;
        struct user account;
        enum err err;

        print_message("  %s\n", tokens[i].name);
        err = mail_token_find(&rq, "a token", tokens[i].asked, &found);
        if (!err)
            err = mail_token_use(&rq, &found, &account);
        assert_int_equal(err, tokens[i].want);
    }
}

int
main(void)
{
    const struct CMUnitTest all[] = {
        cmocka_unit_test_setup_teardown(content_has_a_token_when_the_mail_is_wanted_and_has_one,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_of_many_is_answered_as_if_it_were_alone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_recipient_is_who_has_an_account, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_token_is_the_same_for_one_mail_and_another_for_each,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(five_within_an_hour_are_enough, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_token_serves_what_it_was_made_for, set_up, tear_down),
    };
    char folder[] = "/tmp/almanac-mail-test-XXXXXX", path[64];

    must(mkdtemp(folder) != NULL);
    mail_key_load(folder);
    snprintf(path, sizeof path, "%s/mail.key", folder);
    unlink(path);
    rmdir(folder);
    return cmocka_run_group_tests(all, NULL, NULL);
}
