/*
 * An event as a client sends it: refused with its fields, or taken.  What is taken has an end in
 * the form of RFC 5545 and reaches no further than time does; shown, and sent back as it was shown,
 * it is the same series.
 *
 * The first byte chooses the zone and all-day.  Lines follow: start, end, rule, then further dates,
 * behind an empty line exceptions.
 */
#include "services/event/check.h"
#include "services/event/dates.h"
#include "shared/base/arena.h"
#include "shared/base/must.h"
#include "shared/request/request.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/quiet.h"

#include <string.h>

enum { LINES_MAX = 32 };

static bool
read_moment(const char *text, struct moment *out)
{
    struct day day;

    out->is_date = day_parse(text, strlen(text), &day);
    if (out->is_date)
        out->at = instant_of_day(day);
    return out->is_date || instant_parse(text, strlen(text), &out->at);
}

static bool
is_in_contract(const struct moment *m)
{
    return m->at.us >= instant_min.us && m->at.us <= instant_max.us;
}

static void
read_lists(struct arena *a, char *rest, struct event *e)
{
    const char **dates = arena_array(a, const char *, LINES_MAX);
    struct moment *exceptions = arena_array(a, struct moment, LINES_MAX);
    bool behind = false;
    char *line;

    e->recurrence_dates.items = dates;
    e->exception_dates.items = exceptions;
    while ((line = strsep(&rest, "\n")) != NULL) {
        struct moment *m = &exceptions[e->exception_dates.count];

        if (line[0] == '\0')
            behind = true;
        else if (!behind && e->recurrence_dates.count < LINES_MAX)
            dates[e->recurrence_dates.count++] = line;
        else if (behind && e->exception_dates.count < LINES_MAX && read_moment(line, m) &&
                 is_in_contract(m))
            e->exception_dates.count++;
    }
}

static bool
read_event(struct arena *a, char *text, struct event *e)
{
    const char *start = strsep(&text, "\n"), *end = strsep(&text, "\n");
    const char *rule = strsep(&text, "\n");

    if (rule == NULL || !read_moment(start, &e->start_time) || !read_moment(end, &e->end_time) ||
        !is_in_contract(&e->start_time) || !is_in_contract(&e->end_time))
        return false;
    if (rule[0] != '\0')
        e->recurrence_rule = rule;
    read_lists(a, text, e);
    return true;
}

static bool
is_same(struct texts a, struct texts b)
{
    bool same = a.count == b.count;

    for (size_t i = 0; same && i < a.count; i++)
        same = strcmp(a.items[i], b.items[i]) == 0;
    return same;
}

static void
must_be_same(const struct event *e, const struct columns *c, const struct event *again,
             const struct columns *d)
{
    must((e->recurrence_rule == NULL) == (again->recurrence_rule == NULL));
    must(e->recurrence_rule == NULL || strcmp(e->recurrence_rule, again->recurrence_rule) == 0);
    must(c->start.us == d->start.us && is_same(c->rdates, d->rdates));
    must(c->exdates.count == d->exdates.count);
    for (size_t i = 0; i < c->exdates.count; i++)
        must(c->exdates.items[i].us == d->exdates.items[i].us);
}

static struct sql_stored
row_of(const struct event *e, const struct columns *c)
{
    return (struct sql_stored){
        .event = *e,
        .sees_all = true,
        .has_start_local = c->has_start,
        .start_local = c->start,
        .rdates = c->rdates,
        .exdates = c->exdates,
        .has_series_start = true,
        .series_start = c->series_start,
        .has_series_end = true,
        .series_end = c->series_end,
    };
}

/* The times are those that were sent, the second of two too. */
static void
must_show(const struct event *sent, const struct event *shown)
{
    must(shown->start_time.at.us == sent->start_time.at.us);
    must(shown->end_time.at.us == sent->end_time.at.us);
    must(shown->recurrence_dates.count == sent->recurrence_dates.count);
    must(shown->exception_dates.count == sent->exception_dates.count);
    for (size_t i = 0; i < sent->exception_dates.count; i++)
        must(shown->exception_dates.items[i].at.us == sent->exception_dates.items[i].at.us);
}

static void
check_taken(struct request *rq, struct event *e, struct columns *c)
{
    struct sql_stored row;
    struct columns again;
    struct event shown;

    columns_reach(rq, e, c);
    must(c->series_start.us >= instant_min.us && c->series_start.us < c->series_end.us);
    must(c->series_end.us <= instant_max.us + 1);
    row = row_of(e, c);
    stored_show(rq, &row, &shown);
    must_show(e, &shown);
    must(check_event(rq, &shown, &again) == OK);
    must_be_same(e, c, &shown, &again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const zones[] = {"UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"};
    struct request rq = {.arena = arena_new(64 << 20)};

    if (size > 1 && size < 4096) {
        struct event e = {.all_day = data[0] & 4, .timezone = zones[data[0] & 3]};
        struct columns c;
        char *text = arena_strndup(rq.arena, (const char *)data + 1, size - 1);

        if (read_event(rq.arena, text, &e)) {
            enum err err = check_event(&rq, &e, &c);

            must((err == OK) == (rq.problems.count == 0));
            if (!err && c.is_series)
                check_taken(&rq, &e, &c);
        }
    }
    arena_destroy(rq.arena);
    return 0;
}
