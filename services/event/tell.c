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

/* The users in `a` that are not in `b`. */
static struct uuids
tell_without(struct request *rq, struct uuids a, const struct sql_audience *b)
{
    struct uuid *left = arena_array(rq->arena, struct uuid, a.count + 1);
    size_t n = 0;

    for (size_t i = 0; i < a.count; i++)
        if (!tell_has(b->whole_ids, a.items[i]) && !tell_has(b->viewer_ids, a.items[i]))
            left[n++] = a.items[i];
    return (struct uuids){left, n};
}

static struct sql_audience
audience_without(struct request *rq, const struct sql_audience *a, const struct sql_audience *b)
{
    return (struct sql_audience){.whole_ids = tell_without(rq, a->whole_ids, b),
                                 .viewer_ids = tell_without(rq, a->viewer_ids, b)};
}

/* To users who saw the event before and do not see it any more: as it was, without notes. */
static enum err
tell_lost(struct request *rq, const struct event *before, int64_t version,
          const struct sql_audience *had)
{
    struct event last = *before;

    last.version = version;
    rq->notes = NULL;
    return tell(rq, &lost, &last, before->version, had);
}

/* To those who saw it in its former calendar. */
static enum err
tell_left(struct request *rq, const struct event *before, int64_t version,
          const struct sql_audience *audience)
{
    struct sql_audience had;
    enum err err = access_audience(rq, before->calendar_id, &had);

    if (err)
        return err;
    had = audience_without(rq, &had, audience);
    return tell_lost(rq, before, version, &had);
}

enum err
tell_created(struct request *rq, const struct event *e)
{
    struct sql_audience audience;
    enum err err = access_readers(rq, e, &audience);

    return err ? err : tell(rq, &made, e, e->version - 1, &audience);
}

enum err
tell_updated(struct request *rq, const struct event *before, const struct event *now)
{
    struct sql_audience audience;
    enum err err = access_readers(rq, now, &audience);

    if (!err)
        err = tell(rq, &changed, now, before->version, &audience);
    if (!err && !uuid_equal(before->calendar_id, now->calendar_id))
        err = tell_left(rq, before, now->version, &audience);
    return err;
}

/* Those who see the calendar now, and before if it is another, are invited to what they see. */
static enum err
tell_guests(struct request *rq, const struct event *before, const struct event *now,
            const struct attendees_edit *edit, struct sql_audience *gained,
            struct sql_audience *lost_it)
{
    struct sql_audience see, saw;
    enum err err = access_audience(rq, now->calendar_id, &see);

    if (!err)
        err = access_audience(rq, before->calendar_id, &saw);
    if (err)
        return err;
    *gained = (struct sql_audience){
        .whole_ids = tell_without(rq, tell_without(rq, edit->gained, &see), &saw)};
    *lost_it = (struct sql_audience){
        .whole_ids = tell_without(rq, tell_without(rq, edit->lost, &see), &saw)};
    return OK;
}

enum err
tell_invited(struct request *rq, const struct event *before, const struct event *now,
             const struct attendees_edit *edit)
{
    struct sql_audience audience, gained, lost_it, others;
    enum err err;

    if (edit->gained.count + edit->lost.count == 0)
        return tell_updated(rq, before, now);
    err = access_readers(rq, now, &audience);
    if (!err)
        err = tell_guests(rq, before, now, edit, &gained, &lost_it);
    if (err)
        return err;
    others = audience_without(rq, &audience, &gained);
    err = tell(rq, &changed, now, before->version, &others);
    if (!err && !uuid_equal(before->calendar_id, now->calendar_id))
        err = tell_left(rq, before, now->version, &audience);
    if (!err)
        err = tell_lost(rq, before, now->version, &lost_it);
    return err || gained.whole_ids.count == 0
               ? err
               : announce_event_gained(rq, now, before->version, gained.whole_ids);
}

/* Of what is hidden, viewers hear no answers. */
enum err
tell_attendee(struct request *rq, const struct event *e, const struct attendee *now)
{
    struct sql_audience audience;
    enum err err = access_readers(rq, e, &audience);

    if (err)
        return err;
    return announce_attendee_updated(rq, now, now->version - 1,
                                     visible_is_hidden(e) ? audience.whole_ids
                                                          : everybody(rq, &audience));
}

enum err
tell_deleted(struct request *rq, const struct event *before)
{
    struct event last = *before;
    struct sql_audience audience;
    enum err err = access_readers(rq, before, &audience);

    last.version++;
    return err ? err : tell(rq, &gone, &last, before->version, &audience);
}
