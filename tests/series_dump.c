/*
 * series_dump - edits of series for a script: reads one JSON object per line, prints one per line.
 *
 *   {"series": {"start": "2026-03-01T09:00", "zone": "Europe/Berlin", "all_day": false,
 *               "length": "PT1H", "rule": "FREQ=DAILY;COUNT=5", "rdates": [], "exdates": []},
 *    "edits": [{"on": 0, "op": "this", "place": "2026-03-02T09:00", "fold": 0, "delete": true},
 *              {"on": 0, "op": "following", "place": "2026-03-03T09:00",
 *               "start": "2026-03-03T10:00", "zone": "...", "length": "PT2H", "rule": "...",
 *               "rdates": [...], "exdates": [...]},
 *              {"on": 1, "op": "all", "start": "2026-03-03T11:00"}],
 *    "until": "2030-01-01T00:00"}
 *
 * Answers
 *
 *   {"series": [{"start": "...", "fold": 0, "zone": "...", "all_day": false, "length": "PT3600S",
 *                "rule": "FREQ=DAILY;COUNT=2", "rdates": [...], "exdates": [...],
 *                "occurrences": [{"place": "2026-03-01T09:00:00", "fold": 0,
 *                                 "start": "2026-03-01T08:00:00Z", "end": "...",
 *                                 "state": "plain"}]}],
 *    "refused": [[1, "start_time"]], "dropped": [0, 0, 0]}
 *
 * Walls are those of the series' zone, `2026-03-01T09:00`, with or without seconds; of all-day
 * series dates.  `fold` 1 (or, in rdates and exdates and in "start", a `~` behind the wall) is the
 * second of two times that the clock shows.  A wall that no clock shows is taken as it is.
 * An element of rdates may have its length: `2026-03-01T09:00/PT2H`.  Lengths are `PT..S`, `PT..M`,
 * `PT..H` or `P..D`, one unit.  "rule" null: none.  Members that are left out do not change.
 *
 * "on" is the series that is edited, in the order in which they were made; a split adds one behind
 * the others.  A series that was deleted is null.
 *
 *   this       "delete", or "start" and "length" of the occurrence alone: it is changed, and keeps
 *              its times whatever becomes of the series.  Without both it is changed as it stands.
 *   following  "place" is where the series is split; "start" is the new time of that occurrence,
 *              and everything that follows moves as far.  "place" that is the first occurrence:
 *              the whole series changes.  "delete" ends the series before it.
 *   all        "start" is the new time of the series's own start.  "delete": the whole series.
 *
 * "rdates", "exdates" and "rule" that are sent are those of what comes out, on its clock.  A rule
 * that is the same as the series has is not a new rule.  With `following` the rule of the whole
 * series counts as the same too.
 *
 * occurrences: all that start before `until` (an instant), in order of their starts by the series,
 * the changed ones among them where they stand by the series; "start" and "end" of those are their
 * own.  State: plain, further (of rdates alone), changed; cancelled ones (of exdates that take an
 * occurrence away) are listed too, without "end".
 *
 * refused: the index of an edit that changed nothing, -1 for the series itself, and the field that
 * is at fault: occurrence (there is none), start_time (the rule does not move along),
 * recurrence_rule (also when it and rdates leave no series), exception_dates (no occurrence is
 * left).  dropped: of each edit, how many changed and cancelled occurrences have no
 * occurrence to stand for in what the series has become.
 */
#include "shared/recur/course.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SERIES_MAX = 256, DATES_MAX = 2000, OUT_MAX = 100000 };

/* An occurrence that stands by itself. */
struct own {
    struct local place;
    struct instant start, end;
};

struct kept {
    bool alive;
    struct series_definition d;
    const struct tz *zone; /* of an all-day series too */
    struct own own[DATES_MAX];
    size_t own_count;
};

static struct kept all[SERIES_MAX];
static size_t all_count;

/* ---------------------------------------------------------------- reading */

static _Noreturn void
die(const char *what)
{
    fprintf(stderr, "series_dump: %s\n", what);
    exit(2);
}

static struct local
read_wall(const char *text)
{
    int year, month, mday, hour = 0, minute = 0, second = 0;
    struct local wall;

    if (sscanf(text, "%d-%d-%dT%d:%d:%d", &year, &month, &mday, &hour, &minute, &second) < 3)
        die("a wall is no wall");
    wall.us = instant_of_day(day_from_civil(year, month, mday)).us +
              ((hour * 60 + minute) * INT64_C(60) + second) * SECOND_US;
    if (text[strcspn(text, "~/")] == '~')
        wall.us += LOCAL_SECOND;
    return wall;
}

static int64_t
read_length(const char *text)
{
    int64_t n = strtoll(text + strcspn(text, "0123456789"), NULL, 10);

    switch (text[strlen(text) - 1]) {
    case 'D':
        return n * DAY_US;
    case 'H':
        return n * HOUR_US;
    case 'M':
        return n * MINUTE_US;
    default:
        return n * SECOND_US;
    }
}

/* A fold of a wall that comes once is none. */
static struct local
read_place(const struct series_definition *d, const char *text, bool fold)
{
    struct local wall = read_wall(text);

    if (fold && !local_is_second(wall))
        wall.us += LOCAL_SECOND;
    return d->zone != NULL ? tz_wall_of(d->zone, wall) : local_shown(wall);
}

static const struct tz *
read_zone(const char *name)
{
    const struct tz *zone = tz_find(name, strlen(name));

    if (zone == NULL)
        die("no such zone");
    return zone;
}

static void
read_dates(struct arena *a, const json_t *list, struct series_definition *d)
{
    struct series_date *dates = arena_array(a, struct series_date, json_array_size(list) + 1);

    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i)), *slash = strchr(text, '/');

        dates[i].start = read_place(d, text, false);
        dates[i].is_period = slash != NULL;
        if (slash != NULL)
            dates[i].length_us = read_length(slash + 1) / (d->all_day ? DAY_US : 1);
    }
    d->dates = dates;
    d->date_count = json_array_size(list);
}

static void
read_excluded(struct arena *a, const json_t *list, struct series_definition *d)
{
    struct local *excluded = arena_array(a, struct local, json_array_size(list) + 1);

    for (size_t i = 0; i < json_array_size(list); i++)
        excluded[i] = read_place(d, json_string_value(json_array_get(list, i)), false);
    d->excluded = excluded;
    d->excluded_count = json_array_size(list);
}

static void
set_length(struct series_definition *d, int64_t us)
{
    d->length_us = us;
    d->days = d->all_day ? (int32_t)(us / DAY_US) : 1;
    if (d->days < 1)
        d->days = 1;
}

static bool
read_rule(struct arena *a, const json_t *text, const struct series_definition *d,
          const struct rule **out)
{
    struct rule_problem why;

    *out = NULL;
    if (!json_is_string(text))
        return true;
    if (!rule_parse(a, json_string_value(text), json_string_length(text), out, &why))
        return false;
    *out = course_formal(a, *out, d->zone, d->all_day);
    return true;
}

/* ---------------------------------------------------------------- edits */

static bool
is_good(struct arena *a, const struct series_definition *d, const char **field)
{
    const struct series *s;
    struct rule_problem why;
    struct instant first, last;

    *field = "recurrence_rule";
    if (!series_check(a, d, &why) || !series_new(a, d, &s, &why))
        return false;
    *field = "exception_dates";
    return series_extent(s, &first, &last) != SERIES_EMPTY;
}

static bool
same_rule(struct arena *a, const struct rule *x, const struct rule *y)
{
    if (x == NULL || y == NULL)
        return x == y;
    return strcmp(rule_text(a, x), rule_text(a, y)) == 0;
}

static int
compare_places(const void *a, const void *b)
{
    const struct local *x = a, *y = b;

    return (x->us > y->us) - (x->us < y->us);
}

/* In the order of the walls, as a table has them. */
static struct local *
own_places(struct arena *a, const struct kept *k, const struct course_split *split, size_t *count)
{
    struct local *places = arena_array(a, struct local, k->own_count + 1);

    *count = 0;
    for (size_t i = 0; i < k->own_count; i++)
        if (split == NULL || course_in_tail(split, k->own[i].place))
            places[(*count)++] = k->own[i].place;
    qsort(places, *count, sizeof *places, compare_places);
    return places;
}

/* Carries the changed occurrences that `changed` names from one series to another, or the same. */
static void
carry(struct kept *from, struct kept *to, const struct course_edit *e, const struct course *c)
{
    static struct own moved[DATES_MAX];
    size_t n = 0, left = 0;

    for (size_t i = 0; i < from->own_count; i++) {
        size_t k = 0;

        while (k < e->changed_count && e->changed[k].us != from->own[i].place.us)
            k++;
        if (k == e->changed_count) {
            from->own[left++] = from->own[i];
        } else if (c->changed[k].us != COURSE_NOWHERE) {
            moved[n] = from->own[i];
            moved[n++].place = c->changed[k];
        }
    }
    from->own_count = left;
    for (size_t i = 0; i < n; i++)
        to->own[to->own_count++] = moved[i];
}

/* What the edit says, for a series that stands at `from`. */
static bool
read_edit(struct arena *a, const json_t *in, const struct kept *k,
          const struct series_definition *base, struct local from, struct course_edit *e)
{
    const json_t *start = json_object_get(in, "start"), *zone = json_object_get(in, "zone");
    const json_t *length = json_object_get(in, "length"), *rule = json_object_get(in, "rule");
    struct series_definition d = *base;
    const struct rule *formal;

    if (zone != NULL && !d.all_day)
        d.zone = read_zone(json_string_value(zone));
    *e = (struct course_edit){.from = from, .to = from, .all_day = d.all_day, .zone = d.zone};
    if (start != NULL)
        e->to = read_place(&d, json_string_value(start), false);
    else if (d.zone != base->zone)
        e->to = tz_to_wall(d.zone, tz_to_instant(base->zone, from));
    if (length != NULL)
        set_length(&d, read_length(json_string_value(length)));
    e->length_us = d.length_us;
    e->days = d.days;
    if (rule != NULL && !read_rule(a, rule, &d, &e->rule))
        return false;
    formal = k->d.rule == NULL ? NULL : course_formal(a, k->d.rule, k->d.zone, k->d.all_day);
    e->has_rule = rule != NULL && !same_rule(a, e->rule, formal);
    e->may_stay = rule != NULL;
    if (json_object_get(in, "rdates") != NULL) {
        read_dates(a, json_object_get(in, "rdates"), &d);
        e->has_dates = true;
        e->dates = d.dates;
        e->date_count = d.date_count;
    }
    if (json_object_get(in, "exdates") != NULL) {
        read_excluded(a, json_object_get(in, "exdates"), &d);
        e->has_excluded = true;
        e->excluded = d.excluded;
        e->excluded_count = d.excluded_count;
    }
    return true;
}

/* Edits `base`, which is a series or the rest of one, and stores what comes out in `to`. */
static const char *
edit_course(struct arena *a, const json_t *in, struct kept *k, const struct course_split *split,
            struct kept *to, int32_t *dropped)
{
    const struct series_definition *base = split == NULL ? &k->d : &split->tail;
    struct local from = split == NULL ? k->d.start : split->at.wall;
    struct course_problem problem;
    struct course_edit e;
    struct course c;
    const char *field;
    bool is_new = to != k;

    if (!read_edit(a, in, k, base, from, &e))
        return "recurrence_rule";
    e.changed = own_places(a, k, split, &e.changed_count);
    if (!course_edit(a, base, &e, &c, &problem))
        return problem.field;
    if (c.next.rule == NULL && c.next.date_count == 0)
        return "recurrence_rule"; /* it would be no series */
    if (!is_good(a, &c.next, &field))
        return field;
    if (is_new)
        *to = (struct kept){.alive = true, .zone = k->zone};
    carry(k, to, &e, &c);
    to->d = c.next;
    if (json_object_get(in, "zone") != NULL)
        to->zone = read_zone(json_string_value(json_object_get(in, "zone")));
    *dropped = c.count.dropped;
    return NULL;
}

static void
drop_tail_own(struct kept *k, const struct course_split *split)
{
    size_t left = 0;

    for (size_t i = 0; i < k->own_count; i++)
        if (!course_in_tail(split, k->own[i].place))
            k->own[left++] = k->own[i];
    k->own_count = left;
}

static bool
is_first(const struct series *s, const struct occurrence *o)
{
    struct series_iter it;
    struct occurrence first;

    series_begin(&it, s, instant_min, instant_max);
    return !series_next(&it, &first) || first.wall.us == o->wall.us;
}

static const char *
edit_following(struct arena *a, const json_t *in, struct kept *k, const struct series *s,
               const struct occurrence *o, int32_t *dropped)
{
    struct course_split split;
    bool whole = is_first(s, o), gone = json_is_true(json_object_get(in, "delete"));
    struct kept *to = whole ? k : &all[all_count];
    const char *field;

    if (whole && gone) {
        k->alive = false;
        return NULL;
    }
    course_split(a, &k->d, o, &split);
    if (gone) {
        drop_tail_own(k, &split);
        k->d = split.head;
        return NULL;
    }
    if (all_count == SERIES_MAX)
        die("too many series");
    field = edit_course(a, in, k, &split, to, dropped);
    if (field != NULL || whole)
        return field;
    k->d = split.head;
    all_count++;
    return NULL;
}

static const char *
cancel_this(struct arena *a, struct kept *k, const struct occurrence *o)
{
    struct local *excluded = arena_array(a, struct local, k->d.excluded_count + 1);
    const char *field;
    size_t left = 0;

    if (k->d.excluded_count > 0)
        memcpy(excluded, k->d.excluded, k->d.excluded_count * sizeof *excluded);
    excluded[k->d.excluded_count++] = o->wall;
    k->d.excluded = excluded;
    for (size_t i = 0; i < k->own_count; i++)
        if (k->own[i].place.us != o->wall.us)
            k->own[left++] = k->own[i];
    k->own_count = left;
    k->alive = is_good(a, &k->d, &field);
    return NULL;
}

static const char *
edit_this(struct arena *a, const json_t *in, struct kept *k, const struct occurrence *o)
{
    const json_t *start = json_object_get(in, "start"), *length = json_object_get(in, "length");
    struct own *own = NULL;
    int64_t lasts;

    if (json_is_true(json_object_get(in, "delete")))
        return cancel_this(a, k, o);
    for (size_t i = 0; i < k->own_count; i++)
        if (k->own[i].place.us == o->wall.us)
            own = &k->own[i];
    if (own == NULL) {
        if (k->own_count == DATES_MAX)
            die("too many changed occurrences");
        own = &k->own[k->own_count++];
        *own = (struct own){o->wall, o->start, o->end};
    }
    lasts = length != NULL ? read_length(json_string_value(length)) : own->end.us - own->start.us;
    if (start != NULL) {
        struct local at = read_place(&k->d, json_string_value(start), false);

        own->start = k->d.zone != NULL ? tz_to_instant(k->d.zone, at) : (struct instant){at.us};
    }
    own->end.us = own->start.us + lasts;
    return NULL;
}

/* The field at fault, or NULL. */
static const char *
edit(struct arena *a, const json_t *in, int32_t *dropped)
{
    size_t on = (size_t)json_integer_value(json_object_get(in, "on"));
    const char *op = json_string_value(json_object_get(in, "op"));
    const char *place = json_string_value(json_object_get(in, "place"));
    struct kept *k = &all[on];
    const struct series *s;
    struct rule_problem why;
    struct occurrence o;

    if (on >= all_count || op == NULL)
        die("an edit of nothing");
    if (!k->alive)
        return "occurrence";
    if (!series_new(a, &k->d, &s, &why))
        die(why.why);
    if (strcmp(op, "all") == 0) {
        if (!json_is_true(json_object_get(in, "delete")))
            return edit_course(a, in, k, NULL, k, dropped);
        k->alive = false;
        return NULL;
    }
    if (place == NULL)
        die("an edit of no place");
    if (!series_find(
            s, read_place(&k->d, place, json_integer_value(json_object_get(in, "fold")) == 1), &o))
        return "occurrence";
    if (strcmp(op, "this") == 0)
        return edit_this(a, in, k, &o);
    return edit_following(a, in, k, s, &o, dropped);
}

/* ---------------------------------------------------------------- writing */

static const char *
wall_text(struct local wall, bool all_day)
{
    static char text[INSTANT_TEXT];

    if (all_day) {
        day_format(day_of_instant((struct instant){wall.us}), text);
        return text;
    }
    instant_format((struct instant){local_shown(wall).us}, text);
    text[strlen(text) - 1] = '\0';
    return text;
}

static json_t *
place_json(struct local place, bool all_day)
{
    return json_sprintf("%s%s", wall_text(place, all_day), local_is_second(place) ? "~" : "");
}

static json_t *
length_json(const struct series_definition *d)
{
    if (d->all_day)
        return json_sprintf("P%" PRId32 "D", d->days);
    return json_sprintf("PT%" PRId64 "S", d->length_us / SECOND_US);
}

static json_t *
instant_json(struct instant at)
{
    char text[INSTANT_TEXT];

    instant_format(at, text);
    return json_string(text);
}

static json_t *
dates_json(const struct series_definition *d)
{
    json_t *list = json_array();

    for (size_t i = 0; i < d->date_count; i++) {
        json_t *place = place_json(d->dates[i].start, d->all_day);
        int64_t length = d->dates[i].length_us;

        if (d->dates[i].is_period) {
            json_array_append_new(
                list,
                json_sprintf(d->all_day ? "%s/P%" PRId64 "D" : "%s/PT%" PRId64 "S",
                             json_string_value(place), d->all_day ? length : length / SECOND_US));
            json_decref(place);
        } else {
            json_array_append_new(list, place);
        }
    }
    return list;
}

static json_t *
excluded_json(const struct series_definition *d)
{
    json_t *list = json_array();

    for (size_t i = 0; i < d->excluded_count; i++)
        json_array_append_new(list, place_json(d->excluded[i], d->all_day));
    return list;
}

static const struct own *
find_own(const struct kept *k, struct local place)
{
    for (size_t i = 0; i < k->own_count; i++)
        if (k->own[i].place.us == place.us)
            return &k->own[i];
    return NULL;
}

/* `actual` is without what was cancelled. */
static json_t *
occurrence_json(const struct kept *k, const struct series *actual, const struct occurrence *o)
{
    const struct own *own = find_own(k, o->wall);
    struct occurrence found;
    bool cancelled = !series_find(actual, o->wall, &found);
    json_t *out = json_object();

    json_object_set_new(out, "place", json_string(wall_text(o->wall, k->d.all_day)));
    json_object_set_new(out, "fold", json_integer(local_is_second(o->wall)));
    json_object_set_new(out, "start", instant_json(own != NULL ? own->start : o->start));
    if (!cancelled)
        json_object_set_new(out, "end", instant_json(own != NULL ? own->end : o->end));
    json_object_set_new(out, "state",
                        json_string(cancelled                      ? "cancelled"
                                    : own != NULL                  ? "changed"
                                    : !course_has(actual, o->wall) ? "further"
                                                                   : "plain"));
    return out;
}

static json_t *
occurrences_json(struct arena *a, const struct kept *k, struct instant until)
{
    struct series_definition open = k->d;
    const struct series *actual, *every;
    struct rule_problem why;
    struct series_iter it;
    struct occurrence o;
    json_t *list = json_array();

    open.excluded_count = 0;
    if (!series_new(a, &k->d, &actual, &why) || !series_new(a, &open, &every, &why))
        die(why.why);
    series_begin(&it, every, instant_min, until);
    while (json_array_size(list) < OUT_MAX && series_next(&it, &o))
        json_array_append_new(list, occurrence_json(k, actual, &o));
    return list;
}

static json_t *
series_json(struct arena *a, const struct kept *k, struct instant until)
{
    json_t *out = json_object();

    if (!k->alive) {
        json_decref(out);
        return json_null();
    }
    json_object_set_new(out, "start", json_string(wall_text(k->d.start, k->d.all_day)));
    json_object_set_new(out, "fold", json_integer(local_is_second(k->d.start)));
    json_object_set_new(out, "zone", json_string(tz_name(k->zone)));
    json_object_set_new(out, "all_day", json_boolean(k->d.all_day));
    json_object_set_new(out, "length", length_json(&k->d));
    json_object_set_new(out, "rule",
                        k->d.rule != NULL ? json_string(rule_text(a, k->d.rule)) : json_null());
    json_object_set_new(out, "rdates", dates_json(&k->d));
    json_object_set_new(out, "exdates", excluded_json(&k->d));
    json_object_set_new(out, "occurrences", occurrences_json(a, k, until));
    return out;
}

static const char *
create(struct arena *a, const json_t *in)
{
    struct kept *k = &all[0];
    const char *field;

    *k = (struct kept){.alive = true,
                       .zone = read_zone(json_string_value(json_object_get(in, "zone")))};
    k->d.all_day = json_is_true(json_object_get(in, "all_day"));
    k->d.zone = k->d.all_day ? NULL : k->zone;
    k->d.start = read_place(&k->d, json_string_value(json_object_get(in, "start")),
                            json_integer_value(json_object_get(in, "fold")) == 1);
    set_length(&k->d, read_length(json_string_value(json_object_get(in, "length"))));
    read_dates(a, json_object_get(in, "rdates"), &k->d);
    read_excluded(a, json_object_get(in, "exdates"), &k->d);
    if (!read_rule(a, json_object_get(in, "rule"), &k->d, &k->d.rule))
        return "recurrence_rule";
    all_count = 1;
    return is_good(a, &k->d, &field) ? NULL : field;
}

static json_t *
answer(struct arena *a, const json_t *in)
{
    const json_t *edits = json_object_get(in, "edits");
    const char *until = json_string_value(json_object_get(in, "until"));
    json_t *refused = json_array(), *dropped = json_array(), *series = json_array();
    const char *field = create(a, json_object_get(in, "series"));

    if (field != NULL)
        json_array_append_new(refused, json_pack("[i,s]", -1, field));
    for (size_t i = 0; field == NULL && i < json_array_size(edits); i++) {
        int32_t lost = 0;
        const char *fault = edit(a, json_array_get(edits, i), &lost);

        if (fault != NULL)
            json_array_append_new(refused, json_pack("[i,s]", (int)i, fault));
        json_array_append_new(dropped, json_integer(lost));
    }
    for (size_t i = 0; field == NULL && i < all_count; i++)
        json_array_append_new(
            series,
            series_json(a, &all[i],
                        until != NULL ? (struct instant){read_wall(until).us} : instant_max));
    return json_pack("{s:o,s:o,s:o}", "series", series, "refused", refused, "dropped", dropped);
}

int
main(void)
{
    struct arena *a = arena_new(64 << 20);
    char *line = NULL;
    size_t room = 0;

    while (getline(&line, &room, stdin) > 0) {
        json_t *in = json_loads(line, 0, NULL), *out;

        if (in == NULL)
            die("a line is no JSON");
        out = answer(a, in);
        json_dumpf(out, stdout, JSON_COMPACT);
        putchar('\n');
        fflush(stdout);
        json_decref(in);
        json_decref(out);
        arena_reset(a);
    }
    free(line);
    arena_destroy(a);
    return 0;
}
