/*
 * A series that is split or changed.  Any rule with any further dates and exceptions, cut at any of
 * its occurrences, has the same occurrences in its two halves.  Whatever an edit makes of it is a
 * series again: its rule has a text that reads as itself, a changed occurrence stands at one that
 * there is, and, where no clock changes, there are as many as before.
 *
 * The first bytes choose, see `choose`; the rule is text up to a newline, behind it a second one
 * may stand, which is the new rule.
 */
#include "shared/base/must.h"
#include "shared/recur/course.h"
#include "shared/recur/series_internal.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { HEAD = 16, SHOWN = 60, COUNTED = 400, PLACES = 4 };

static const char *const zones[] = {"UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"};

struct chosen {
    struct series_definition d;
    struct series_date dates[PLACES];
    struct local excluded[PLACES], changed[PLACES];
    struct course_edit edit;
    int cut; /* the occurrence to split at */
};

static const struct tz *
zone_of(uint8_t byte)
{
    const char *name = zones[byte % ARRAY_LEN(zones)];

    return tz_find(name, strlen(name));
}

/* A time on some day from 2011-12-20 on; the clocks of Apia skip the 30th. */
static struct local
wall_at(uint8_t day, uint8_t half_hours, bool all_day)
{
    int64_t us = (15328 + day) * DAY_US;

    return (struct local){all_day ? us : us + half_hours % 48 * 30 * MINUTE_US};
}

static void
choose(const uint8_t *b, struct chosen *c)
{
    struct series_definition *d = &c->d;

    d->all_day = b[0] & 1;
    d->zone = d->all_day ? NULL : zone_of(b[0] >> 1);
    d->start = wall_at(b[1], b[2], d->all_day);
    d->length_us = (b[3] & 7) * 15 * MINUTE_US;
    d->days = 1 + (b[3] & 7);
    d->dates = c->dates;
    d->date_count = (b[4] & 3);
    d->excluded = c->excluded;
    d->excluded_count = b[4] >> 2 & 3;
    for (int i = 0; i < PLACES; i++) {
        c->dates[i].start = wall_at(b[5 + i], b[2 + i], d->all_day);
        c->dates[i].is_period = i == 1;
        c->dates[i].length_us = d->all_day ? 2 : HOUR_US;
        c->excluded[i] = wall_at(b[9 + i], b[2], d->all_day);
    }
    c->cut = 1 + b[13] % 20;
    c->edit = (struct course_edit){
        .from = d->start,
        .to = wall_at((uint8_t)(b[1] + (b[14] & 15)), b[15], d->all_day),
        .zone = d->all_day ? NULL : zone_of(b[14] >> 4),
        .all_day = d->all_day,
        .length_us = d->length_us,
        .days = d->days,
        .may_stay = b[14] & 64,
    };
}

/* The first occurrences; how many. */
static int
list(const struct series *s, struct occurrence *out)
{
    struct series_iter it;
    int count = 0;

    series_begin(&it, s, instant_min, instant_max);
    while (count < SHOWN && series_next(&it, &out[count]))
        count++;
    return count;
}

/* How many times the rule has; 0: too many to count, or the end of time may have taken some. */
static int
how_many(struct arena *a, const struct series_definition *d)
{
    struct series_definition bare = *d;
    struct rule_problem why;
    const struct series *s;
    struct series_iter it;
    struct occurrence o;
    int count = 0;

    bare.date_count = bare.excluded_count = 0;
    must(series_new(a, &bare, &s, &why));
    series_begin(&it, s, instant_min, instant_max);
    while (series_next(&it, &o))
        if (++count == COUNTED || o.start.us > instant_max.us - 4000 * DAY_US)
            return 0;
    return count;
}

static bool
as_many(struct arena *a, const struct series_definition *was, const struct series_definition *now)
{
    int before = how_many(a, was), after = how_many(a, now);

    return before == 0 || after == 0 || before == after;
}

static const struct series *
made(struct arena *a, const struct series_definition *d)
{
    struct rule_problem why;
    const struct series *s;
    const struct rule *again;

    must(series_new(a, d, &s, &why));
    if (d->rule != NULL) {
        const char *text = rule_text(a, d->rule);

        must(rule_parse(a, text, strlen(text), &again, &why));
        must(strcmp(rule_text(a, again), text) == 0);
    }
    return s;
}

static void
check_split(struct arena *a, const struct chosen *c, const struct series *s)
{
    struct occurrence whole[SHOWN], half[SHOWN];
    struct course_split split;
    int count = list(s, whole), heads, tails;

    if (count <= c->cut)
        return;
    course_split(a, &c->d, &whole[c->cut], &split);
    heads = list(made(a, &split.head), half);
    must(heads == c->cut);
    for (int i = 0; i < heads; i++)
        must(half[i].start.us == whole[i].start.us && half[i].end.us == whole[i].end.us);
    tails = list(made(a, &split.tail), half);
    must(tails >= count - c->cut);
    for (int i = 0; c->cut + i < count; i++) {
        must(half[i].start.us == whole[c->cut + i].start.us);
        must(half[i].end.us == whole[c->cut + i].end.us);
    }
    for (int i = 0; i < count; i++)
        must(course_in_tail(&split, whole[i].wall) == (i >= c->cut));
}

static void
check_edit(struct arena *a, struct chosen *c, const struct series *s)
{
    struct occurrence whole[SHOWN], found;
    int count = list(s, whole);
    struct course_problem problem;
    struct course out;
    const struct series *next;

    c->edit.changed = c->changed;
    for (int i = 0; i < PLACES && i * 3 < count; i++)
        c->changed[c->edit.changed_count++] = whole[i * 3].wall;
    if (!course_edit(a, &c->d, &c->edit, &out, &problem)) {
        must(problem.field != NULL && problem.why.part != NULL && problem.why.why != NULL);
        return;
    }
    next = made(a, &out.next);
    for (size_t i = 0; i < c->edit.changed_count; i++)
        must(out.changed[i].us == COURSE_NOWHERE || series_find(next, out.changed[i], &found));
    if (!c->edit.has_rule && !c->edit.may_stay && c->d.zone == c->edit.zone &&
        (c->d.zone == NULL || c->d.zone == zone_of(0)))
        must(as_many(a, &c->d, &out.next));
}

static bool
read_rule(struct arena *a, const struct chosen *c, const char **text, const struct rule **out)
{
    size_t len = strcspn(*text, "\n");
    struct rule_problem why;
    bool good = rule_parse(a, *text, len, out, &why);

    *text += len + ((*text)[len] == '\n');
    if (good)
        *out = course_formal(a, *out, c->d.zone, c->d.all_day);
    return good;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(32 << 20);
    struct chosen c = {.cut = 0};
    struct rule_problem why;
    const struct series *s;

    if (size > HEAD && size < 2048) {
        const char *text = arena_strndup(a, (const char *)data + HEAD, size - HEAD);

        choose(data, &c);
        if (read_rule(a, &c, &text, &c.d.rule) && series_check(a, &c.d, &why) &&
            series_new(a, &c.d, &s, &why)) {
            check_split(a, &c, s);
            c.edit.has_rule = *text != '\0' && read_rule(a, &c, &text, &c.edit.rule);
            check_edit(a, &c, s);
        }
    }
    arena_destroy(a);
    return 0;
}
