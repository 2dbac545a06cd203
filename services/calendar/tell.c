#include "services/calendar/tell.h"

#include "gen/calendar/events.h"
#include "shared/actor/outbox.h"
#include "shared/base/arena.h"

static const struct uuid nobody;

typedef enum err tell_call(struct request *rq, const struct calendar *c, int64_t previous_version,
                           struct uuids audience);

/* What is offered is shown to the owner and to whom it is offered. */
static struct calendar
shown_to(const struct calendar *c, const char *role, bool with_offer)
{
    struct calendar shown = *c;

    shown.role = role;
    shown.has_transfer_to = shown.has_transfer_to && with_offer;
    shown.has_transfer_until = shown.has_transfer_until && with_offer;
    return shown;
}

static enum err
tell_one(struct request *rq, tell_call *call, const struct calendar *c, const char *role,
         struct uuid user)
{
    const struct calendar shown = shown_to(c, role, true);

    return call(rq, &shown, c->version - 1, audience_of_one(rq, user));
}

/* To readers of one role but for `but`; to whom the calendar is offered, apart. */
static enum err
tell_role(struct request *rq, tell_call *call, const struct calendar *c, const char *role,
          struct uuids users, struct uuid but)
{
    const struct calendar shown = shown_to(c, role, false);
    struct uuid *others = arena_array(rq->arena, struct uuid, users.count + 1);
    size_t count = 0;
    enum err err = OK;

    for (size_t i = 0; !err && i < users.count; i++) {
        if (uuid_equal(users.items[i], but))
            continue;
        if (c->has_transfer_to && uuid_equal(users.items[i], c->transfer_to))
            err = tell_one(rq, call, c, role, users.items[i]);
        else
            others[count++] = users.items[i];
    }
    return err || count == 0 ? err
                             : call(rq, &shown, c->version - 1, (struct uuids){others, count});
}

static enum err
tell_others(struct request *rq, tell_call *call, const struct calendar *c,
            const struct sql_readers *to, struct uuid but)
{
    enum err err = tell_role(rq, call, c, "editor", to->editor_ids, but);

    return err ? err : tell_role(rq, call, c, "viewer", to->viewer_ids, but);
}

static enum err
tell_find_readers(struct request *rq, struct uuid id, struct sql_readers *out)
{
    return sql_calendar_readers(rq, &(struct sql_calendar_readers){.id = id}, out);
}

/* The owner's announcement is the one that services hear. */
enum err
tell_updated(struct request *rq, const struct calendar *now)
{
    struct sql_readers to;
    enum err err = tell_find_readers(rq, now->id, &to);

    if (!err)
        err = announce_calendar_updated(rq, now, now->version - 1, to.owner_ids);
    return err ? err : tell_others(rq, announce_calendar_shown, now, &to, nobody);
}

static enum err
announce_members(struct request *rq, const struct calendar *c, int64_t previous_version,
                 struct uuids audience)
{
    announce_note(rq, "members", NULL);
    return announce_calendar_shown(rq, c, previous_version, audience);
}

enum err
tell_members(struct request *rq, const struct calendar *now, struct uuid gained)
{
    struct sql_readers to;
    enum err err = tell_find_readers(rq, now->id, &to);

    if (err)
        return err;
    announce_note(rq, "members", NULL);
    err = announce_calendar_updated(rq, now, now->version - 1, to.owner_ids);
    return err ? err : tell_others(rq, announce_members, now, &to, gained);
}

enum err
tell_gained(struct request *rq, const struct calendar *now, const char *role, struct uuid user)
{
    const struct calendar shown = shown_to(now, role, false);

    return announce_calendar_gained(rq, &shown, now->version - 1, audience_of_one(rq, user));
}

enum err
tell_lost(struct request *rq, const struct calendar *now, const char *role, struct uuid user)
{
    const struct calendar shown = shown_to(now, role, false);

    return announce_calendar_lost(rq, &shown, now->version - 1, audience_of_one(rq, user));
}

enum err
tell_deleted(struct request *rq, const struct calendar *gone, const struct sql_readers *readers)
{
    enum err err = announce_calendar_deleted(rq, gone, gone->version - 1, readers->owner_ids);

    return err ? err : tell_others(rq, announce_calendar_lost, gone, readers, nobody);
}
