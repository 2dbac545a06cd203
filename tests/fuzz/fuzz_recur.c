/*
 * Any text is refused or has a canonical text that reads as itself.  Any rule, from any start, is
 * expanded in order, inside its window, within the stated number of steps; a window in the middle
 * shows what a walk from the start shows there.
 *
 * The first four bytes choose start, zone, window and kind; the rest is the rule.
 */
#include "shared/base/must.h"
#include "shared/recur/series_internal.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { SHOWN = 40 };

static const char *const zones[] = {"UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"};

static void
check_text(struct arena *a, const struct rule *rule)
{
    const char *text = rule_text(a, rule);
    const struct rule *again;
    struct rule_problem problem;

    if (strlen(text) > RECUR_TEXT_MAX)
        return;
    must(rule_parse(a, text, strlen(text), &again, &problem));
    must(strcmp(rule_text(a, again), text) == 0);
}

/* The first occurrences of a window; how many there were. */
static int
expand(const struct series *s, struct instant from, struct instant until, struct occurrence *out)
{
    struct series_iter it;
    uint64_t steps = 0;
    int count = 0;

    series_begin(&it, s, from, until);
    must(series_steps(&it) <= RECUR_STEPS);
    for (; count < SHOWN && series_next(&it, &out[count]); count++) {
        must(series_steps(&it) - steps <= RECUR_STEPS);
        must(out[count].start.us < until.us && out[count].start.us < instant_max.us);
        must(out[count].end.us > from.us || out[count].start.us >= from.us);
        must(count == 0 || out[count].start.us >= out[count - 1].start.us);
        must(count == 0 || series_key(s, &out[count]) > series_key(s, &out[count - 1]));
        steps = series_steps(&it);
    }
    return count;
}

static void
check_series(const struct series *s, struct instant from)
{
    struct occurrence whole[SHOWN], part[SHOWN], found;
    struct instant first, last;
    int count = expand(s, instant_min, instant_max, whole);

    (void)series_extent(s, &first, &last);
    for (int i = 0; i < count; i += 7)
        must(series_find(s, whole[i].wall, &found) && found.start.us == whole[i].start.us);
    if (count > 3) {
        int again = expand(s, whole[2].start, whole[3].start, part);

        must(again >= 1 || whole[2].end.us == whole[3].start.us);
        must(again <= 0 || part[again - 1].start.us == whole[2].start.us || again == SHOWN);
    }
    (void)expand(s, from, instant_max, part);
    (void)expand(s, from, (struct instant){from.us + 30 * DAY_US}, part);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(8 << 20);
    struct series_definition d = {.days = 1};
    const struct series *s;
    struct rule_problem problem;

    if (size > 4 && rule_parse(a, (const char *)data + 4, size - 4, &d.rule, &problem)) {
        check_text(a, d.rule);
        d.start.us = instant_min.us + (data[0] * 256 + data[1]) * DAY_US;
        d.all_day = data[3] & 1;
        if (!d.all_day)
            d.start.us += data[3] * INT64_C(337500000);
        d.length_us = data[3] & 2 ? INT64_C(3600000000) : 0;
        d.zone =
            tz_find(zones[data[2] % ARRAY_LEN(zones)], strlen(zones[data[2] % ARRAY_LEN(zones)]));
        if (series_check(a, &d, &problem))
            must(series_new(a, &d, &s, &problem));
        if (series_new(a, &d, &s, &problem)) {
            must(series_steps_new(s) <= RECUR_COUNT_MAX * UINT64_C(100) + RECUR_STEPS);
            check_series(s, (struct instant){instant_min.us + (255 - data[0]) * 400 * DAY_US});
        }
    }
    arena_destroy(a);
    return 0;
}
