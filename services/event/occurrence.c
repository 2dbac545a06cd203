#include "services/event/occurrence.h"
#include "shared/request/request.h"

#include "services/event/answers.h"
#include "services/event/overrides.h"

enum err
occurrence_find(struct request *rq, const struct sql_stored *series, const struct moment *at,
                struct occurrence *out)
{
    if (!stored_is_series(series)) {
        problem(rq, "occurrence", "is for series; this event is a single one");
        return refuse_problems(rq);
    }
    if (at->is_date != series->event.all_day) {
        problem(rq, "occurrence", "must be a %s, as start_time is",
                series->event.all_day ? "date" : "date-time");
        return refuse_problems(rq);
    }
    if (!series_find_at(stored_series(rq, series, NULL), at->at, out))
        return refuse(rq, ERR_NOT_FOUND, "the series has no such occurrence");
    return OK;
}

enum err
occurrence_show(struct request *rq, const struct sql_stored *series, const struct moment *at,
                struct event *out)
{
    struct occurrence o;
    struct sql_stored row;
    bool found;
    enum err err = occurrence_find(rq, series, at, &o);

    if (!err)
        err = overrides_find(rq, series, o.wall, &row, &found);
    if (err)
        return err;
    if (found)
        stored_show_override(rq, series, &row, out);
    else
        stored_show_occurrence(rq, series, &o, out);
    return answers_show(rq, o.wall, out);
}

bool
occurrence_is_first(struct request *rq, const struct sql_stored *series, const struct occurrence *o)
{
    struct occurrence first;
    struct series_iter it;

    series_begin(&it, stored_series(rq, series, NULL), instant_min, instant_max);
    return !series_next(&it, &first) || first.wall.us == o->wall.us;
}
