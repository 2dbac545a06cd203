#include "services/event/write.h"

#include "services/event/tell.h"
#include "services/event/terms.h"
#include "shared/request/request.h"

#include <string.h>

enum err
write_refuse_uid(struct request *rq)
{
    return refuse(rq, ERR_CONFLICT, "the calendar has an event with this uid");
}

enum err
write_judge(struct request *rq, enum err err)
{
    if (err == ERR_CONFLICT && strcmp(db_constraint(rq), "events_uid") == 0)
        return write_refuse_uid(rq);
    return err;
}

struct texts
write_terms(struct request *rq, const struct event *e, const struct columns *c)
{
    return terms_of(rq->arena, e,
                    c->is_override ? TERM_CHANGED
                    : c->is_series ? TERM_SERIES
                                   : TERM_SINGLE);
}

enum err
write_update(struct request *rq, struct uuid id, const struct event *e, const struct columns *c,
             struct sql_stored *out)
{
    const struct sql_event_update q = {
        .event = e,
        .id = id,
        .has_start_local = c->has_start,
        .start_local = c->start,
        .rdates = c->rdates,
        .exdates = c->exdates,
        .has_series_start = c->is_series,
        .series_start = c->series_start,
        .has_series_end = c->is_series,
        .series_end = c->series_end,
        .revised = c->revised,
        .terms = write_terms(rq, e, c),
        .user_id = rq->caller.user_id,
    };

    return write_judge(rq, sql_event_update(rq, &q, out));
}

enum err
write_settle(struct request *rq, struct uuid id)
{
    return sql_series_settle(rq, &(struct sql_series_settle){.id = id}, NULL);
}

enum err
write_insert(struct request *rq, const struct event *e, const struct columns *c,
             struct sql_stored *out)
{
    const struct sql_event_insert q = {
        .event = e,
        .id = uuid_new(),
        .has_start_local = c->has_start,
        .start_local = c->start,
        .rdates = c->rdates,
        .exdates = c->exdates,
        .has_series_start = c->is_series,
        .series_start = c->series_start,
        .has_series_end = c->is_series,
        .series_end = c->series_end,
        .terms = write_terms(rq, e, c),
        .user_id = rq->caller.user_id,
        .has_split_from = c->is_split,
        .split_from = c->split_from,
    };

    return write_judge(rq, sql_event_insert(rq, &q, out));
}

enum err
write_series(struct request *rq, const struct sql_stored *series, const struct event *e,
             const struct columns *c)
{
    struct sql_stored row;
    struct event shown;
    enum err err = write_update(rq, series->event.id, e, c, &row);

    if (!err)
        err = write_settle(rq, series->event.id);
    if (err)
        return err;
    stored_show(rq, &row, &shown);
    return tell_updated(rq, &series->event, &shown);
}
