/* Which webhooks hear which messages, and what goes by mail.  The sql_*() functions are this file's. */
#include "services/delivery/feed_match.h"

#include "gen/delivery/sql.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"

#define ADA     "018f3b5e-1111-7222-8333-444455556666"
#define EVE     "018f3b5e-2222-7222-8333-444455556666"
#define MESSAGE "018f3b5e-3333-7222-8333-444455556666"

static struct sql_webhooks_listening_row listening[2];
static size_t listening_count;
static enum err database;
static struct uuids asked;

enum err
sql_webhooks_listening(struct request *rq, const struct sql_webhooks_listening *q,
                       struct sql_webhooks_listening_row **rows, size_t *count)
{
    (void)rq;
    asked = q->user_ids;
    *rows = listening;
    *count = listening_count;
    return database;
}

static struct uuid
id_of(const char *text)
{
    struct uuid id;

    must(uuid_parse(text, strlen(text), &id));
    return id;
}

static int
ada_listens(void **state)
{
    static const char *const nouns[] = {"reminder", "contact"};

    database = OK;
    listening_count = 1;
    listening[0] = (struct sql_webhooks_listening_row){
        .id = id_of("018f3b5e-4444-7222-8333-444455556666"),
        .user_id = id_of(ADA),
        .nouns = {nouns, ARRAY_LEN(nouns)},
    };
    return set_up(state);
}

static struct feed_matches
match(const char *user, const char *kind, const char *json)
{
    struct request rq = {.arena = arena};
    struct feed_message *m = arena_one(arena, struct feed_message);
    struct feed_matches out;

    *m = (struct feed_message){.data = bytes_of(json)};
    assert_true(feed_message_address(arena, arena_printf(arena, "in.feed.%s.%s", user, kind), m));
    assert_int_equal(feed_match_addressed(&rq, m, 1, &out), OK);
    return out;
}

#define DATA(channel) "{\"id\":\"" MESSAGE "\",\"data\":{\"channel\":\"" channel "\"}}"

static const struct {
    const char *kind, *data;
    size_t webhooks, mails;
    bool is_readable;
} firings[] = {
    {"reminder.due", DATA("feed"), 0, 0, true},
    {"reminder.due", DATA("email"), 0, 1, true},
    {"reminder.due", DATA("webhook"), 1, 0, true},
    {"reminder.due", DATA("pigeon"), 0, 0, true},
    {"reminder.missed", DATA("feed"), 0, 0, true},
    {"reminder.missed", DATA("email"), 0, 0, true},
    {"reminder.missed", DATA("webhook"), 1, 0, true},
    {"reminder.created", DATA("feed"), 1, 0, true},
    {"reminder.updated", DATA("email"), 1, 0, true},
    {"reminder.deleted", "{\"id\":\"" MESSAGE "\"}", 1, 0, true},
    {"reminder.dues", DATA("email"), 1, 0, true},
    {"contact.created", DATA("email"), 1, 0, true},
    {"event.created", DATA("webhook"), 0, 0, true},
    /* What cannot be read is set aside for who may have heard it. */
    {"reminder.due", "{no json", 1, 0, false},
    {"reminder.due", "{\"id\":\"" MESSAGE "\"}", 1, 0, false},
    {"reminder.due", "{\"id\":\"" MESSAGE "\",\"data\":null}", 1, 0, false},
    {"reminder.due", "{\"id\":\"" MESSAGE "\",\"data\":{\"channel\":[\"email\"]}}", 1, 0, false},
    {"reminder.due", "{\"id\":1,\"data\":{\"channel\":\"email\"}}", 1, 0, false},
};

static void
a_firing_goes_where_its_reminder_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(firings); i++) {
        const char *name = arena_printf(arena, "%s %s", firings[i].kind, firings[i].data);
        struct feed_matches out = match(ADA, firings[i].kind, firings[i].data);

        CHECK(name, out.found_count == firings[i].webhooks);
        CHECK(name, out.mail_count == firings[i].mails);
        if (out.found_count > 0)
            CHECK(name, out.found[0].message->is_readable == firings[i].is_readable);
        if (out.mail_count > 0)
            CHECK(name, uuid_equal(out.mails[0]->user_id, id_of(ADA)) &&
                            strcmp(out.mails[0]->body, firings[i].data) == 0);
    }
}

static void
who_has_no_webhook_gets_mails_too(void **state)
{
    struct feed_matches out;

    (void)state;
    listening_count = 0;
    out = match(EVE, "reminder.due", DATA("email"));
    assert_int_equal(out.found_count, 0);
    assert_int_equal(out.mail_count, 1);
    assert_true(uuid_equal(out.mails[0]->user_id, id_of(EVE)));
}

static void
what_nobody_hears_is_not_read(void **state)
{
    struct request rq = {.arena = arena};
    struct feed_message m = {.data = bytes_of(DATA("email"))};
    struct feed_matches out;

    (void)state;
    assert_true(feed_message_address(arena, "in.feed." EVE ".reminder.updated", &m));
    assert_int_equal(feed_match_addressed(&rq, &m, 1, &out), OK);
    assert_false(m.was_read);
    assert_int_equal(asked.count, 1);
    assert_int_equal(out.found_count + out.mail_count, 0);
}

static void
a_database_that_is_away_is_an_error(void **state)
{
    struct request rq = {.arena = arena};
    struct feed_message m = {.data = bytes_of(DATA("email"))};
    struct feed_matches out;

    (void)state;
    database = ERR_UNAVAILABLE;
    assert_true(feed_message_address(arena, "in.feed." ADA ".reminder.due", &m));
    assert_int_equal(feed_match_addressed(&rq, &m, 1, &out), ERR_UNAVAILABLE);
    assert_int_equal(out.found_count + out.mail_count, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_firing_goes_where_its_reminder_says, ada_listens,
                                        tear_down),
        cmocka_unit_test_setup_teardown(who_has_no_webhook_gets_mails_too, ada_listens, tear_down),
        cmocka_unit_test_setup_teardown(what_nobody_hears_is_not_read, ada_listens, tear_down),
        cmocka_unit_test_setup_teardown(a_database_that_is_away_is_an_error, ada_listens,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
