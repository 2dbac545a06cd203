/* How many mails are enough, and who wants none.  The sql_*() functions are this file's: a table of addresses. */
#include "services/delivery/letter_may.h"

#include "gen/delivery/sql.h"
#include "services/delivery/mail_key.h"
#include "services/delivery/settings.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/time/test_tz.h"

enum { KNOWN_MAX = 8 };

static struct sql_addresses_hold_row known[KNOWN_MAX];
static size_t known_count;
static int64_t this_hour;
static enum err database;
static struct sql_address_bounce bounced;

static struct sql_addresses_hold_row *
row_of(struct uuid id)
{
    for (size_t i = 0; i < known_count; i++)
        if (uuid_equal(known[i].id, id))
            return &known[i];
    known[known_count] = (struct sql_addresses_hold_row){.id = id};
    return &known[known_count++];
}

static struct sql_addresses_hold_row *
address_row(const char *counted)
{
    return row_of(recipient_id(mail_key(), counted));
}

enum err
sql_addresses_hold(struct request *rq, const struct sql_addresses_hold *q,
                   struct sql_addresses_hold_row **rows, size_t *count)
{
    *rows = arena_array(rq->arena, struct sql_addresses_hold_row, q->ids.count);
    *count = q->ids.count;
    for (size_t i = 0; i < q->ids.count; i++) {
        struct sql_addresses_hold_row *row = row_of(q->ids.items[i]);

        for (size_t j = 0; j < q->proved.count; j++)
            row->proved = row->proved || uuid_equal(q->proved.items[j], row->id);
        row->free_at = (struct instant){q->now.us + DAY_US};
        /* Not in the order of the question. */
        (*rows)[q->ids.count - 1 - i] = *row;
    }
    return database;
}

enum err
sql_addresses_count(struct request *rq, const struct sql_addresses_count *q, int64_t *affected)
{
    (void)rq, (void)affected;
    for (size_t i = 0; i < q->ids.count; i++)
        row_of(q->ids.items[i])->sent++;
    return OK;
}

enum err
sql_mail_hour_count(struct request *rq, const struct sql_mail_hour_count *q,
                    struct sql_mail_hour_count_row *row)
{
    (void)rq;
    assert_int_equal(q->hour.us % HOUR_US, 0);
    this_hour += q->mails;
    row->sent = this_hour;
    return OK;
}

enum err
sql_address_bounce(struct request *rq, const struct sql_address_bounce *q, int64_t *affected)
{
    (void)rq, (void)affected;
    bounced = *q;
    return OK;
}

static int
nobody_known(void **state)
{
    known_count = 0;
    this_hour = 0;
    database = OK;
    settings.mails_per_hour = 1000;
    return set_up(state);
}

static size_t
allowed(struct letter_wish *wishes, size_t count)
{
    struct request rq = {.arena = arena};
    size_t sent = 0;

    assert_int_equal(letter_may(&rq, wishes, count, utc("2026-06-01T07:30:00Z")), OK);
    for (size_t i = 0; i < count; i++) {
        sent += wishes[i].verdict == LETTER_SEND;
        CHECK(wishes[i].address, wishes[i].verdict == LETTER_SEND || wishes[i].why != NULL);
    }
    return sent;
}

static enum letter_verdict
verdict(const char *address, bool proved, bool counted)
{
    struct letter_wish wish = {.address = address, .proved = proved, .counted = counted};

    allowed(&wish, 1);
    return wish.verdict;
}

static void
a_stranger_has_five_a_day(void **state)
{
    static const char *const forms[] = {"ada@example.org", "Ada@example.org", "ada+a@example.org",
                                        "ada+b@EXAMPLE.org", " ada@example.org"};

    (void)state;
    for (int i = 0; i < LETTERS_TO_STRANGER; i++)
        assert_int_equal(verdict(forms[i], false, false), LETTER_SEND);
    assert_int_equal(verdict("ada+c@example.org", false, false), LETTER_LATER);
    assert_int_equal(verdict("ada@example.org", false, true), LETTER_SEND);
    assert_int_equal(verdict("eve@example.org", false, false), LETTER_SEND);
    assert_int_equal(address_row("ada@example.org")->sent, LETTERS_TO_STRANGER);
}

static void
who_is_known_has_a_hundred(void **state)
{
    (void)state;
    for (int i = 0; i < LETTERS_TO_PROVED; i++)
        assert_int_equal(verdict("ada@example.org", i == 0, false), LETTER_SEND);
    assert_int_equal(verdict("ada@example.org", true, false), LETTER_LATER);
}

static enum letter_verdict
verdict_of_reminder(const char *address)
{
    struct letter_wish wish = {.address = address, .proved = true, .reminder = true};

    allowed(&wish, 1);
    return wish.verdict;
}

static void
reminders_leave_some_of_the_day_to_others(void **state)
{
    (void)state;
    for (int i = 0; i < LETTERS_THEN_NO_REMINDER; i++)
        assert_int_equal(verdict_of_reminder("ada@example.org"), LETTER_SEND);
    assert_int_equal(verdict_of_reminder("ada@example.org"), LETTER_NEVER);
    assert_int_equal(verdict("ada@example.org", true, false), LETTER_SEND);
    assert_int_equal(this_hour, LETTERS_THEN_NO_REMINDER + 1);
}

static void
reminders_leave_some_of_the_hour_to_others(void **state)
{
    struct letter_wish wishes[] = {{.address = "a@example.org", .reminder = true, .proved = true},
                                   {.address = "b@example.org"},
                                   {.address = "c@example.org", .reminder = true, .proved = true},
                                   {.address = "d@example.org"}};

    (void)state;
    settings.mails_per_hour = 10;
    this_hour = 6;
    assert_int_equal(allowed(wishes, ARRAY_LEN(wishes)), 3);
    assert_int_equal(wishes[2].verdict, LETTER_LATER);
    assert_int_equal(wishes[2].at.us, utc("2026-06-01T08:00:00Z").us);
    assert_int_equal(this_hour, 9);
    for (int i = 0; i < 20; i++)
        assert_int_equal(verdict_of_reminder("a@example.org"), LETTER_LATER);
    assert_int_equal(verdict("a@example.org", true, false), LETTER_SEND);
    assert_int_equal(verdict("a@example.org", true, false), LETTER_LATER);
    assert_int_equal(this_hour, 10);
}

static void
mails_of_one_batch_count_too(void **state)
{
    struct letter_wish wishes[] = {
        {.address = "ada@example.org"},   {.address = "eve@example.org"},
        {.address = "ada@example.org"},   {.address = "ada+x@example.org"},
        {.address = "ada@example.org"},   {.address = "ADA@example.org"},
        {.address = "ada@example.org"},   {.address = "ada@example.org", .counted = true},
        {.address = "no address at all"},
    };

    (void)state;
    assert_int_equal(allowed(wishes, ARRAY_LEN(wishes)), 7);
    assert_int_equal(wishes[6].verdict, LETTER_LATER);
    assert_int_equal(wishes[6].at.us, utc("2026-06-02T07:30:00Z").us);
    assert_int_equal(wishes[8].verdict, LETTER_NEVER);
    assert_int_equal(address_row("ada@example.org")->sent, 5);
    assert_int_equal(address_row("eve@example.org")->sent, 1);
    assert_int_equal(this_hour, 6);
}

static void
who_wants_none_gets_none(void **state)
{
    (void)state;
    address_row("ada@example.org")->stopped = true;
    address_row("eve@example.org")->bounced = true;
    assert_int_equal(verdict("ada+x@example.org", true, true), LETTER_NEVER);
    assert_int_equal(verdict("ada@example.org", true, false), LETTER_NEVER);
    assert_int_equal(verdict("eve@example.org", true, false), LETTER_NEVER);
    assert_int_equal(this_hour, 0);
}

static void
an_hour_has_its_mails(void **state)
{
    struct letter_wish wishes[] = {{.address = "a@example.org"},
                                   {.address = "b@example.org"},
                                   {.address = "c@example.org", .counted = true},
                                   {.address = "d@example.org"}};

    (void)state;
    settings.mails_per_hour = 2;
    assert_int_equal(allowed(wishes, ARRAY_LEN(wishes)), 3);
    assert_int_equal(wishes[3].verdict, LETTER_LATER);
    assert_int_equal(wishes[3].at.us, utc("2026-06-01T08:00:00Z").us);
    assert_int_equal(address_row("d@example.org")->sent, 0);
    assert_int_equal(verdict("e@example.org", true, false), LETTER_LATER);
    assert_int_equal(verdict("a@example.org", true, true), LETTER_SEND);
}

static void
a_database_that_is_away_decides_nothing(void **state)
{
    struct letter_wish wish = {.address = "ada@example.org"};
    struct request rq = {.arena = arena};

    (void)state;
    database = ERR_UNAVAILABLE;
    assert_int_equal(letter_may(&rq, &wish, 1, utc("2026-06-01T07:30:00Z")), ERR_UNAVAILABLE);
}

static const struct {
    const char *name;
    int status;
    const char *enhanced, *kept; /* NULL: it is no bounce */
} answers[] = {
    {"no such user", 550, "5.1.1", "550 5.1.1"},
    {"no such user, without a code of RFC 3463", 550, "", "550 "},
    {"moved", 551, "", "551 "},
    {"its name is not allowed", 553, "", "553 "},
    {"takes no mail (RFC 7505)", 556, "5.1.10", "556 5.1.10"},
    {"disabled", 550, "5.2.1", "550 5.2.1"},
    {"full", 552, "5.2.2", NULL},
    {"full, without a code", 552, "", NULL},
    {"our address is unwelcome", 550, "5.1.8", NULL},
    {"looks like spam", 550, "5.7.1", NULL},
    {"not authenticated", 550, "5.7.26", NULL},
    {"the command was not understood", 501, "5.5.4", NULL},
    {"the same, without a code", 503, "", NULL},
    {"refused for some reason", 554, "", NULL},
    {"later", 450, "4.1.1", NULL},
    {"taken", 250, "2.1.5", NULL},
};

static void
a_bounce_is_known_by_its_codes(void **state)
{
    struct request rq = {.arena = arena};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        CHECK(answers[i].name, letter_is_bounce(answers[i].status, answers[i].enhanced) ==
                                   (answers[i].kept != NULL));
        if (answers[i].kept == NULL)
            continue;
        assert_int_equal(letter_bounced(&rq, "Ada+x@example.org", answers[i].status,
                                        answers[i].enhanced, utc("2026-06-01T07:30:00Z")),
                         OK);
        assert_true(uuid_equal(bounced.id, recipient_id(mail_key(), "ada@example.org")));
        assert_string_equal(bounced.bounce, answers[i].kept);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_stranger_has_five_a_day, nobody_known, tear_down),
        cmocka_unit_test_setup_teardown(who_is_known_has_a_hundred, nobody_known, tear_down),
        cmocka_unit_test_setup_teardown(reminders_leave_some_of_the_day_to_others, nobody_known,
                                        tear_down),
        cmocka_unit_test_setup_teardown(reminders_leave_some_of_the_hour_to_others, nobody_known,
                                        tear_down),
        cmocka_unit_test_setup_teardown(mails_of_one_batch_count_too, nobody_known, tear_down),
        cmocka_unit_test_setup_teardown(who_wants_none_gets_none, nobody_known, tear_down),
        cmocka_unit_test_setup_teardown(an_hour_has_its_mails, nobody_known, tear_down),
        cmocka_unit_test_setup_teardown(a_database_that_is_away_decides_nothing, nobody_known,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_bounce_is_known_by_its_codes, nobody_known, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
