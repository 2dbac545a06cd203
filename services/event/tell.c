#include "services/event/tell.h"

#include "gen/event/events.h"
#include "services/event/access.h"
#include "shared/request/request.h"

static bool
tell_has(struct uuids users, struct uuid id)
{
    for (size_t i = 0; i < users.count; i++)
        if (uuid_equal(users.items[i], id))
            return true;
    return false;
}

/* To users who saw the event in its former calendar and do not see the new one: as it was. */
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
        if (!tell_has(audience, had.items[i]))
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
