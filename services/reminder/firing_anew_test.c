/*
 * What comes next after an event was changed, as tables of exact times.  Names such as cal#12407
 * are those of reports of other calendars that had it wrong.
 */
#include "services/reminder/firing.h"

#include "services/reminder/test_course.h"

/* A firing is written `2026-06-01T09:45Z`, of a series `2026-06-01T09:45Z@2026-06-01T10:00`. */
struct change {
    const char *name;
    struct row event; /* as it is now */
    int minutes;
    bool of_end;
    const char *at, *since; /* since: NULL: the beginning of 2026 */
    const char *changed_at;
    const char *pending, *fired;
    const char *next; /* NULL: nothing */
    bool is_last;
};

static struct fired
read_fired(const char *text)
{
    const char *place = strchr(text, '@');

    return (struct fired){.due_at = utc(text),
                          .has_place = place != NULL,
                          .place = place != NULL ? time_of(place + 1) : 0};
}

static const char *
say_firing(const struct firing *f)
{
    const char *due = say_time(f->due_at.us, "Z");

    return f->has_place ? arena_printf(arena, "%s@%s", due, say_time(f->place, "")) : due;
}

static struct firing_past
past_of(const struct change *row)
{
    char **words = words_of(row->fired);
    struct fired *fired = arena_array(arena, struct fired, count_words(words));
    struct firing_past past = {
        .changed_at = utc(row->changed_at), .fired = fired, .fired_count = count_words(words)};

    for (size_t i = 0; words[i] != NULL; i++)
        fired[i] = read_fired(words[i]);
    if (row->pending != NULL) {
        struct fired key = read_fired(row->pending);
        struct firing *pending = arena_one(arena, struct firing);

        *pending =
            (struct firing){.due_at = key.due_at, .has_place = key.has_place, .place = key.place};
        past.pending = pending;
    }
    return past;
}

static void
check_change(const struct change *row)
{
    const struct firing_rule rule = {
        .has_minutes = row->at == NULL,
        .minutes = row->minutes,
        .of_end = row->of_end,
        .has_at = row->at != NULL,
        .at = row->at != NULL ? utc(row->at) : (struct instant){0},
        .since = utc(row->since != NULL ? row->since : "2026-01-01"),
    };
    const struct firing_past past = past_of(row);
    struct firing next;
    bool is_last = false;
    bool found = firing_anew(arena, ready(row->name, &row->event), &rule, &past, &next, &is_last);

    if (!found && row->next != NULL)
        fail_msg("%s: nothing, not %s", row->name, row->next);
    if (!found) {
        CHECK(row->name, is_last);
        return;
    }
    if (row->next == NULL || strcmp(say_firing(&next), row->next) != 0)
        fail_msg("%s: got %s, not %s", row->name, say_firing(&next),
                 row->next != NULL ? row->next : "nothing");
    CHECK(row->name, is_last == row->is_last);
}

static void
check_changes(const struct change *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_change(&rows[i]);
}

static void
a_single_event_is_followed(void **state)
{
#define AT_TEN   .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z"}, .minutes = 15
#define AT_THREE .event = {.start = "2026-06-01T15:00Z", .end = "2026-06-01T16:00Z"}, .minutes = 15
    static const struct change rows[] = {
        {.name = "its title was changed",
         AT_TEN,
         .changed_at = "2026-06-01T08:00Z",
         .pending = "2026-06-01T09:45Z",
         .next = "2026-06-01T09:45Z",
         .is_last = true},
        {.name = "its title was changed when the reminder was overdue",
         AT_TEN,
         .changed_at = "2026-06-01T09:50Z",
         .pending = "2026-06-01T09:45Z",
         .next = "2026-06-01T09:45Z",
         .is_last = true},
        {.name = "and when it had begun",
         AT_TEN,
         .changed_at = "2026-06-01T10:30Z",
         .pending = "2026-06-01T09:45Z",
         .next = "2026-06-01T09:45Z",
         .is_last = true},
        {.name = "its title was changed after it was told",
         AT_TEN,
         .changed_at = "2026-06-01T09:50Z",
         .fired = "2026-06-01T09:45Z"},
        {.name = "cal#12407: moved later, the old time is not told",
         AT_THREE,
         .changed_at = "2026-06-01T08:00Z",
         .pending = "2026-06-01T09:45Z",
         .next = "2026-06-01T14:45Z",
         .is_last = true},
        {.name = "cal#12407: moved earlier, the old time is not told",
         AT_TEN,
         .changed_at = "2026-06-01T08:00Z",
         .pending = "2026-06-01T14:45Z",
         .next = "2026-06-01T09:45Z",
         .is_last = true},
        {.name = "moved such that it should have been told: at once",
         AT_TEN,
         .changed_at = "2026-06-01T09:50Z",
         .pending = "2026-06-01T14:45Z",
         .next = "2026-06-01T09:45Z",
         .is_last = true},
        {.name = "moved to the very moment: it has begun",
         AT_TEN,
         .changed_at = "2026-06-01T10:00Z",
         .pending = "2026-06-01T14:45Z"},
        {.name = "moved into the past",
         AT_TEN,
         .changed_at = "2026-06-01T12:00Z",
         .pending = "2026-06-01T14:45Z"},
        {.name = "moved later after it was told: once more",
         AT_THREE,
         .changed_at = "2026-06-01T09:50Z",
         .fired = "2026-06-01T09:45Z",
         .next = "2026-06-01T14:45Z",
         .is_last = true},
        {.name = "moved there and back: not once more",
         AT_TEN,
         .changed_at = "2026-06-01T09:55Z",
         .pending = "2026-06-01T14:45Z",
         .fired = "2026-06-01T09:45Z"},
        {.name = "the pending one was told already",
         AT_TEN,
         .changed_at = "2026-06-01T09:40Z",
         .pending = "2026-06-01T09:45Z",
         .fired = "2026-06-01T09:45Z"},
        {.name = "moved to when the reminder was not made yet",
         AT_TEN,
         .since = "2026-06-01T09:47Z",
         .changed_at = "2026-06-01T09:50Z",
         .pending = "2026-06-01T14:45Z"},
        {.name = "cancelled",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .is_cancelled = true},
         .minutes = 15,
         .changed_at = "2026-06-01T08:00Z",
         .pending = "2026-06-01T09:45Z"},
        {.name = "deleted",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .is_deleted = true},
         .minutes = 15,
         .changed_at = "2026-06-01T08:00Z",
         .pending = "2026-06-01T09:45Z"},
        {.name = "no longer cancelled",
         AT_TEN,
         .changed_at = "2026-06-01T09:50Z",
         .next = "2026-06-01T09:45Z",
         .is_last = true},
        {.name = "no longer cancelled when it is over", AT_TEN, .changed_at = "2026-06-01T12:00Z"},
        {.name = "now it ends later, and that was told",
         AT_TEN,
         .of_end = true,
         .changed_at = "2026-06-01T10:35Z",
         .fired = "2026-06-01T10:15Z",
         .next = "2026-06-01T10:45Z",
         .is_last = true},
        {.name = "now it ends so early that it is past",
         AT_TEN,
         .of_end = true,
         .changed_at = "2026-06-01T10:50Z",
         .pending = "2026-06-01T11:45Z"},
        {.name = "longer before the end than the event lasts: moved, and not begun",
         .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z"},
         .minutes = 90,
         .of_end = true,
         .changed_at = "2026-06-01T09:50Z",
         .pending = "2026-06-01T14:30Z",
         .next = "2026-06-01T09:30Z",
         .is_last = true},
    };

    (void)state;
    check_changes(rows, ARRAY_LEN(rows));
#undef AT_TEN
#undef AT_THREE
}

static void
a_time_by_itself_stays(void **state)
{
#define BY_ITSELF                                                                                  \
    .event = {.start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z"}, .at = "2026-05-01T08:00Z"
    static const struct change rows[] = {
        {.name = "whenever the event is moved to",
         BY_ITSELF,
         .changed_at = "2026-04-01",
         .pending = "2026-05-01T08:00Z",
         .next = "2026-05-01T08:00Z",
         .is_last = true},
        {.name = "also when it is overdue",
         BY_ITSELF,
         .changed_at = "2026-08-01",
         .pending = "2026-05-01T08:00Z",
         .next = "2026-05-01T08:00Z",
         .is_last = true},
        {.name = "it was told",
         BY_ITSELF,
         .changed_at = "2026-05-02",
         .fired = "2026-05-01T08:00Z"},
        {.name = "no longer cancelled, and not begun",
         BY_ITSELF,
         .changed_at = "2026-05-02",
         .next = "2026-05-01T08:00Z",
         .is_last = true},
        {.name = "no longer cancelled, and over", BY_ITSELF, .changed_at = "2026-06-02"},
        {.name = "the reminder is younger",
         BY_ITSELF,
         .since = "2026-05-01T08:00Z",
         .changed_at = "2026-05-02"},
    };

    (void)state;
    check_changes(rows, ARRAY_LEN(rows));
#undef BY_ITSELF
}

static void
a_series_is_followed(void **state)
{
#define DAILY                                                                                      \
    .start = "2026-06-01T10:00Z", .end = "2026-06-01T11:00Z", .rule = "FREQ=DAILY;COUNT=5",        \
    .series_end = "2026-06-05T11:00:01Z"
#define IN_BERLIN                                                                                  \
    .start = "2026-03-27T01:30Z", .end = "2026-03-27T02:00Z", .zone = "Europe/Berlin",             \
    .rule = "FREQ=DAILY"
#define IN_NEW_YORK                                                                                \
    .start = "2026-03-27T06:30Z", .end = "2026-03-27T07:00Z", .zone = "America/New_York",          \
    .rule = "FREQ=DAILY"
#define IN_TOKYO                                                                                   \
    .start = "2026-03-26T17:30Z", .end = "2026-03-26T18:00Z", .zone = "Asia/Tokyo",                \
    .rule = "FREQ=DAILY"
    static const struct change rows[] = {
        {.name = "its title was changed",
         .event = {DAILY},
         .minutes = 15,
         .changed_at = "2026-06-02T12:00Z",
         .pending = "2026-06-03T09:45Z@2026-06-03T10:00",
         .fired = "2026-06-01T09:45Z@2026-06-01T10:00 2026-06-02T09:45Z@2026-06-02T10:00",
         .next = "2026-06-03T09:45Z@2026-06-03T10:00"},
        {.name = "its title was changed when a reminder was overdue by two days",
         .event = {DAILY},
         .minutes = 15,
         .changed_at = "2026-06-04T12:00Z",
         .pending = "2026-06-02T09:45Z@2026-06-02T10:00",
         .fired = "2026-06-01T09:45Z@2026-06-01T10:00",
         .next = "2026-06-02T09:45Z@2026-06-02T10:00"},
        {.name = "what was told is not told again, though it has not begun",
         .event = {DAILY},
         .minutes = 1440,
         .changed_at = "2026-06-02T12:00Z",
         .fired = "2026-06-02T10:00Z@2026-06-03T10:00 2026-06-01T10:00Z@2026-06-02T10:00 "
                  "2026-05-31T10:00Z@2026-06-01T10:00",
         .next = "2026-06-03T10:00Z@2026-06-04T10:00"},
        {.name = "what was due before the reminder was made is not told",
         .event = {DAILY},
         .minutes = 1440,
         .since = "2026-06-02T12:00Z",
         .changed_at = "2026-06-02T12:30Z",
         .next = "2026-06-03T10:00Z@2026-06-04T10:00"},
        {.name = "the last has been told",
         .event = {DAILY},
         .minutes = 15,
         .changed_at = "2026-06-05T09:50Z",
         .fired = "2026-06-05T09:45Z@2026-06-05T10:00"},
        {.name = "the last is to come",
         .event = {DAILY},
         .minutes = 15,
         .changed_at = "2026-06-05T09:40Z",
         .next = "2026-06-05T09:45Z@2026-06-05T10:00",
         .is_last = true},
        {.name = "the pending occurrence was cancelled",
         .event = {DAILY, .changed = "2026-06-03T10:00="},
         .minutes = 15,
         .changed_at = "2026-06-02T12:00Z",
         .pending = "2026-06-03T09:45Z@2026-06-03T10:00",
         .next = "2026-06-04T09:45Z@2026-06-04T10:00"},
        {.name = "the pending occurrence was excluded",
         .event = {DAILY, .excluded = "2026-06-03T10:00"},
         .minutes = 15,
         .changed_at = "2026-06-02T12:00Z",
         .pending = "2026-06-03T09:45Z@2026-06-03T10:00",
         .next = "2026-06-04T09:45Z@2026-06-04T10:00"},
        {.name = "cal#12407: the pending occurrence was moved behind the next",
         .event = {DAILY, .changed = "2026-06-03T10:00=2026-06-04T12:00Z/2026-06-04T13:00Z"},
         .minutes = 15,
         .changed_at = "2026-06-02T12:00Z",
         .pending = "2026-06-03T09:45Z@2026-06-03T10:00",
         .next = "2026-06-04T09:45Z@2026-06-04T10:00"},
        {.name = "another takes the time of the pending one, which is cancelled",
         .event = {DAILY, .changed = "2026-06-03T10:00= "
                                     "2026-06-05T10:00=2026-06-03T10:00Z/2026-06-03T11:00Z"},
         .minutes = 15,
         .changed_at = "2026-06-03T11:00Z",
         .pending = "2026-06-03T09:45Z@2026-06-03T10:00",
         .next = "2026-06-04T09:45Z@2026-06-04T10:00",
         .is_last = true},
        {.name = "an occurrence was moved before the pending one",
         .event = {DAILY, .changed = "2026-06-05T10:00=2026-06-02T15:00Z/2026-06-02T16:00Z"},
         .minutes = 15,
         .changed_at = "2026-06-02T12:00Z",
         .pending = "2026-06-03T09:45Z@2026-06-03T10:00",
         .next = "2026-06-02T14:45Z@2026-06-05T10:00"},
        {.name = "an occurrence was moved before what was told already: at once",
         .event = {DAILY, .changed = "2026-06-05T10:00=2026-06-02T09:40Z/2026-06-02T09:50Z"},
         .minutes = 60,
         .changed_at = "2026-06-02T09:30Z",
         .pending = "2026-06-03T09:00Z@2026-06-03T10:00",
         .fired = "2026-06-02T09:00Z@2026-06-02T10:00",
         .next = "2026-06-02T08:40Z@2026-06-05T10:00"},
        {.name = "and when that was told, the pending one",
         .event = {DAILY, .changed = "2026-06-05T10:00=2026-06-02T09:40Z/2026-06-02T09:50Z"},
         .minutes = 60,
         .changed_at = "2026-06-02T09:30Z",
         .fired = "2026-06-02T09:00Z@2026-06-02T10:00 2026-06-02T08:40Z@2026-06-05T10:00",
         .next = "2026-06-03T09:00Z@2026-06-03T10:00"},
        {.name = "an occurrence was moved into the past",
         .event = {DAILY, .changed = "2026-06-04T10:00=2026-06-02T11:00Z/2026-06-02T11:30Z"},
         .minutes = 15,
         .changed_at = "2026-06-02T12:00Z",
         .pending = "2026-06-03T09:45Z@2026-06-03T10:00",
         .next = "2026-06-03T09:45Z@2026-06-03T10:00"},
        {.name = "the one that was told was moved later: once more",
         .event = {DAILY, .changed = "2026-06-02T10:00=2026-06-02T15:00Z/2026-06-02T16:00Z"},
         .minutes = 15,
         .changed_at = "2026-06-02T09:50Z",
         .pending = "2026-06-03T09:45Z@2026-06-03T10:00",
         .fired = "2026-06-02T09:45Z@2026-06-02T10:00",
         .next = "2026-06-02T14:45Z@2026-06-02T10:00"},
        {.name = "the whole series was moved an hour later when the first was told",
         .event = {.start = "2026-06-01T11:00Z",
                   .end = "2026-06-01T12:00Z",
                   .rule = "FREQ=DAILY;COUNT=5"},
         .minutes = 15,
         .changed_at = "2026-06-01T09:50Z",
         .pending = "2026-06-02T09:45Z@2026-06-02T10:00",
         .fired = "2026-06-01T09:45Z@2026-06-01T10:00",
         .next = "2026-06-01T10:45Z@2026-06-01T11:00"},
        {.name = "a dense series over many years",
         .event = {.start = "1990-01-01T00:00Z",
                   .end = "1990-01-01T00:01Z",
                   .rule = "FREQ=MINUTELY"},
         .minutes = 15,
         .since = "1990-01-01T00:00Z",
         .changed_at = "2026-06-01T12:00Z",
         .pending = "2026-06-01T11:40Z@2026-06-01T11:55",
         .next = "2026-06-01T11:40Z@2026-06-01T11:55"},
        {.name = "the gap of March in Berlin",
         .event = {IN_BERLIN},
         .minutes = 10,
         .changed_at = "2026-03-28T12:00Z",
         .pending = "2026-03-29T01:20Z@2026-03-29T02:30",
         .fired = "2026-03-28T01:20Z@2026-03-28T02:30",
         .next = "2026-03-29T01:20Z@2026-03-29T02:30"},
        {.name = "from there to New York before that",
         .event = {IN_NEW_YORK},
         .minutes = 10,
         .changed_at = "2026-03-28T12:00Z",
         .pending = "2026-03-29T01:20Z@2026-03-29T02:30",
         .fired = "2026-03-27T01:20Z@2026-03-27T02:30 2026-03-28T01:20Z@2026-03-28T02:30",
         .next = "2026-03-29T06:20Z@2026-03-29T02:30"},
        {.name = "to New York when it was told: the same occurrence is yet to come",
         .event = {IN_NEW_YORK},
         .minutes = 10,
         .changed_at = "2026-03-28T02:00Z",
         .pending = "2026-03-29T01:20Z@2026-03-29T02:30",
         .fired = "2026-03-27T01:20Z@2026-03-27T02:30 2026-03-28T01:20Z@2026-03-28T02:30",
         .next = "2026-03-28T06:20Z@2026-03-28T02:30"},
        {.name = "to Tokyo, where the next comes earlier",
         .event = {IN_TOKYO},
         .minutes = 10,
         .changed_at = "2026-03-28T12:00Z",
         .pending = "2026-03-29T01:20Z@2026-03-29T02:30",
         .fired = "2026-03-27T01:20Z@2026-03-27T02:30 2026-03-28T01:20Z@2026-03-28T02:30",
         .next = "2026-03-28T17:20Z@2026-03-29T02:30"},
        {.name = "to Tokyo, where the next has begun",
         .event = {IN_TOKYO},
         .minutes = 10,
         .changed_at = "2026-03-28T17:30Z",
         .pending = "2026-03-29T01:20Z@2026-03-29T02:30",
         .fired = "2026-03-27T01:20Z@2026-03-27T02:30 2026-03-28T01:20Z@2026-03-28T02:30",
         .next = "2026-03-29T17:20Z@2026-03-30T02:30"},
    };

    (void)state;
    check_changes(rows, ARRAY_LEN(rows));
#undef DAILY
#undef IN_BERLIN
#undef IN_NEW_YORK
#undef IN_TOKYO
}

static void
the_zone_of_the_user_is_followed(void **state)
{
    static const struct change rows[] = {
        {.name = "westward: the midnight is yet to come",
         .event = {.start = "2026-06-10", .end = "2026-06-11", .user = "America/New_York"},
         .minutes = 60,
         .changed_at = "2026-06-09T10:00Z",
         .pending = "2026-06-09T14:00Z",
         .next = "2026-06-10T03:00Z",
         .is_last = true},
        {.name = "eastward: it should have been told, and has not begun",
         .event = {.start = "2026-06-10", .end = "2026-06-11", .user = "Asia/Tokyo"},
         .minutes = 60,
         .changed_at = "2026-06-09T14:30Z",
         .pending = "2026-06-10T03:00Z",
         .next = "2026-06-09T14:00Z",
         .is_last = true},
        {.name = "eastward: it has begun",
         .event = {.start = "2026-06-10", .end = "2026-06-11", .user = "Asia/Tokyo"},
         .minutes = 60,
         .changed_at = "2026-06-09T20:00Z",
         .pending = "2026-06-10T03:00Z"},
        {.name = "a timed event stays",
         .event = {.start = "2026-06-10T10:00Z", .end = "2026-06-10T11:00Z", .user = "Asia/Tokyo"},
         .minutes = 60,
         .changed_at = "2026-06-09T20:00Z",
         .pending = "2026-06-10T09:00Z",
         .next = "2026-06-10T09:00Z",
         .is_last = true},
    };

    (void)state;
    check_changes(rows, ARRAY_LEN(rows));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_single_event_is_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_time_by_itself_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_series_is_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_zone_of_the_user_is_followed, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
