#include "services/event/write.h"

#include "services/event/access.h"

#include <string.h>

enum err
event_announce(struct request *rq, const char *type, const struct event *e)
{
    struct uuids audience;
    enum err err = access_audience(rq, e->calendar_id, &audience);

    return err ? err : announce(rq, type, &event_shape, e, audience);
}

enum err
write_update(struct request *rq, struct uuid id, const struct event *e, const struct columns *c,
             struct sql_stored *out)
{
    const struct sql_event_update q = {
        .event = e,
        .id = id,
        .rdates = c->rdates,
        .exdates = c->exdates,
        .has_series_start = c->is_series,
        .series_start = c->series_start,
        .has_series_end = c->is_series,
        .series_end = c->series_end,
        .user_id = rq->caller.user_id,
    };

    return sql_event_update(rq, &q, out);
}

enum err
series_settle(struct request *rq, struct uuid id)
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
        .rdates = c->rdates,
        .exdates = c->exdates,
        .has_series_start = c->is_series,
        .series_start = c->series_start,
        .has_series_end = c->is_series,
        .series_end = c->series_end,
        .user_id = rq->caller.user_id,
    };

    return sql_event_insert(rq, &q, out);
}

enum err
write_series(struct request *rq, const struct sql_stored *series, const struct event *e,
             const struct columns *c)
{
    struct sql_stored row;
    struct event shown;
    enum err err = write_update(rq, series->event.id, e, c, &row);

    if (!err)
        err = series_settle(rq, series->event.id);
    if (err)
        return err;
    stored_show(rq, &row, &shown);
    return event_announce(rq, "event.updated", &shown);
}

enum err
may_move(struct request *rq, const struct event *from, const struct event *to)
{
    if (uuid_equal(from->calendar_id, to->calendar_id))
        return OK;
    return access_write(rq, to->calendar_id, "there is no such calendar");
}

bool
same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool
same_texts(struct texts a, struct texts b)
{
    bool same = a.count == b.count;

    for (size_t i = 0; same && i < a.count; i++)
        same = same_text(a.items[i], b.items[i]);
    return same;
}
