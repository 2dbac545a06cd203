#include "services/event/write.h"

#include "gen/event/events.h"
#include "services/event/access.h"
#include "shared/base/arena.h"

#include <string.h>

static bool
has(struct uuids users, struct uuid id)
{
    for (size_t i = 0; i < users.count; i++)
        if (uuid_equal(users.items[i], id))
            return true;
    return false;
}

/* For those who saw it where it was and do not see it where it is: what they saw, and no more. */
static enum err
tell_lost(struct request *rq, const struct event *before, int64_t version, struct uuids audience)
{
    struct event last = *before;
    struct uuids had;
    struct uuid *lost;
    size_t count = 0;
    enum err err = access_audience(rq, before->calendar_id, &had);

    if (err)
        return err;
    lost = arena_array(rq->arena, struct uuid, had.count);
    for (size_t i = 0; i < had.count; i++)
        if (!has(audience, had.items[i]))
            lost[count++] = had.items[i];
    last.version = version;
    return count == 0
               ? OK
               : announce_event_lost(rq, &last, before->version, (struct uuids){lost, count});
}

enum err
tell_created(struct request *rq, const struct event *e)
{
    struct uuids audience;
    enum err err = access_audience(rq, e->calendar_id, &audience);

    return err ? err : announce_event_created(rq, e, audience);
}

enum err
tell_updated(struct request *rq, const struct event *before, const struct event *now)
{
    struct uuids audience;
    enum err err = access_audience(rq, now->calendar_id, &audience);

    if (!err && !uuid_equal(before->calendar_id, now->calendar_id))
        err = tell_lost(rq, before, now->version, audience);
    return err ? err : announce_event_updated(rq, now, before->version, audience);
}

enum err
tell_deleted(struct request *rq, const struct event *before)
{
    struct event last = *before;
    struct uuids audience;
    enum err err = access_audience(rq, before->calendar_id, &audience);

    last.version++;
    return err ? err : announce_event_deleted(rq, &last, before->version, audience);
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
    return tell_updated(rq, &series->event, &shown);
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
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool
same_texts(struct texts a, struct texts b)
{
    bool same = a.count == b.count;

    for (size_t i = 0; same && i < a.count; i++)
        same = same_text(a.items[i], b.items[i]);
    return same;
}
