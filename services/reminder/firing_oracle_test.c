/*
 * Firings of random courses against a slow reading of the rules: all occurrences of a long window,
 * sorted.
 */
#include "services/reminder/firing.h"

#include "services/reminder/test_course.h"

enum {
    COURSES = 500,
    MOST = 4000,  /* occurrences in the window */
    WINDOW = 500, /* days from the start on */
    MARGIN = 120, /* days: what is moved, as long as anything lasts, four weeks */
    PICKED = 12,  /* of each list at most */
};

static uint64_t seed;

static int
any(int below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((seed >> 33) % (uint64_t)below);
}

#define ANY(array) ((array)[any((int)ARRAY_LEN(array))])

static const char *const zones[] = {
    "UTC",        "Europe/Berlin",       "America/New_York", "America/St_Johns",
    "Asia/Tokyo", "Australia/Lord_Howe", "Africa/Cairo",     "America/Santiago",
};
static const char *const timed_rules[] = {
    "FREQ=DAILY",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,SU",
    "FREQ=MONTHLY;BYDAY=-1SU",
    "FREQ=YEARLY",
    "FREQ=HOURLY;INTERVAL=5",
    "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30",
    "FREQ=MONTHLY;BYMONTHDAY=31",
};
static const char *const day_rules[] = {
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=MONTHLY", "FREQ=YEARLY",
};
static const int64_t lengths[] = {
    0, MINUTE_US, HOUR_US, 25 * HOUR_US, 3 * DAY_US, 40 * DAY_US,
};
static const int leads[] = {0, 10, 90, 1440, 10080, 40320};

/* One course with all that it comes to. */
struct sample {
    struct event_course event;
    const struct tz *zone, *user;
    struct series_definition definition; /* made apart from the code under test */
    struct firing_rule rule;
    struct instant complete; /* all that comes due before it is known */
    struct firing *due;
    size_t count;
};

static const char *
random_rule(bool all_day, struct instant start)
{
    const char *rule = all_day ? ANY(day_rules) : ANY(timed_rules);
    char day[DAY_TEXT];

    switch (any(4)) {
    case 0:
        return NULL;
    case 1:
        return arena_printf(arena, "%s;COUNT=%d", rule, 1 + any(100));
    case 2:
        day_format(day_of_instant((struct instant){start.us + any(200) * DAY_US}), day);
        return arena_printf(arena, "%s;UNTIL=%.4s%.2s%.2s", rule, day, day + 5, day + 8);
    default:
        return rule;
    }
}

static int64_t
near_place(const struct sample *s)
{
    int64_t place = s->definition.start.us + any(90) * DAY_US;

    return s->event.all_day ? place : place + any(5) * 30 * MINUTE_US;
}

static void
random_dates(struct sample *s)
{
    size_t count = (size_t)any(PICKED);
    struct event_course_date *dates = arena_array(arena, struct event_course_date, count);
    struct series_date *defined = arena_array(arena, struct series_date, count);

    if (s->event.recurrence_rule != NULL && any(2) == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        int64_t length_us = s->event.all_day ? (1 + any(9)) * DAY_US : MINUTE_US + ANY(lengths);

        dates[i].place = i > 0 && any(5) == 0 ? dates[i - 1].place : near_place(s);
        dates[i].has_length_us = any(2) == 0;
        dates[i].length_us = dates[i].has_length_us ? length_us : 0;
        defined[i] = (struct series_date){{dates[i].place},
                                          dates[i].has_length_us,
                                          s->event.all_day ? length_us / DAY_US : length_us};
    }
    s->event.rdates.items = dates;
    s->event.rdates.count = count;
    s->definition.dates = defined;
    s->definition.date_count = count;
}

static const struct series *
define(const struct sample *s, const struct tz *zone_of_it)
{
    struct series_definition d = s->definition;
    const struct series *series;
    struct rule_problem problem;

    d.zone = zone_of_it;
    if (!series_new(arena, &d, &series, &problem))
        fail_msg("%s: %s %s", s->event.recurrence_rule, problem.part, problem.why);
    return series;
}

/* Places of up to `most` occurrences, each once. */
static size_t
pick_places(const struct sample *s, size_t most, struct local *out)
{
    struct series_iter it;
    struct occurrence o;
    size_t count = 0;

    series_begin(&it, define(s, s->definition.zone), s->event.start_at, instant_max);
    while (count < most && series_next(&it, &o))
        if (any(3) == 0)
            out[count++] = o.wall;
    return count;
}

static void
random_excluded(struct sample *s)
{
    size_t most = (size_t)any(PICKED);
    struct local *walls = arena_array(arena, struct local, PICKED);
    struct event_course_place *places = arena_array(arena, struct event_course_place, PICKED);
    size_t count = pick_places(s, most, walls);

    for (size_t i = 0; i < count; i++)
        places[i].place = walls[i].us;
    s->event.exdates.items = places;
    s->event.exdates.count = count;
    s->definition.excluded = walls;
    s->definition.excluded_count = count;
}

static void
random_changed(struct sample *s)
{
    size_t most = any(2) == 0 ? 0 : (size_t)any(PICKED);
    struct local *walls = arena_array(arena, struct local, PICKED);
    struct event_course_changed *changed = arena_array(arena, struct event_course_changed, PICKED);
    size_t count = pick_places(s, most, walls);

    for (size_t i = 0; i < count; i++) {
        int64_t start = local_shown(walls[i]).us + (any(81) - 40) * DAY_US + any(3) * HOUR_US;

        changed[i] = (struct event_course_changed){
            .place = walls[i].us, .cancelled = any(3) == 0, .all_day = any(4) == 0};
        if (changed[i].all_day)
            start = instant_of_day(day_of_instant((struct instant){start})).us;
        changed[i].start_at.us = start;
        changed[i].end_at.us = start + (changed[i].all_day ? DAY_US : ANY(lengths));
    }
    s->event.changed.items = changed;
    s->event.changed.count = count;
}

/* With all-day occurrences at midnights of UTC, and changed ones where they are now. */
static void
find_end(struct sample *s)
{
    const struct tz *at = s->event.all_day ? NULL : s->definition.zone;
    struct instant first, last = {instant_max.us - 1};

    if (series_extent(define(s, at), &first, &last) == SERIES_EMPTY)
        last = s->event.start_at;
    for (size_t i = 0; i < s->event.changed.count; i++)
        if (s->event.changed.items[i].end_at.us > last.us)
            last = s->event.changed.items[i].end_at;
    s->event.has_series_end = true;
    s->event.series_end.us = last.us + 1;
}

static void
random_series(struct sample *s)
{
    struct event_course *event = &s->event;
    const char *text = random_rule(event->all_day, event->start_at);
    struct rule_problem problem;
    int64_t length_us = event->end_at.us - event->start_at.us;

    event->is_series = true;
    event->recurrence_rule = text;
    s->definition = (struct series_definition){.zone = event->all_day ? s->user : s->zone,
                                               .all_day = event->all_day,
                                               .start = {event->start_at.us},
                                               .length_us = length_us,
                                               .days = (int32_t)(length_us / DAY_US)};
    if (!event->all_day) {
        s->definition.start = tz_to_wall(s->zone, event->start_at);
        event->has_start_local = true;
        event->start_local = s->definition.start.us;
    }
    if (text != NULL && !rule_parse(arena, text, strlen(text), &s->definition.rule, &problem))
        fail_msg("%s: %s %s", text, problem.part, problem.why);
    random_dates(s);
    random_excluded(s);
    random_changed(s);
    find_end(s);
}

static void
random_event(struct sample *s)
{
    int64_t start = time_of("2024-01-01") + any(1000) * DAY_US;

    s->zone = zone(ANY(zones));
    s->user = zone(ANY(zones));
    s->event = (struct event_course){.version = 1,
                                     .all_day = any(4) == 0,
                                     .timezone = tz_name(s->zone),
                                     .has_start_at = true,
                                     .has_end_at = true};
    s->event.start_at.us = s->event.all_day ? start : start + any(48) * 30 * MINUTE_US;
    s->event.end_at.us =
        s->event.start_at.us + (s->event.all_day ? (1 + any(3)) * DAY_US : ANY(lengths));
    s->complete.us = start + (WINDOW - MARGIN) * DAY_US;
    if (any(10) > 0)
        random_series(s);
}

/* ---------------------------------------------------------------- the slow reading */

static int
compare(const void *left, const void *right)
{
    const struct firing *a = left, *b = right;

    if (a->due_at.us != b->due_at.us)
        return a->due_at.us < b->due_at.us ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static void
add(struct sample *s, struct firing f)
{
    f.due_at.us = (s->rule.of_end ? f.ends_at : f.begins_at).us - s->rule.minutes * MINUTE_US;
    if (f.due_at.us >= s->complete.us)
        return;
    assert_true(s->count < MOST);
    s->due[s->count++] = f;
}

static struct firing
times(const struct sample *s, bool all_day, struct instant start, struct instant end)
{
    if (!all_day)
        return (struct firing){.begins_at = start, .ends_at = end};
    return (struct firing){.begins_at = tz_day_start(s->user, day_of_instant(start)),
                           .ends_at = tz_day_start(s->user, day_of_instant(end)),
                           .all_day = true};
}

static bool
is_changed(const struct event_course *event, int64_t place)
{
    for (size_t i = 0; i < event->changed.count; i++)
        if (event->changed.items[i].place == place)
            return true;
    return false;
}

static void
add_occurrences(struct sample *s)
{
    struct series_iter it;
    struct occurrence o;

    series_begin(&it, define(s, s->definition.zone), instant_min,
                 (struct instant){s->event.start_at.us + WINDOW * DAY_US});
    while (series_next(&it, &o))
        if (!is_changed(&s->event, o.wall.us))
            add(s, (struct firing){.has_place = true,
                                   .place = o.wall.us,
                                   .begins_at = o.start,
                                   .ends_at = o.end,
                                   .all_day = s->event.all_day});
}

static void
add_changed(struct sample *s)
{
    for (size_t i = 0; i < s->event.changed.count; i++) {
        const struct event_course_changed *changed = &s->event.changed.items[i];
        struct firing f = times(s, changed->all_day, changed->start_at, changed->end_at);

        f.has_place = true;
        f.place = changed->place;
        if (!changed->cancelled)
            add(s, f);
    }
}

static void
compute(struct sample *s)
{
    s->due = arena_array(arena, struct firing, MOST);
    s->count = 0;
    if (s->event.is_series) {
        add_occurrences(s);
        add_changed(s);
    } else {
        add(s, times(s, s->event.all_day, s->event.start_at, s->event.end_at));
    }
    if (s->count > 0)
        qsort(s->due, s->count, sizeof *s->due, compare);
}

/* ---------------------------------------------------------------- side by side */

static bool
is_same(const struct firing *a, const struct firing *b)
{
    return a->due_at.us == b->due_at.us && a->has_place == b->has_place && a->place == b->place &&
           a->begins_at.us == b->begins_at.us && a->ends_at.us == b->ends_at.us &&
           a->all_day == b->all_day;
}

static const char *
say(const struct sample *s, const char *what, int number)
{
    return arena_printf(arena, "course %d, %s (%s of %s, %zu dates, %zu changed)", number, what,
                        s->event.recurrence_rule != NULL ? s->event.recurrence_rule : "no rule",
                        s->event.timezone, s->event.rdates.count, s->event.changed.count);
}

/* Where the slow reading has the first that comes due from then on. */
static size_t
find_from(const struct sample *s, struct instant from)
{
    size_t i = 0;

    while (i < s->count && s->due[i].due_at.us < from.us)
        i++;
    return i;
}

/* `found`, `f`: an answer; `i`: which one is right; at the end of what is known anything later is. */
static void
check(const struct sample *s, const char *name, bool found, const struct firing *f, size_t i)
{
    if (i < s->count)
        CHECK(name, found && is_same(f, &s->due[i]));
    else
        CHECK(name, !found || f->due_at.us >= s->complete.us);
}

static struct instant
random_time(const struct sample *s)
{
    if (s->count > 0 && any(2) == 0)
        return (struct instant){s->due[any((int)s->count)].due_at.us + any(3) - 1};
    return (struct instant){s->event.start_at.us + (any(WINDOW) - 100) * DAY_US};
}

static void
check_order(const struct sample *s, const struct course_ready *course, int number)
{
    const char *name = say(s, "in order", number);
    struct instant from = any(2) == 0 ? (struct instant){INT64_MIN} : random_time(s);
    size_t i = find_from(s, from);
    struct firing_iter it;
    struct firing f;
    bool found;

    firing_begin(&it, course, &s->rule, from);
    do {
        found = firing_next(&it, &f);
        check(s, name, found, &f, i);
    } while (i++ < s->count);
}

static void
check_after(const struct sample *s, const struct course_ready *course, int number)
{
    const char *name = say(s, "one after the other", number);
    struct firing f;
    bool is_last = false, ignored;

    for (size_t i = 0; i < s->count; i++) {
        bool found = firing_after(course, &s->rule, &s->due[i], &f, &is_last);

        check(s, name, found, &f, i + 1);
        if (found && i + 2 < s->count)
            CHECK(name, !is_last);
        if (found && i + 2 == s->count)
            CHECK(name, is_last == !firing_after(course, &s->rule, &f, &f, &ignored));
    }
}

static void
check_first(struct sample *s, const struct course_ready *course, int number)
{
    struct firing f;
    bool is_last, found;

    s->rule.since = random_time(s);
    found = firing_first(course, &s->rule, &f, &is_last);
    check(s, say(s, "the first", number), found, &f,
          find_from(s, (struct instant){s->rule.since.us + 1}));
}

static bool
was_told(const struct firing_past *past, const struct firing *f)
{
    for (size_t i = 0; i < past->fired_count; i++)
        if (past->fired[i].due_at.us == f->due_at.us && past->fired[i].place == f->place)
            return true;
    return false;
}

static bool
is_next(const struct sample *s, const struct firing_past *past, const struct firing *f)
{
    if (f->due_at.us <= s->rule.since.us || was_told(past, f))
        return false;
    return (past->pending != NULL && past->pending->due_at.us == f->due_at.us &&
            past->pending->place == f->place) ||
           f->begins_at.us > past->changed_at.us || f->due_at.us > past->changed_at.us;
}

static void
check_anew(struct sample *s, const struct course_ready *course, int number)
{
    struct fired *fired = arena_array(arena, struct fired, PICKED);
    struct firing_past past = {.changed_at = random_time(s), .fired = fired};
    struct firing pending, f;
    size_t right = 0;
    bool is_last, found;

    s->rule.since = random_time(s);
    if (s->count > 0 && any(3) > 0) {
        pending = s->due[any((int)s->count)];
        pending.due_at.us += any(4) == 0;
        past.pending = &pending;
    }
    for (size_t i = find_from(s, past.changed_at) + 2; i-- > 0 && past.fired_count < PICKED;)
        if (i < s->count && any(4) > 0)
            fired[past.fired_count++] =
                (struct fired){s->due[i].due_at, s->due[i].has_place, s->due[i].place};
    while (right < s->count && !is_next(s, &past, &s->due[right]))
        right++;
    found = firing_anew(arena, course, &s->rule, &past, &f, &is_last);
    check(s, say(s, "anew", number), found, &f, right);
}

static void
firings_are_those_of_the_slow_reading(void **state)
{
    size_t seen = 0;

    (void)state;
    for (int number = 1; number <= COURSES; number++) {
        struct sample s = {0};
        const struct course_ready *course;
        const char *why = NULL;

        seed = (uint64_t)number;
        arena_reset(arena);
        random_event(&s);
        course = course_ready(arena, &s.event, s.user, &why);
        CHECK(say(&s, why != NULL ? why : "ready", number), course != NULL);
        for (int i = 0; i < 2; i++) {
            s.rule =
                (struct firing_rule){.has_minutes = true, .minutes = ANY(leads), .of_end = i == 1};
            compute(&s);
            check_order(&s, course, number);
            check_after(&s, course, number);
            for (int k = 0; k < 5; k++) {
                check_first(&s, course, number);
                check_anew(&s, course, number);
            }
            seen += s.count;
        }
    }
    assert_in_range(seen, 100 * COURSES, 1000 * COURSES);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(firings_are_those_of_the_slow_reading, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
