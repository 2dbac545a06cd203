#include "services/event/tell.h"

#include "gen/event/events.h"
#include "services/event/access.h"
#include "services/event/visible.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"

/* An announcement in two forms: to those who see all of the event, and, of what is hidden, to viewers. */
typedef enum err announce_call(struct request *rq, const struct event *e, int64_t previous_version,
                               struct uuids audience);
struct news {
    announce_call *all, *shown;
};

static enum err
announce_made(struct request *rq, const struct event *e, int64_t previous_version,
              struct uuids audience)
{
    (void)previous_version;
    return announce_event_created(rq, e, audience);
}

static enum err
announce_lost(struct request *rq, const struct event *e, int64_t previous_version,
              struct uuids audience)
{
    return audience.count == 0 ? OK : announce_event_lost(rq, e, previous_version, audience);
}

static const struct news made = {announce_made, announce_event_gained};
static const struct news changed = {announce_event_updated, announce_event_shown};
static const struct news gone = {announce_event_deleted, announce_event_lost};
static const struct news lost = {announce_lost, announce_lost};

static struct uuids
everybody(struct request *rq, const struct sql_audience *to)
{
    struct uuid *users =
        arena_array(rq->arena, struct uuid, to->whole_ids.count + to->viewer_ids.count + 1);
    size_t n = 0;

    for (size_t i = 0; i < to->whole_ids.count; i++)
        users[n++] = to->whole_ids.items[i];
    for (size_t i = 0; i < to->viewer_ids.count; i++)
        users[n++] = to->viewer_ids.items[i];
    return (struct uuids){users, n};
}

/* Both forms have the same notes. */
static enum err
tell(struct request *rq, const struct news *news, const struct event *e, int64_t previous_version,
     const struct sql_audience *to)
{
    const struct note *notes = rq->notes;
    struct event shown = *e;
    enum err err;

    if (!visible_is_hidden(e))
        return news->all(rq, e, previous_version, everybody(rq, to));
    err = news->all(rq, e, previous_version, to->whole_ids);
    if (err || to->viewer_ids.count == 0)
        return err;
    visible_show(false, &shown);
    rq->notes = notes;
    return news->shown(rq, &shown, previous_version, to->viewer_ids);
}

static bool
tell_has(struct uuids users, struct uuid id)
{
    for (size_t i = 0; i < users.count; i++)
        if (uuid_equal(users.items[i], id))
            return true;
    return false;
}

static struct uuids
without(struct request *rq, struct uuids users, const struct sql_audience *others)
{
    struct uuid *left = arena_array(rq->arena, struct uuid, users.count + 1);
    size_t n = 0;

    for (size_t i = 0; i < users.count; i++)
        if (!tell_has(others->whole_ids, users.items[i]) &&
            !tell_has(others->viewer_ids, users.items[i]))
            left[n++] = users.items[i];
    return (struct uuids){left, n};
}

/* To users who saw the event in its former calendar and do not see the new one: as it was, without notes. */
static enum err
tell_lost(struct request *rq, const struct event *before, int64_t version,
          const struct sql_audience *audience)
{
    struct event last = *before;
    struct sql_audience had;
    const struct note *notes = rq->notes;
    enum err err = access_audience(rq, before->calendar_id, &had);

    if (err)
        return err;
    had.whole_ids = without(rq, had.whole_ids, audience);
    had.viewer_ids = without(rq, had.viewer_ids, audience);
    last.version = version;
    rq->notes = NULL;
    err = tell(rq, &lost, &last, before->version, &had);
    rq->notes = notes;
    return err;
}

enum err
tell_created(struct request *rq, const struct event *e)
{
    struct sql_audience audience;
    enum err err = access_audience(rq, e->calendar_id, &audience);

    return err ? err : tell(rq, &made, e, e->version - 1, &audience);
}

enum err
tell_updated(struct request *rq, const struct event *before, const struct event *now)
{
    struct sql_audience audience;
    enum err err = access_audience(rq, now->calendar_id, &audience);

    if (!err && !uuid_equal(before->calendar_id, now->calendar_id))
        err = tell_lost(rq, before, now->version, &audience);
    return err ? err : tell(rq, &changed, now, before->version, &audience);
}

enum err
tell_deleted(struct request *rq, const struct event *before)
{
    struct event last = *before;
    struct sql_audience audience;
    enum err err = access_audience(rq, before->calendar_id, &audience);

    last.version++;
    return err ? err : tell(rq, &gone, &last, before->version, &audience);
}
