#include "services/event/same.h"

#include "services/event/dates.h"
#include "services/event/stored.h"
#include "shared/recur/course.h"
#include "shared/request/request.h"

#include <stdlib.h>
#include <string.h>

bool
same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool
same_rule(struct request *rq, const struct sql_stored *series, const char *sent, const char *shown)
{
    const struct rule *x, *y;
    struct rule_problem why;
    const struct tz *zone = stored_zone(series);
    bool all_day = series->event.all_day;

    if (sent == NULL || shown == NULL || same_text(sent, shown))
        return same_text(sent, shown);
    if (!rule_parse(rq->arena, sent, strlen(sent), &x, &why) ||
        !rule_parse(rq->arena, shown, strlen(shown), &y, &why))
        return false;
    return same_text(rule_text(rq->arena, course_formal(rq->arena, x, zone, all_day)),
                     rule_text(rq->arena, course_formal(rq->arena, y, zone, all_day)));
}

/* ---------------------------------------------------------------- lists */

static int
compare_same(const void *left, const void *right)
{
    const struct series_date *a = left, *b = right;

    if (a->start.us != b->start.us)
        return a->start.us < b->start.us ? -1 : 1;
    if (a->is_period != b->is_period)
        return a->is_period ? 1 : -1;
    return (a->length_us > b->length_us) - (a->length_us < b->length_us);
}

/* In order and each once; how many they are. */
static size_t
make_set(struct series_date *items, size_t count)
{
    size_t n = 0;

    if (count > 0)
        qsort(items, count, sizeof *items, compare_same);
    for (size_t i = 0; i < count; i++)
        if (n == 0 || compare_same(&items[n - 1], &items[i]) != 0)
            items[n++] = items[i];
    return n;
}

static bool
same_sets(struct series_date *a, size_t a_count, struct series_date *b, size_t b_count)
{
    size_t count = make_set(a, a_count);
    bool same = count == make_set(b, b_count);

    for (size_t i = 0; same && i < count; i++)
        same = compare_same(&a[i], &b[i]) == 0;
    return same;
}

static bool
same_texts(struct texts a, struct texts b)
{
    bool same = a.count == b.count;

    for (size_t i = 0; same && i < a.count; i++)
        same = same_text(a.items[i], b.items[i]);
    return same;
}

bool
same_dates(struct request *rq, const struct sql_stored *series, struct texts sent,
           struct texts shown)
{
    struct series_date *a, *b;
    bool all_day = series->event.all_day;

    if (same_texts(sent, shown))
        return true;
    return dates_read(rq, sent, all_day, &a) && dates_read(rq, shown, all_day, &b) &&
           same_sets(a, sent.count, b, shown.count);
}

/* A date is told from a date-time as a period is from a start. */
static struct series_date *
exceptions_of(struct request *rq, const struct event *e)
{
    size_t count = e->exception_dates.count;
    struct series_date *items = arena_array(rq->arena, struct series_date, count + 1);

    for (size_t i = 0; i < count; i++) {
        const struct moment *m = &e->exception_dates.items[i];

        items[i] = (struct series_date){.start = {m->at.us}, .is_period = m->is_date};
    }
    return items;
}

bool
same_exceptions(struct request *rq, const struct event *sent, const struct event *shown)
{
    return same_sets(exceptions_of(rq, sent), sent->exception_dates.count, exceptions_of(rq, shown),
                     shown->exception_dates.count);
}
