#include "services/event/columns.h"

#include "services/event/dates.h"

static struct sql_stored
columns_row(const struct event *e, const struct columns *c)
{
    return (struct sql_stored){
        .event = *e,
        .has_start_local = c->has_start,
        .start_local = c->start,
        .rdates = c->rdates,
        .exdates = c->exdates,
        .has_series_start = c->is_series,
        .series_start = c->series_start,
        .has_series_end = c->is_series,
        .series_end = c->series_end,
    };
}

void
columns_define(struct request *rq, const struct series_definition *d, struct columns *out)
{
    *out = (struct columns){
        .has_start = true,
        .start = d->start,
        .rdates = dates_to_stored(rq, (struct dates){d->dates, d->date_count}),
        .exdates = {d->excluded, d->excluded_count},
        .is_series = d->rule != NULL || d->date_count > 0,
    };
}

void
columns_stored(const struct sql_stored *row, struct columns *out)
{
    *out = (struct columns){
        .has_start = true,
        .start = stored_start(row),
        .rdates = row->rdates,
        .exdates = row->exdates,
        .is_series = true,
    };
}

/*
 * An endless series reaches to the end of time.  The end of a bounded one is a microsecond later,
 * so that a last occurrence of no length is inside.
 */
void
columns_reach(struct request *rq, const struct event *e, struct columns *c)
{
    const struct sql_stored row = columns_row(e, c);
    struct instant first, last;

    if (!c->is_series)
        return;
    switch (series_extent(stored_series(rq, &row, NULL), &first, &last)) {
    case SERIES_EMPTY:
        c->series_start = c->series_end = e->start_time.at;
        return;
    case SERIES_ENDLESS:
        c->series_start = first;
        c->series_end = instant_max;
        return;
    case SERIES_BOUNDED:
        c->series_start = first;
        c->series_end = (struct instant){last.us + 1};
        return;
    }
}
