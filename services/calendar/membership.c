#include "services/calendar/membership.h"

#include "gen/calendar/sql.h"
#include "services/calendar/tell.h"

static const struct uuid nobody;

/* The next version, of which everybody hears but `gained`. */
static enum err
membership_raise(struct request *rq, struct uuid calendar_id, struct uuid gained, struct uuid gone,
                 struct calendar *now)
{
    const struct sql_membership_raise raise = {.id = calendar_id, .gone = gone};
    enum err err = sql_membership_raise(rq, &raise, now);

    return err ? err : tell_members(rq, now, gained);
}

enum err
membership_begin(struct request *rq, struct uuid calendar_id, struct uuid user_id, const char *role,
                 struct member *out)
{
    const struct sql_member_insert insert = {
        .calendar_id = calendar_id,
        .user_id = user_id,
        .role = role,
    };
    struct calendar now;
    enum err err = sql_member_insert(rq, &insert, out);

    if (!err)
        err = membership_raise(rq, calendar_id, user_id, nobody, &now);
    return err ? err : tell_gained(rq, &now, role, user_id);
}

enum err
membership_set_role(struct request *rq, struct uuid calendar_id, struct uuid user_id,
                    const char *role, struct member *out)
{
    const struct sql_member_set_role set = {
        .calendar_id = calendar_id,
        .user_id = user_id,
        .role = role,
    };
    struct calendar now;
    enum err err = sql_member_set_role(rq, &set, out);

    return err ? err : membership_raise(rq, calendar_id, nobody, nobody, &now);
}

enum err
membership_end(struct request *rq, const struct member *member)
{
    const struct sql_member_leave leave = {
        .calendar_id = member->calendar_id,
        .user_id = member->id,
    };
    struct calendar now;
    enum err err = sql_member_leave(rq, &leave, NULL);

    if (!err)
        err = membership_raise(rq, member->calendar_id, nobody, member->id, &now);
    return err ? err : tell_lost(rq, &now, member->role, member->id);
}

/* The former owner first: a calendar has one at any moment. */
enum err
membership_transfer(struct request *rq, const struct calendar *stored, struct uuid to,
                    struct calendar *now)
{
    const struct sql_member_set_role former = {
        .calendar_id = stored->id,
        .user_id = stored->owner_id,
        .role = "editor",
    };
    const struct sql_member_set_role owner = {
        .calendar_id = stored->id,
        .user_id = to,
        .role = "owner",
    };
    struct member changed;
    enum err err = sql_member_set_role(rq, &former, &changed);

    if (!err)
        err = sql_member_set_role(rq, &owner, &changed);
    return err ? err : membership_raise(rq, stored->id, nobody, nobody, now);
}
