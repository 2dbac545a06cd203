/* What the mail of a reminder says, and when there is none.  The sql_*() functions are this file's. */
#include "services/delivery/reminder_mail.h"

#include "gen/delivery/sql.h"
#include "shared/base/check.h"
#include "shared/base/must.h"
#include "shared/base/test_arena.h"
#include "shared/time/test_tz.h"

static struct sql_reminder_mails_add added;

enum err
sql_reminder_mails_add(struct request *rq, const struct sql_reminder_mails_add *q,
                       int64_t *affected)
{
    (void)rq, (void)affected;
    added = *q;
    return OK;
}

#define MESSAGE(data) "{\"id\":\"018f3b5e-3333-7222-8333-444455556666\",\"data\":{" data "}}"
#define DUE           "\"due_at\":\"2026-06-01T06:50:00Z\""
#define TIMED         DUE ",\"start_time\":\"2026-06-01T07:00:00Z\",\"end_time\":\"2026-06-01T08:00:00Z\""
#define DAYS          DUE ",\"start_time\":\"2026-06-01\",\"end_time\":\"2026-06-03\""

static struct sending
sending_of(const char *body)
{
    return (struct sending){.arena = arena,
                            .row = {.kind = "reminder",
                                    .owner = "delivery",
                                    .body = body != NULL ? bytes_of(body) : (struct bytes){0}}};
}

static const struct {
    const char *body, *about, *place, *when;
} says[] = {
    {MESSAGE(TIMED ",\"title\":\"Lunch\""), "Lunch", NULL,
     "Monday, 1 June 2026, 09:00-10:00 (Europe/Berlin, UTC+2)"},
    {MESSAGE(TIMED ",\"title\":null"), "an event", NULL,
     "Monday, 1 June 2026, 09:00-10:00 (Europe/Berlin, UTC+2)"},
    {MESSAGE(TIMED), "an event", NULL, "Monday, 1 June 2026, 09:00-10:00 (Europe/Berlin, UTC+2)"},
    {MESSAGE(TIMED ",\"title\":\"\""), "an event", NULL,
     "Monday, 1 June 2026, 09:00-10:00 (Europe/Berlin, UTC+2)"},
    {MESSAGE(DAYS ",\"title\":\"Fair\""), "Fair", NULL,
     "Monday, 1 June 2026 - Tuesday, 2 June 2026, all day (Europe/Berlin)"},
    {MESSAGE(DUE ",\"start_time\":\"2026-06-01\",\"end_time\":\"2026-06-02\",\"title\":\"Fair\""),
     "Fair", NULL, "Monday, 1 June 2026, all day (Europe/Berlin)"},
    {MESSAGE(DUE ",\"title\":\"Call\",\"location\":\"Room 4\""), "Call", "Room 4", NULL},
};

static void
title_and_times_are_those_of_the_message(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(says); i++) {
        struct letter_content content = {.proved = true, .timezone = "Europe/Berlin"};
        const struct sending s = sending_of(says[i].body);
        struct sending_result end;
        const char *when;

        CHECK(says[i].body, reminder_mail_write(&s, utc("2026-06-01T06:50:01Z"), &content, &end));
        CHECK(says[i].body, strcmp(content.kind, "reminder") == 0);
        CHECK(says[i].body, strcmp(content.about, says[i].about) == 0);
        CHECK(says[i].body, says[i].place == NULL ? content.place == NULL
                                                  : strcmp(content.place, says[i].place) == 0);
        when = times_text(arena, tz_or_utc("Europe/Berlin"), &content.when);
        CHECK(says[i].body, says[i].when == NULL ? when == NULL : strcmp(when, says[i].when) == 0);
    }
}

static const struct {
    const char *name, *body, *zone, *now;
    bool proved;
    const char *why; /* NULL: it is sent */
} ends[] = {
    {"in time", MESSAGE(TIMED), "UTC", "2026-06-01T06:50:00Z", true, NULL},
    {"a stranger", MESSAGE(TIMED), "UTC", "2026-06-01T06:50:00Z", false,
     "the address has not proved itself"},
    {"the event has begun", MESSAGE(TIMED), "UTC", "2026-06-01T07:59:59Z", true, NULL},
    {"the event is over", MESSAGE(TIMED), "UTC", "2026-06-01T08:00:00Z", true, "the event is over"},
    {"due as it ended",
     MESSAGE("\"due_at\":\"2026-06-01T08:00:00Z\","
             "\"start_time\":\"2026-06-01T07:00:00Z\","
             "\"end_time\":\"2026-06-01T08:00:00Z\""),
     "UTC", "2026-06-01T08:59:59Z", true, NULL},
    {"due an hour ago as it ended",
     MESSAGE("\"due_at\":\"2026-06-01T08:00:00Z\","
             "\"start_time\":\"2026-06-01T07:00:00Z\","
             "\"end_time\":\"2026-06-01T08:00:00Z\""),
     "UTC", "2026-06-01T09:00:00Z", true, "the event is over"},
    {"the last minute of the days", MESSAGE(DAYS), "America/New_York", "2026-06-03T03:59:59Z", true,
     NULL},
    {"the days are over there", MESSAGE(DAYS), "America/New_York", "2026-06-03T04:00:00Z", true,
     "the event is over"},
    {"the days are over", MESSAGE(DAYS), NULL, "2026-06-03T00:00:00Z", true, "the event is over"},
    {"at a time by itself", MESSAGE(DUE), "UTC", "2026-06-02T06:49:00Z", true, NULL},
    {"not kept", NULL, "UTC", "2026-06-01T06:50:00Z", true, "its message is not kept any more"},
    {"not readable", "{", "UTC", "2026-06-01T06:50:00Z", true, "its message cannot be read"},
    {"no data", "{\"id\":1}", "UTC", "2026-06-01T06:50:00Z", true, "its message cannot be read"},
};

static void
it_is_sent_as_long_as_there_is_something_to_tell(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        struct letter_content content = {.proved = ends[i].proved, .timezone = ends[i].zone};
        const struct sending s = sending_of(ends[i].body);
        struct sending_result end = {.why = ""};

        CHECK(ends[i].name,
              reminder_mail_write(&s, utc(ends[i].now), &content, &end) == (ends[i].why == NULL));
        CHECK(ends[i].name, strcmp(end.why, ends[i].why != NULL ? ends[i].why : "") == 0);
    }
}

static void
a_message_has_one_mail_for_each_user(void **state)
{
    struct request rq = {.arena = arena};
    struct feed_message one = {.id = {{1}}, .user_id = {{2}}, .body = "1"},
                        other = {.id = {{1}}, .user_id = {{3}}, .body = "2"};
    const struct feed_message *all[] = {&one, &other, &one};

    (void)state;
    assert_int_equal(reminder_mails_add(&rq, all, ARRAY_LEN(all), utc("2026-06-01T06:50:00Z")), OK);
    assert_int_equal(added.ids.count, 3);
    assert_true(uuid_equal(added.ids.items[0], added.ids.items[2]));
    assert_false(uuid_equal(added.ids.items[0], added.ids.items[1]));
    assert_true(uuid_equal(added.user_ids.items[1], other.user_id));
    assert_string_equal(added.bodies.items[1], "2");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(title_and_times_are_those_of_the_message, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(it_is_sent_as_long_as_there_is_something_to_tell, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_message_has_one_mail_for_each_user, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
