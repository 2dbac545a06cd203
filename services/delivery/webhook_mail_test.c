/* What the mail about a disabled webhook says.  The sql_*() functions are this file's. */
#include "services/delivery/webhook_mail.h"

#include "gen/delivery/sql.h"
#include "shared/base/check.h"
#include "shared/base/test_arena.h"
#include "shared/time/test_tz.h"

static struct sql_webhook_mail_find_row stored;
static enum err answer;

enum err
sql_webhook_mail_insert(struct request *rq, const struct sql_webhook_mail_insert *q,
                        int64_t *affected)
{
    (void)rq, (void)q, (void)affected;
    return answer;
}

enum err
sql_webhook_mail_find(struct request *rq, const struct sql_webhook_mail_find *q,
                      struct sql_webhook_mail_find_row *row)
{
    (void)rq, (void)q;
    *row = stored;
    return answer;
}

static const struct {
    const char *url, *shown;
} urls[] = {
    {"https://example.org", "example.org"},
    {"https://example.org/", "example.org/"},
    {"http://example.org:8080/in/a%20b", "example.org:8080/in/a%20b"},
    {"https://example.org/in?token=secret", "example.org/in"},
    {"https://example.org?token=secret", "example.org"},
    {"https://[2606:2800:220:1::1]:8443/in?a=/b://c", "[2606:2800:220:1::1]:8443/in"},
};

static void
host_and_path_are_named_and_no_query(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
        struct sending s = {.arena = arena};
        struct letter_content content = {.address = "ada@example.org"};
        bool wanted = false;

        answer = OK;
        stored = (struct sql_webhook_mail_find_row){.url = urls[i].url, .reason = "gone"};
        assert_int_equal(webhook_mail_write(NULL, &s, &content, &wanted), OK);
        CHECK(urls[i].url, wanted && strcmp(content.about, urls[i].shown) == 0);
    }
}

static const struct {
    const char *name, *reason, *zone;
    bool failing;
    const char *why;
} reasons[] = {
    {"gone", "gone", "Europe/Berlin", false, "it answered that it is gone (410)"},
    {"gone after failures", "gone", "Europe/Berlin", true, "it answered that it is gone (410)"},
    {"failing", "failing", "Europe/Berlin", true,
     "it has accepted nothing since Monday, 1 June 2026, 09:00 (Europe/Berlin, UTC+2)"},
    {"failing, without a zone", "failing", NULL, true,
     "it has accepted nothing since Monday, 1 June 2026, 07:00 (UTC)"},
};

static void
the_reason_is_told_in_the_users_zone(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++) {
        struct sending s = {.arena = arena, .row = {.created_at = utc("2026-06-06T07:00:00Z")}};
        struct letter_content content = {.timezone = reasons[i].zone};
        bool wanted = false;

        answer = OK;
        stored = (struct sql_webhook_mail_find_row){.url = "https://example.org/in",
                                                    .reason = reasons[i].reason,
                                                    .has_failing_since = reasons[i].failing,
                                                    .failing_since = utc("2026-06-01T07:00:00Z")};
        assert_int_equal(webhook_mail_write(NULL, &s, &content, &wanted), OK);
        CHECK(reasons[i].name, wanted && strcmp(content.why, reasons[i].why) == 0);
        CHECK(reasons[i].name,
              content.when.kind == TIMES_AT && content.when.start.us == s.row.created_at.us);
    }
}

static void
of_one_that_is_active_or_gone_nothing_is_told(void **state)
{
    struct sending s = {.arena = arena};
    struct letter_content content = {.timezone = "UTC"};
    bool wanted = true;

    (void)state;
    answer = ERR_NOT_FOUND;
    assert_int_equal(webhook_mail_write(NULL, &s, &content, &wanted), OK);
    assert_false(wanted);
    answer = ERR_UNAVAILABLE;
    assert_int_equal(webhook_mail_write(NULL, &s, &content, &wanted), ERR_UNAVAILABLE);
    assert_false(wanted);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(host_and_path_are_named_and_no_query, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_reason_is_told_in_the_users_zone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(of_one_that_is_active_or_gone_nothing_is_told, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
