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

/* The users in `a` that are not in `b`. */
static struct uuids
tell_without(struct request *rq, struct uuids a, struct uuids b)
{
    struct uuid *left = arena_array(rq->arena, struct uuid, a.count + 1);
    size_t count = 0;

    for (size_t i = 0; i < a.count; i++)
        if (!tell_has(b, a.items[i]))
            left[count++] = a.items[i];
    return (struct uuids){left, count};
}

/* To users who saw the event before and do not see it any more: as it was. */
static enum err
tell_lost(struct request *rq, const struct event *before, int64_t version, struct uuids lost)
{
    struct event last = *before;

    last.version = version;
    return lost.count == 0 ? OK : announce_event_lost(rq, &last, before->version, lost);
}

static enum err
tell_left(struct request *rq, const struct event *before, int64_t version, struct uuids audience)
{
    struct uuids had;
    enum err err = access_audience(rq, before->calendar_id, &had);

    return err ? err : tell_lost(rq, before, version, tell_without(rq, had, audience));
}

enum err
tell_created(struct request *rq, const struct event *e)
{
    struct uuids audience;
    enum err err = access_readers(rq, e, &audience);

    return err ? err : announce_event_created(rq, e, audience);
}

enum err
tell_updated(struct request *rq, const struct event *before, const struct event *now)
{
    struct uuids audience;
    enum err err = access_readers(rq, now, &audience);

    if (!err)
        err = announce_event_updated(rq, now, before->version, audience);
    if (!err && !uuid_equal(before->calendar_id, now->calendar_id))
        err = tell_left(rq, before, now->version, audience);
    return err;
}

/* Those who see the calendar now, and before if it is another, are invited to what they see. */
static enum err
tell_guests(struct request *rq, const struct event *before, const struct event *now,
            const struct attendees_edit *edit, struct uuids *gained, struct uuids *lost)
{
    struct uuids see, saw;
    enum err err = access_audience(rq, now->calendar_id, &see);

    if (!err)
        err = access_audience(rq, before->calendar_id, &saw);
    if (err)
        return err;
    *gained = tell_without(rq, tell_without(rq, edit->gained, see), saw);
    *lost = tell_without(rq, tell_without(rq, edit->lost, see), saw);
    return OK;
}

enum err
tell_invited(struct request *rq, const struct event *before, const struct event *now,
             const struct attendees_edit *edit)
{
    struct uuids audience, gained, lost;
    enum err err;

    if (edit->gained.count + edit->lost.count == 0)
        return tell_updated(rq, before, now);
    err = access_readers(rq, now, &audience);
    if (!err)
        err = tell_guests(rq, before, now, edit, &gained, &lost);
    if (!err)
        err = announce_event_updated(rq, now, before->version, tell_without(rq, audience, gained));
    if (!err && !uuid_equal(before->calendar_id, now->calendar_id))
        err = tell_left(rq, before, now->version, audience);
    if (!err)
        err = tell_lost(rq, before, now->version, lost);
    return err || gained.count == 0 ? err : announce_event_gained(rq, now, before->version, gained);
}

enum err
tell_attendee(struct request *rq, const struct event *e, const struct attendee *now)
{
    struct uuids audience;
    enum err err = access_readers(rq, e, &audience);

    return err ? err : announce_attendee_updated(rq, now, now->version - 1, audience);
}

enum err
tell_deleted(struct request *rq, const struct event *before)
{
    struct event last = *before;
    struct uuids audience;
    enum err err = access_readers(rq, before, &audience);

    last.version++;
    return err ? err : announce_event_deleted(rq, &last, before->version, audience);
}
